// Typing as customers do: half-way through a composition, with a slip, and
// with keys that mean something else to an input method.
import assert from "node:assert/strict";
import { compose, desk, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();

story("a composition finds answers before it is committed", {}, async ({ page }) => {
  const { launcher, search, panel } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await search.click();
  const composition = await compose(page, ["ｄ", "で", "でｎ", "でん", "でんｇ", "でんげ", "でんげん"]);
  await panel.getByRole("button", { name: /電源が入らない/ }).first().waitFor();
  assert.equal(await search.inputValue(), "でんげん", "the field is not written to while composing");
  await composition.commit("電源");
  await panel.getByRole("button", { name: /電源が入らない/ }).first().waitFor();
  assert.equal(await search.inputValue(), "電源");
});

story("keys of the input method do nothing else", {}, async ({ page }) => {
  const { launcher, search, panel } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await search.click();
  await compose(page, ["へ", "へん", "へんぴん"]);
  await panel.getByRole("button", { name: /返品/ }).first().waitFor();
  for (const key of ["Enter", "Escape", "ArrowDown"]) {
    // What a browser sends while an input method is at work.
    await search.evaluate((field, key) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, keyCode: 229, bubbles: true, composed: true, cancelable: true }));
    }, key);
    assert.ok(await panel.isVisible(), `${key} does not close the panel`);
    assert.ok(await search.evaluate((field) => field.getRootNode().activeElement === field), `${key} does not move the focus`);
  }
});

story("the count is announced once the typing pauses", {}, async ({ page }) => {
  const { launcher, search, panel } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await search.pressSequentially("送料");
  await panel.getByRole("status").filter({ hasText: /件/ }).waitFor({ state: "attached" });
});

story("keys typed into the desk are none of the shop's shortcuts", {}, async ({ page }) => {
  const { launcher, search } = desk(page);
  await page.goto(demo);
  await page.evaluate(() => {
    window.shortcuts = 0;
    document.addEventListener("keydown", () => { window.shortcuts += 1; });
  });
  await launcher.click();
  await search.waitFor();
  await search.pressSequentially("s/k");
  assert.equal(await page.evaluate(() => window.shortcuts), 0);
});
