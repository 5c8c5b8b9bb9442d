// The small story that every engine must play: open, type, close.
import assert from "node:assert/strict";
import { serveDemo } from "../harness/serve.js";
import { eachEngine } from "./engines.js";
import { until } from "./webdriver.js";

const demo = await serveDemo();
const host = "tasuke-help";

eachEngine("the desk opens and closes", async (driver) => {
  await driver.go(demo);
  const launcher = await driver.byRole("button", "ヘルプ", { host });
  await launcher.click();
  const panel = await driver.byRole("dialog", "ヘルプ", { host });
  await until("the desk's heading", () => driver.execute("(panel) => panel.querySelector('h1,h2')", panel.handle));
  assert.equal(await launcher.attribute("aria-expanded"), "true");
  await driver.execute("() => { window.tasuke.close(); }");
  await until("the panel to close", async () => !(await panel.isDisplayed()));
});
