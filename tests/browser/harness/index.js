export { assertAccessible } from "./axe.js";
export { compose } from "./ime.js";
export { screenshot } from "./screenshot.js";
export { freePort, serveDemo } from "./serve.js";
export { POLICY, startSite } from "./site.js";
export { DESKTOP, PHONE, story } from "./story.js";
