// Programs that fill in forms, and the shop's own captcha: nobody solves a puzzle of ours, and no ticket is lost.
import assert from "node:assert/strict";
import { HANAKO, desk, fillIn, order, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const HELD = "まだ送信されていません";

const inbox = async (number) => (await fetch(`${demo}inbox/${number}`, { headers: { "accept-language": "ja" } })).text();

// The page's hook: what it answers is in `window.token`, a text, `false` to fail, or nothing to stay silent.
async function hook(page) {
  await page.addInitScript(() => {
    window.asked = [];
    (window.tasuke ||= []).push(["on", "before-send", ({ v, url, respondWith }) => {
      window.asked.push([v, url]);
      respondWith(new Promise((resolve, reject) => {
        if (window.token) setTimeout(() => resolve(window.token), 100);
        else if (window.token === false) reject(new Error("no token"));
      }));
    }]);
  });
}

async function write(page, message) {
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message });
}

story("the page gives a token before each sending, and the shop stores none", { expected: [/500/] }, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await hook(page);
  await write(page, "合言葉つき");
  await page.evaluate(() => { window.token = "token-1"; });
  // The first try is answered with "not now": the second has a token of its own.
  await order(demo, "500");
  const [request] = await Promise.all([page.waitForRequest("**/tickets"), button(say.send).click()]);
  assert.equal(request.postDataJSON().captcha, "token-1");
  await page.evaluate(() => { window.token = "token-2"; });
  const [again] = await Promise.all([page.waitForRequest("**/tickets"), panel.getByRole("button", { name: say.again }).click()]);
  assert.equal(again.postDataJSON().captcha, "token-2");
  assert.equal(again.headers()["idempotency-key"], request.headers()["idempotency-key"]);
  const number = (await panel.getByText(/^T-\d+/).textContent()).trim();
  assert.deepEqual(await page.evaluate(() => window.asked), [[1, "/tickets"], [1, "/tickets"]]);
  const page1 = await inbox(number);
  assert.ok(page1.includes("合言葉つき") && !page1.includes("token-"), page1);
});

story("a hook that fails holds the ticket, says so, and is asked again", { expected: [/Failed to load resource/] }, async ({ page }) => {
  const { panel, button, say } = desk(page);
  let sent = 0;
  page.on("request", (request) => { sent += Number(request.url().endsWith("/tickets")); });
  await hook(page);
  await write(page, "合言葉なし");
  await page.evaluate(() => { window.token = false; });
  await button(say.send).click();
  await panel.getByRole("heading", { name: HELD, level: 2 }).waitFor();
  assert.equal(sent, 0, "nothing goes out without its token");
  await page.evaluate(() => { window.token = "token-3"; });
  await button(say.again).click();
  const number = (await panel.getByText(/^T-\d+/).textContent()).trim();
  assert.match(await inbox(number), /合言葉なし/);
  assert.equal(sent, 1);
});

story("a hook that never answers has a time limit", {}, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await page.clock.install();
  await hook(page);
  await write(page, "返事を待っています");
  await button(say.send).click();
  await page.waitForFunction(() => window.asked.length > 0);
  await page.clock.fastForward(16_000);
  await panel.getByRole("heading", { name: HELD, level: 2 }).waitFor();
  await panel.getByText(/ごろ、自動でもう一度送信します。/).waitFor();
});

story("what is sent at once is held for a moment; a program's field marks it, and it arrives", {}, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await page.goto(demo);
  await desk(page).launcher.click();
  // As programs do it, in one go.
  await page.evaluate(() => window.tasuke.contact("delivery"));
  await panel.getByRole("combobox", { name: say.topic }).waitFor();
  const start = Date.now();
  const names = await page.evaluate(() => {
    const root = document.querySelector("tasuke-help").shadowRoot;
    const fields = [...root.querySelectorAll("form input, form textarea")].filter((field) => field.type !== "checkbox" && field.type !== "file");
    for (const field of fields) {
      field.value = field.id === "field-email" ? "bot@spam.example" : field.id === "field-phone" || field.id === "field-order" ? "" : "見積もりのご案内";
      field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    }
    return fields.map((field) => field.name);
  });
  assert.ok(names.includes("remarks"), names.join());
  const [request] = await Promise.all([page.waitForRequest("**/tickets"), button(say.send).click()]);
  assert.ok(Date.now() - start > 2_900, `${Date.now() - start} ms`);
  const body = request.postDataJSON();
  assert.deepEqual([body.suspect, "captcha" in body, "_" in body.fields], [true, false, false]);
  const number = (await panel.getByText(/^T-\d+/).textContent()).trim();
  assert.match(await inbox(number), /自動入力の疑い/);
});
