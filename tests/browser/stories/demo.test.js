// The published demo, as a customer meets it.
import assert from "node:assert/strict";
import { assertAccessible, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();

story("the desk opens on the demo shop", {}, async ({ page }) => {
  await page.goto(demo);
  await page.getByRole("button", { name: "ヘルプ", exact: true }).click();
  const desk = page.getByRole("dialog", { name: "ヘルプ" });
  await desk.getByRole("heading").first().waitFor();
  assert.equal(await desk.getByRole("alert").count(), 0);
  await assertAccessible(page);
  await screenshot(page, "demo-open");
});
