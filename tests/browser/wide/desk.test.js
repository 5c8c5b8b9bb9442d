// The small story that every engine must play: open, type, try the fix,
// solved.
import assert from "node:assert/strict";
import { serveDemo } from "../harness/serve.js";
import { eachEngine } from "./engines.js";
import { until } from "./webdriver.js";

const demo = await serveDemo();
const host = "tasuke-help";

eachEngine("the tab is pulled, and it works", async (driver) => {
  await driver.go(demo);
  const launcher = await driver.byRole("button", "ヘルプ", { host });
  await launcher.click();
  const search = await driver.byRole("searchbox", "ヘルプを検索", { host });
  assert.equal(await launcher.attribute("aria-expanded"), "true");
  await search.type("電源が入ら");
  const result = await driver.byRole("button", /^電源が入らない/, { host });
  await result.click();
  const yes = await driver.byRole("button", "解決しました", { host });
  await yes.click();
  await driver.byRole("heading", "解決してよかったです", { host });
  const close = await driver.byRole("button", "閉じる", { host });
  await close.click();
  await until("the panel to close", async () => (await launcher.attribute("aria-expanded")) === "false");
});
