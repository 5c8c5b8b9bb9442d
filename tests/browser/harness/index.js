export { assertAccessible } from "./axe.js";
export { desk, tabTo } from "./desk.js";
export { compose } from "./ime.js";
export { screenshot } from "./screenshot.js";
export { freePort, order, serveDemo } from "./serve.js";
export { POLICY, startSite } from "./site.js";
export { DESKTOP, PHONE, story } from "./story.js";
export { goBack, goForward } from "./travel.js";
