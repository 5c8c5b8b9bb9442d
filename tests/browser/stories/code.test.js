// LINE on a desktop: a telephone reads the address off the screen.
import assert from "node:assert/strict";
import { DESKTOP, PHONE, assertAccessible, desk, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const CODE = "スマートフォンのカメラで読み取ると、LINEが開きます。";

for (const theme of ["light", "dark"]) {
  story(`a code beside the link, dark on white (${theme})`, { viewport: DESKTOP, theme }, async ({ page }) => {
    const { launcher, panel, button, say } = desk(page);
    await page.goto(demo);
    await launcher.click();
    await button(say.contact).click();
    const code = panel.getByRole("img", { name: CODE });
    await code.waitFor();
    const { width, height, fill, background, quiet, modules } = await code.evaluate((svg) => {
      const { fill, backgroundColor: background } = getComputedStyle(svg);
      const { width, height } = svg.getBoundingClientRect();
      const [left, top, side] = svg.getAttribute("viewBox").split(" ").map(Number);
      const box = svg.querySelector("path").getBBox();
      return { width, height, fill, background, quiet: [box.x - left, box.y - top, left + side - box.x - box.width], modules: box.width };
    });
    assert.deepEqual([fill, background, quiet], ["rgb(0, 0, 0)", "rgb(255, 255, 255)", [4, 4, 4]]);
    // Version 3 holds the demo's address; a camera wants at least three pixels a module.
    assert.equal(modules, 29);
    assert.ok(width === height && width / (modules + 8) > 3, `${width} × ${height}`);
    await code.scrollIntoViewIfNeeded();
    await assertAccessible(page);
    await screenshot(page, `code-${theme}`);
  });
}

story("a telephone has the link alone", { viewport: PHONE, touch: true }, async ({ page }) => {
  const { launcher, panel, button, say } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await button(say.contact).click();
  await panel.getByRole("link", { name: /LINE/ }).waitFor();
  assert.equal(await panel.getByRole("img", { name: CODE }).count(), 0);
});

story("what to have ready can be copied into the chat", { viewport: DESKTOP }, async ({ page, context }) => {
  const { panel, button, say } = desk(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(demo);
  await page.evaluate(() => {
    window.tasuke.context({ "order.id": "MD-12345678" });
    return window.tasuke.contact("delivery");
  });
  await panel.getByRole("button", { name: "前に戻る", exact: true }).click();
  await button(say.contact).click();
  await button("内容をコピーする").click();
  await panel.getByRole("status").filter({ hasText: "コピーしました" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /注文番号: MD-12345678/);
});
