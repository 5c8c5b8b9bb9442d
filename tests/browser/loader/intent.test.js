// Nothing before somebody wants help; everything, once, when they do.
import assert from "node:assert/strict";
import { PHONE, assertAccessible, story } from "../harness/index.js";
import { html, launcher, panel, search, startShop } from "./shop.js";

const CODE = ["/knowledge.json", "/tasuke-widget.js", "/tasuke-widget_bg.wasm", "/tasuke.css"];

story("the launcher stands there after one request", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url, { waitUntil: "networkidle" });
  await launcher(page).waitFor();
  assert.deepEqual(shop.requests, ["/", "/tasuke.js"]);
  assert.equal(await launcher(page).getAttribute("aria-expanded"), "false");
  assert.equal(await launcher(page).getAttribute("lang"), "ja");
  await assertAccessible(page);
  await shop.stop();
});

story("a click opens the panel and brings each file once", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).click();
  await search(page).waitFor();
  assert.deepEqual(shop.requests.slice(2).sort(), CODE);
  assert.equal(await launcher(page).getAttribute("aria-expanded"), "true");
  assert.ok(await search(page).evaluate((input) => input.getRootNode().activeElement === input));
  const style = await page.locator("tasuke-help").evaluate((host) => getComputedStyle(host).getPropertyValue("--loaded"));
  assert.equal(style, "yes");
  await assertAccessible(page);
  await shop.stop();
});

for (const [name, wish] of [
  ["hover", (page) => launcher(page).hover()],
  ["focus", (page) => launcher(page).focus()],
]) {
  story(`${name} brings the code and opens nothing`, {}, async ({ page }) => {
    const shop = await startShop();
    await page.goto(shop.url);
    await wish(page);
    await page.waitForFunction(() => window.stub?.configs.length === 1);
    assert.equal(await panel(page).isVisible(), false);
    await shop.stop();
  });
}

story("a touch opens it on a phone", { viewport: PHONE, touch: true }, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).tap();
  await search(page).waitFor();
  assert.equal((await panel(page).boundingBox()).width, PHONE.width);
  await shop.stop();
});

story("an inline desk loads when it comes into view", {}, async ({ page }) => {
  const body = '<h2>下</h2><tasuke-help mode="inline"></tasuke-help>';
  const shop = await startShop({
    "/": html({ body: body.replace("<h2>", '<h2 id="far">'), head: '<link rel="stylesheet" href="/shop.css">' }),
    "/shop.css": "#far{margin-top:4000px}",
  });
  await page.goto(shop.url, { waitUntil: "networkidle" });
  assert.deepEqual(shop.requests.sort(), ["/", "/shop.css", "/tasuke.js"]);
  await page.getByRole("heading", { name: "下" }).scrollIntoViewIfNeeded();
  await search(page).waitFor();
  assert.equal(await launcher(page).count(), 0);
  await shop.stop();
});

story("data-preload=idle is asked for, so it may load early", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ tag: '<script async src="/tasuke.js" data-knowledge="/knowledge.json" data-preload="idle"></script>' }) });
  await page.goto(shop.url);
  await page.waitForFunction(() => window.stub?.configs.length === 1);
  await shop.stop();
});
