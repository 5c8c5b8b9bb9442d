export { assertAccessible } from "./axe.js";
export { HANAKO, desk, fillIn, focused, tabTo } from "./desk.js";
export { compose } from "./ime.js";
export { KINDS, photo } from "./picture.js";
export { screenshot } from "./screenshot.js";
export { freePort, order, serveDemo } from "./serve.js";
export { POLICY, startSite } from "./site.js";
export { DESKTOP, PHONE, story } from "./story.js";
export { goBack, goForward } from "./travel.js";
