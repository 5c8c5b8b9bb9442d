// The second part of the code comes with the first touch: not before, and
// what was asked for meanwhile waits.
import assert from "node:assert/strict";
import { PHONE, assertAccessible, desk, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const REST = "**/*_rest.wasm";
const FAILED = [/Failed to load resource/];

// Requests for the second part; each is answered when the test says how.
async function hold(page) {
  const held = [];
  await page.route(REST, (route) => new Promise((done) => { held.push((answer) => done(answer(route))); }));
  return {
    count: () => held.length,
    async next() {
      while (!held.length) await page.waitForTimeout(10); // For the request, not instead of it.
      return held.shift();
    },
  };
}

const go = (route) => route.continue();
const block = (route) => route.abort();

async function open(page) {
  const { launcher, search } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await search.waitFor();
}

story("before the first touch nobody asks for it; then once", {}, async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const rest = () => asked.filter((url) => url.endsWith("_rest.wasm")).length;
  const { search, panel } = desk(page);
  await open(page);
  await panel.getByText("カテゴリ").waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal(rest(), 0);
  await Promise.all([page.waitForRequest(REST), search.press("a")]);
  await search.fill("送料");
  await panel.getByRole("button", { name: /送料はいくら/ }).first().click();
  await panel.getByRole("heading", { name: /送料はいくら/ }).waitFor();
  assert.equal(rest(), 1);
});

story("what is typed is found meanwhile, and a tapped answer opens when it can", {}, async ({ page }) => {
  const held = await hold(page);
  const { search, panel } = desk(page);
  await open(page);
  await search.pressSequentially("送料");
  const row = panel.getByRole("button", { name: /送料はいくら/ }).first();
  await row.click();
  // A second later the ways to a person stand there, below what still works.
  await panel.getByRole("status").filter({ hasText: "読み込んでいます" }).waitFor();
  await panel.getByRole("link", { name: /0120-000-310/ }).waitFor();
  await assertAccessible(page);
  await search.fill("送料は");
  assert.ok(await row.isVisible());
  (await held.next())(go);
  await panel.getByRole("heading", { name: /送料はいくら/ }).waitFor();
  assert.equal(await panel.getByRole("link", { name: /0120-000-310/ }).count(), 0);
  assert.equal(held.count(), 0, "one request");
  await panel.getByRole("button", { name: "前に戻る" }).click();
  assert.equal(await search.inputValue(), "送料は");
});

for (const viewport of [undefined, PHONE]) {
  story(`it does not come: the ways to a person, nothing typed is lost, the next tap tries again (${viewport?.width ?? "wide"})`, { expected: FAILED, viewport }, async ({ page }) => {
    await page.addInitScript(() => {
      window.errors = [];
      document.addEventListener("tasuke:error", (event) => window.errors.push(event.detail));
    });
    const { search, panel } = desk(page);
    await page.route(REST, block);
    await open(page);
    await search.fill("送料");
    const row = panel.getByRole("button", { name: /送料はいくら/ }).first();
    await row.waitFor();
    assert.equal(await panel.getByRole("alert").count(), 0, "who only types need not know");
    const start = Date.now();
    await row.click();
    await panel.getByRole("alert").waitFor();
    await panel.getByRole("link", { name: /help@minatodo.example/ }).waitFor();
    assert.ok(Date.now() - start < 3_000, "soon, also on a busy machine");
    await screenshot(page, `trouble-rest-${viewport?.width ?? "wide"}`);
    await assertAccessible(page);
    assert.equal(await search.inputValue(), "送料");
    assert.deepEqual((await page.evaluate(() => window.errors)).map(({ code }) => code), ["load"]);
    await search.fill("送料は");
    await row.waitFor();
    await page.unroute(REST);
    await row.click();
    await panel.getByRole("heading", { name: /送料はいくら/ }).waitFor();
    assert.equal(await panel.getByRole("alert").count(), 0);
  });
}

story("one try that fails is tried again at once", { expected: FAILED }, async ({ page }) => {
  const held = await hold(page);
  const { panel } = desk(page);
  await open(page);
  await panel.getByRole("button", { name: "お問い合わせ", exact: true }).click();
  (await held.next())(block);
  (await held.next())(go);
  await panel.getByRole("heading", { name: "お問い合わせ" }).waitFor();
  assert.equal(await panel.getByRole("alert").count(), 0);
});

story("a raw file that cannot be read leads to a person", { expected: FAILED }, async ({ page }) => {
  await page.route(REST, block);
  await page.route("**/help/manifest.json", async (route) => {
    await route.fulfill({ response: await page.request.get(`${demo}help/knowledge.json`) });
  });
  await page.goto(demo);
  await desk(page).launcher.click();
  await page.getByRole("link", { name: /help@minatodo.example/ }).waitFor();
});

story("what the page asks for waits; a search finds all there is", {}, async ({ page }) => {
  const held = await hold(page);
  const { panel } = desk(page);
  await page.goto(demo);
  const answer = page.evaluate(() => window.tasuke.search("でんげnが"));
  (await held.next())(go);
  assert.ok((await answer).results.some(({ id }) => id === "power-check"));
  await page.evaluate(() => window.tasuke.flow("power-check"));
  await panel.getByText("これで解決しましたか？").waitFor();
});

story("a flow that cannot be walked says so", { expected: FAILED }, async ({ page }) => {
  await page.route(REST, block);
  await page.goto(demo);
  assert.equal(await page.evaluate(() => window.tasuke.flow("power-check").then((way) => !way)), true);
});

story("a trap ends in the ways to a person", { expected: [/a trap of the test/] }, async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError("a trap of the test");
    error.stack = "at https://shop.example/help/v/1/tasuke-widget_bg.wasm:wasm-function[1]";
    window.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  });
  await page.getByRole("link", { name: /help@minatodo.example/ }).waitFor();
});
