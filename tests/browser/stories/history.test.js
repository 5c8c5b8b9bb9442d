// The browser's own back button, links to a screen, and what a reload keeps.
import assert from "node:assert/strict";
import { PHONE, desk, goBack, goForward, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const center = `${demo}support.html`;
const question = "これで解決しましたか？";

// The help centre is a region of its page, not a dialog over it.
function page_desk(page) {
  const panel = page.getByRole("region", { name: "ヘルプ" });
  return { panel, search: panel.getByRole("searchbox"), back: panel.getByRole("button", { name: "前に戻る", exact: true }) };
}
const fee = (panel) => panel.getByRole("heading", { name: /送料はいくら/ });
const path = (page) => page.evaluate(() => location.pathname + location.search + location.hash);
const choose = async (panel, option) => {
  await panel.getByRole("radio", { name: option }).check();
  await panel.getByRole("button", { name: "次へ", exact: true }).click();
};

story("on a phone, back walks through steps and screens and then closes the sheet", { viewport: PHONE }, async ({ page }) => {
  await page.goto(`${demo}privacy.html`);
  await page.goto(demo);
  await page.evaluate(() => history.replaceState({ shop: "cart" }, ""));
  const { launcher, panel, search, button } = desk(page);
  await launcher.click();
  await search.fill("電源が入らない");
  await panel.getByRole("button", { name: /電源が入らない/ }).first().click();
  await panel.getByText(question).waitFor();
  assert.equal(await page.evaluate(() => history.state.shop), "cart", "what the shop keeps there stays");
  await button(/まだ|いいえ|解決しません/).first().click();
  const asked = await panel.getByRole("group").first().textContent();
  await goBack(page);
  await panel.getByText(question).waitFor();
  await goForward(page);
  await panel.getByText(asked.slice(0, 12)).first().waitFor();
  await goBack(page);
  await goBack(page);
  await search.waitFor();
  assert.equal(await search.inputValue(), "電源が入らない");
  await goBack(page);
  await panel.waitFor({ state: "hidden" });
  assert.equal(await path(page), "/");
  await goBack(page);
  await page.waitForURL(/privacy/);
});

story("closing the sheet leaves nothing behind the back button", { viewport: PHONE }, async ({ page }) => {
  await page.goto(`${demo}privacy.html`);
  await page.goto(demo);
  const { launcher, panel, search, button } = desk(page);
  await launcher.click();
  await search.waitFor();
  await page.evaluate(() => window.tasuke.article("shipping-fee"));
  await fee(panel).waitFor();
  await button("前に戻る").click();
  await search.waitFor();
  await page.evaluate(() => window.tasuke.article("shipping-fee"));
  await fee(panel).waitFor();
  await button("閉じる").click();
  await panel.waitFor({ state: "hidden" });
  await page.waitForFunction(() => !history.state?.tasuke);
  await goBack(page);
  await page.waitForURL(/privacy/);
});

story("beside the page, a desk makes no history", {}, async ({ page }) => {
  await page.goto(demo);
  const { launcher, panel, search } = desk(page);
  const before = await page.evaluate(() => history.length);
  await launcher.click();
  await search.waitFor();
  await page.evaluate(() => window.tasuke.article("shipping-fee"));
  await fee(panel).waitFor();
  assert.deepEqual(await page.evaluate(() => [history.length, history.state]), [before, null]);
});

story("the help centre has an address for every screen", {}, async ({ page }) => {
  await page.goto(demo);
  await page.goto(center);
  const { panel, search, back } = page_desk(page);
  await search.waitFor();
  await search.fill("送料");
  await panel.getByRole("button", { name: /送料はいくら/ }).first().click();
  await fee(panel).waitFor();
  assert.equal(await path(page), "/support.html#tasuke=article/shipping-fee");
  await back.click();
  await search.waitFor();
  await page.waitForFunction(() => location.hash === "");
  await goForward(page);
  await fee(panel).waitFor();
  await page.reload();
  await fee(panel).waitFor();
  await goBack(page);
  await search.waitFor();
  await goBack(page);
  await page.waitForFunction(() => location.pathname === "/");
});

story("who is faster than the second part of the code can go back all the same", {}, async ({ page }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/_rest\.wasm/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(demo);
  await page.goto(center);
  const { panel, search } = page_desk(page);
  await search.waitFor();
  await search.fill("送料");
  await panel.getByRole("button", { name: /送料はいくら/ }).first().click();
  release();
  await fee(panel).waitFor();
  assert.equal(await path(page), "/support.html#tasuke=article/shipping-fee");
  await goBack(page);
  await search.waitFor();
  assert.equal(await path(page), "/support.html");
  await goForward(page);
  await fee(panel).waitFor();
});

story("a link into the help centre stands by itself", {}, async ({ page }) => {
  await page.goto(demo);
  await page.goto(`${center}#tasuke=article/shipping-fee`);
  const { panel, search, back } = page_desk(page);
  await fee(panel).waitFor();
  await back.click();
  await search.waitFor();
  assert.equal(await path(page), "/support.html", "the desk's button does not leave the page");
  await goBack(page);
  await page.waitForFunction(() => location.pathname === "/");
});

story("a link on the page, an anchor of the page, and a link to nothing", {}, async ({ page }) => {
  await page.goto(center);
  const { panel, search } = page_desk(page);
  await search.waitFor();
  await page.evaluate(() => {
    for (const to of ["#tasuke=flow/power-check", "#foot", "#tasuke=article/no-such-thing", "#tasuke=constructor/__proto__"]) {
      document.querySelector("main").append(Object.assign(document.createElement("a"), { href: to, textContent: to }), " ");
    }
  });
  await page.getByRole("link", { name: "#tasuke=flow/power-check" }).click();
  await panel.getByText(question).waitFor();
  await page.getByRole("link", { name: "#foot" }).click();
  await panel.getByText(question).waitFor();
  assert.equal(await path(page), "/support.html#foot");
  await goBack(page);
  await page.getByRole("link", { name: "no-such-thing" }).click();
  await panel.getByText(question).waitFor();
  await page.getByRole("link", { name: "__proto__" }).click();
  await search.waitFor();
});

story("a link opens the panel where the tag allows it", {}, async ({ page }) => {
  await page.route(demo, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("data-knowledge", "data-deep-link data-knowledge") });
  });
  await page.goto(`${demo}#tasuke=article/shipping-fee`);
  const { panel } = desk(page);
  await fee(panel).waitFor();
  await page.evaluate(() => { location.hash = "#tasuke=flow/power-check"; });
  await panel.getByText(question).waitFor();
});

story("without leave, a link is the page's own", {}, async ({ page }) => {
  await page.goto(`${demo}#tasuke=article/shipping-fee`);
  const { launcher, panel, search } = desk(page);
  await launcher.waitFor();
  assert.ok(!(await panel.isVisible()));
  await launcher.click();
  await search.waitFor();
});

story("a reload keeps the answers", {}, async ({ page }) => {
  await page.goto(`${center}#tasuke=flow/return-item`);
  const { panel, back } = page_desk(page);
  await panel.getByRole("radio").first().waitFor();
  const label = await panel.getByRole("radio").first().evaluate((radio) => radio.closest("label").innerText.split("\n")[0]);
  await choose(panel, label);
  await panel.getByRole("list", { name: /回答/ }).getByText(label).waitFor();
  await page.reload();
  await panel.getByRole("list", { name: /回答/ }).getByText(label).waitFor();
  await back.click();
  assert.ok(await panel.getByRole("radio", { name: label }).isChecked(), "the answer is still there to be changed");
});
