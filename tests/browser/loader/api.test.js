// window.tasuke: before the script, after it, and against a rough host page.
import assert from "node:assert/strict";
import { story } from "../harness/index.js";
import { TAG, commands, html, launcher, panel, search, startShop } from "./shop.js";

const HEADLESS = '<script async src="/tasuke.js" data-mode="headless" data-knowledge="/knowledge.json"></script>';

story("commands given before the script are done after it, in order", {}, async ({ page }) => {
  const early = `window.heard = [];
    (window.tasuke ||= []).push(["on", "open", (detail) => heard.push(detail)]);
    tasuke.push(["context", { "order.status": "shipped" }], ["open"]);`;
  const shop = await startShop({ "/early.js": early, "/": html({ head: '<script src="/early.js"></script>' }) });
  await page.goto(shop.url);
  await search(page).waitFor();
  assert.deepEqual(await commands(page), [["context", { "order.status": "shipped" }], ["open", false]]);
  assert.deepEqual(await page.evaluate(() => window.heard), [{ v: 1 }]);
  await page.evaluate(() => window.tasuke.push(["close"]));
  await panel(page).waitFor({ state: "hidden" });
  await shop.stop();
});

story("facts and names alone bring nothing", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).waitFor();
  await page.evaluate(() => {
    window.tasuke.context({ "order.status": "shipped" });
    window.tasuke.identify({ email: "aya@example.jp" });
  });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(shop.requests, ["/", "/tasuke.js"]);
  await page.evaluate(() => window.tasuke.open());
  assert.deepEqual((await commands(page)).map(([name]) => name), ["context", "identify", "open"]);
  await shop.stop();
});

story("on answers how to stop; once is once; off is off", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).waitFor();
  const counts = await page.evaluate(async () => {
    const counts = { on: 0, once: 0, off: 0 };
    const stop = tasuke.on("open", () => { counts.on += 1; });
    tasuke.once("open", () => { counts.once += 1; });
    const gone = () => { counts.off += 1; };
    tasuke.on("open", gone);
    tasuke.off("open", gone);
    for (let turn = 0; turn < 3; turn += 1) {
      await tasuke.open();
      await tasuke.close();
      if (turn === 1) stop();
    }
    return counts;
  });
  assert.deepEqual(counts, { on: 2, once: 1, off: 0 });
  await shop.stop();
});

story("a second tag changes nothing", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ tag: TAG + TAG }) });
  await page.goto(shop.url);
  await launcher(page).click();
  await search(page).waitFor();
  assert.equal(await page.locator("tasuke-help").count(), 1);
  assert.equal(shop.requests.filter((path) => path.endsWith(".wasm")).length, 1);
  await shop.stop();
});

story("headless shows nothing and answers", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ tag: HEADLESS }) });
  await page.goto(shop.url, { waitUntil: "networkidle" });
  assert.equal(await launcher(page).count(), 0);
  assert.deepEqual(shop.requests, ["/", "/tasuke.js"]);
  const answer = await page.evaluate(() => window.tasuke.search("返品"));
  assert.deepEqual(answer, { query: "返品", confident: false, results: [] });
  await shop.stop();
});

story("what the wasm refuses is told by an event and breaks nothing", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ tag: HEADLESS }) });
  await page.goto(shop.url);
  const [answer, told] = await page.evaluate(async () => {
    const told = new Promise((resolve) => tasuke.once("error", resolve));
    return [await tasuke.article("nowhere"), await told];
  });
  assert.equal(answer, undefined);
  assert.deepEqual(told, { v: 1, code: "command", message: "Error: no such article" });
  await shop.stop();
});

story("settings come by the script's address, an object, or the tag", {}, async ({ page }) => {
  const shop = await startShop({
    "/": html({
      head: '<script src="/settings.js"></script>',
      tag: '<script async src="/tasuke.js?knowledge=/a.json&help=/h/&data-deep-link=true" data-knowledge="/knowledge.json"></script>',
    }),
    "/settings.js": 'window.tasukeSettings = { contact: "tel:0120000111", help: "/help/", knowledge: "/b.json" };',
  });
  await page.goto(shop.url);
  await launcher(page).click();
  await search(page).waitFor();
  const [config] = await page.evaluate(() => window.stub.configs);
  const { knowledge, deepLink, mode, assets, page: where, locale } = config;
  assert.deepEqual(
    { knowledge, deepLink, mode, assets, where, locale },
    { knowledge: `${shop.url}knowledge.json`, deepLink: true,
      mode: "launcher", assets: shop.url, where: "/", locale: "ja" },
  );
  await shop.stop();
});

story("closing from inside gives focus back and leaves host focus alone", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).click();
  await search(page).press("Escape");
  await panel(page).waitFor({ state: "hidden" });
  assert.ok(await launcher(page).evaluate((button) => button.getRootNode().activeElement === button));

  await launcher(page).click();
  await search(page).waitFor();
  await page.getByRole("button", { name: "カートに入れる" }).focus();
  await page.evaluate(() => window.tasuke.close());
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "カートに入れる");
  await shop.stop();
});

story("a host's own button gets focus back", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ head: '<script defer src="/own.js"></script>' }),
    "/own.js": 'document.querySelector("button").onclick = () => tasuke.open();' });
  await page.goto(shop.url);
  await page.getByRole("button", { name: "カートに入れる" }).click();
  await search(page).press("Escape");
  await panel(page).waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "カートに入れる");
  await shop.stop();
});

story("moving keeps the desk; destroy takes it away", {}, async ({ page }) => {
  const shop = await startShop();
  await page.goto(shop.url);
  await launcher(page).click();
  await search(page).fill("でんげん");
  await page.evaluate(() => document.body.prepend(document.querySelector("tasuke-help")));
  assert.equal(await search(page).inputValue(), "でんげん");
  await page.evaluate(() => window.tasuke.destroy());
  await page.waitForFunction(() => window.stub.destroyed === 1);
  assert.equal(await page.locator("tasuke-help").count(), 0);
  await shop.stop();
});
