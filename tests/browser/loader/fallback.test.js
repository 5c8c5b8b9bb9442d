// Whatever is missing or blocked, the customer sees the ways to a person.
import assert from "node:assert/strict";
import { POLICY, assertAccessible, screenshot, story } from "../harness/index.js";
import { KNOWLEDGE, html, launcher, panel, search, startShop } from "./shop.js";

const FAILED = /ヘルプを表示できませんでした/;
const NETWORK = [/Failed to load resource/]; // Chromium says every 404 aloud.
const slow = (answer) => () => new Promise((resolve) => setTimeout(resolve, 3_000, answer));

// Opens the desk and answers what is offered; it must be there within a second.
async function offered(page, url) {
  await page.goto(url);
  await launcher(page).click();
  await page.getByRole("alert").filter({ hasText: FAILED }).waitFor({ timeout: 1_000 });
  await panel(page).getByRole("link", { name: /^電話/ }).or(panel(page).getByRole("link").last()).first().waitFor();
  return links(page);
}

const links = (page) =>
  panel(page).getByRole("link").evaluateAll((all) => all.map((link) => `${link.textContent} ${link.getAttribute("href")}`));

const everything = (shop) => [
  "お問い合わせ: help@shop.example mailto:help@shop.example",
  `ヘルプページを見る ${shop.url}help/`,
  "電話: 0120-000-111 tel:0120000111",
  "LINE: @minato https://line.me/R/ti/p/%40minato",
  "ライブチャット https://chat.example/",
];

async function assertOffersEverything(page, shop) {
  await offered(page, shop.url);
  await panel(page).getByRole("link", { name: "ライブチャット" }).waitFor();
  assert.deepEqual(await links(page), everything(shop));
}

for (const path of ["/tasuke-widget.js", "/tasuke-widget_bg.wasm", "/tasuke.css"]) {
  story(`${path} is missing`, { expected: NETWORK }, async ({ page }) => {
    const shop = await startShop({ [path]: 404 });
    await assertOffersEverything(page, shop);
    await shop.stop();
  });
}

story("the page's policy blocks wasm", { expected: [/wasm/i] }, async ({ page }) => {
  const shop = await startShop({}, { policy: POLICY.replace("'wasm-unsafe-eval'", "") });
  await assertOffersEverything(page, shop);
  await assertAccessible(page);
  await screenshot(page, "loader-fallback");
  await shop.stop();
});

story("the browser has no wasm", { theme: "dark" }, async ({ page }) => {
  const shop = await startShop();
  await page.addInitScript(() => delete window.WebAssembly);
  await assertOffersEverything(page, shop);
  await assertAccessible(page);
  await shop.stop();
});

story("the knowledge file is missing", { expected: NETWORK }, async ({ page }) => {
  const shop = await startShop({ "/knowledge.json": 404 });
  assert.deepEqual(await offered(page, shop.url), everything(shop).slice(0, 2));
  await shop.stop();
});

story("the knowledge file is not JSON", {}, async ({ page }) => {
  const shop = await startShop({ "/knowledge.json": '{"format": 1,' });
  assert.deepEqual(await offered(page, shop.url), everything(shop).slice(0, 2));
  await shop.stop();
});

story("a published file has its channels one step further", { expected: NETWORK }, async ({ page }) => {
  const manifest = { published: 1, build: "1", locales: { ja: { core: "ja.1f.json", bodies: [] } } };
  const shop = await startShop({
    "/": html({ tag: '<script async src="/tasuke.js" data-knowledge="/k/manifest.json"></script>' }),
    "/k/manifest.json": JSON.stringify(manifest),
    "/k/ja.1f.json": KNOWLEDGE,
    "/tasuke-widget.js": 404,
  });
  await page.goto(shop.url);
  await launcher(page).click();
  await panel(page).getByRole("link", { name: "ライブチャット" }).waitFor();
  assert.equal((await links(page)).length, 3);
  await shop.stop();
});

story("an address that is no way to a person is left out", { expected: NETWORK }, async ({ page }) => {
  const shop = await startShop({
    "/": html({ tag: '<script async src="/tasuke.js" data-contact="javascript:alert(1)" data-help="http://elsewhere.example/"></script>' }),
    "/tasuke-widget.js": 404,
  });
  await page.goto(shop.url);
  await launcher(page).click();
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await links(page), []);
  await shop.stop();
});

story("a slow load is calm, and a person can be reached meanwhile", {}, async ({ page }) => {
  const shop = await startShop({ "/tasuke-widget_bg.wasm": slow(Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])) });
  await page.goto(shop.url);
  await launcher(page).click();
  await page.getByRole("status").filter({ hasText: "読み込んでいます" }).waitFor({ timeout: 2_000 });
  assert.ok(await panel(page).getByRole("link", { name: /help@shop.example/ }).isVisible());
  await search(page).waitFor();
  assert.equal(await page.getByRole("status").count(), 0);
  await shop.stop();
});

story("the next wish tries again", { expected: NETWORK }, async ({ page }) => {
  const shop = await startShop({ "/tasuke-widget_bg.wasm": 500 });
  await offered(page, shop.url);
  shop.answers["/tasuke-widget_bg.wasm"] = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await panel(page).getByRole("button", { name: "閉じる" }).click();
  await launcher(page).click();
  await search(page).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await shop.stop();
});

story("Escape closes what the loader shows, and focus returns", { expected: NETWORK }, async ({ page }) => {
  const shop = await startShop({ "/tasuke-widget.js": 404 });
  await offered(page, shop.url);
  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "hidden" });
  assert.ok(await launcher(page).evaluate((button) => button.getRootNode().activeElement === button));
  await shop.stop();
});

story("in English", { locale: "en-US", expected: NETWORK }, async ({ page }) => {
  const shop = await startShop({ "/": html({ lang: "en" }), "/tasuke-widget.js": 404 });
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "Help could not be shown" }).waitFor();
  assert.ok(await page.getByRole("link", { name: "Live chat" }).isVisible());
  await shop.stop();
});
