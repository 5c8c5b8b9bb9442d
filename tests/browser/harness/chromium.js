// Launches a browser of Chromium's family, one per test file.
import { after } from "node:test";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "./find.js";

export { chromiumFlags, findChromium };

let browser;

export function launch() {
  browser ??= chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  return browser;
}

after(async () => {
  await (await browser)?.close();
});
