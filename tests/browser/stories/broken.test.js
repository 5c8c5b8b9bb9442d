// A knowledge file that is broken, hostile or missing, and code that does not
// come: the broken part alone falls away, or the ways to a person stand there.
import assert from "node:assert/strict";
import { desk, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

const hostile = {
  format: 1,
  site: { name: MARKUP, locales: ["ja"], channels: [{ kind: "form" }, { kind: "phone", value: "0120-000-310" }, { kind: "link", label: "罠", url: "javascript:window.hacked=1" }] },
  categories: [{ id: "all", title: MARKUP }, { id: "all", title: "二つ目" }, { id: "Bad Id", title: "x" }],
  articles: [
    { id: "good", category: "all", title: `返品 ${MARKUP}`, questions: { ja: ["返品したい"] }, body: { ja: `本文 ${MARKUP}\n\n[押して](javascript:window.hacked=1) と [外へ](https://example.jp/)` }, related: ["nowhere"] },
    { id: "bad", category: "nowhere", title: "返品できない", body: "x" },
    { id: "__proto__", category: "all", title: "返品の罠", body: "x" },
    { id: "worse", category: "all", title: 7, body: "x" },
  ],
  flows: [
    { id: "to-nowhere", title: "返品の行き先なし", start: "a", steps: { a: { kind: "do", text: "x", fixed: "gone", next: "gone" } } },
    { id: "round", title: "返品の堂々めぐり", start: "a", steps: { a: { kind: "enter", ask: "x", next: "b" }, b: { kind: "enter", ask: "y", next: "a" } } },
    { id: "fine", title: "返品のご案内", start: "end", steps: { end: { kind: "end", outcome: "solved", text: "ok" } } },
  ],
};

story("of a hostile file, only what is broken falls away", {}, async ({ page }) => {
  await page.addInitScript(() => {
    window.errors = [];
    document.addEventListener("tasuke:error", (event) => window.errors.push(event.detail));
  });
  await page.route("**/help/manifest.json", (route) => route.fulfill({ json: hostile }));
  const { launcher, search, panel, button } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await search.fill("返品");
  const row = panel.getByRole("button", { name: /返品 <img/ });
  await row.waitFor();
  assert.deepEqual((await panel.getByRole("listitem").allInnerTexts()).filter((text) => /行き先なし|堂々めぐり|できない|罠/.test(text)), []);
  await panel.getByRole("button", { name: /返品のご案内/ }).waitFor();
  await row.click();
  await panel.getByRole("heading", { name: `返品 ${MARKUP}` }).waitFor();
  assert.equal(await panel.getByRole("link", { name: "押して" }).count(), 0, "a script is no link");
  assert.equal(await panel.getByRole("link", { name: "外へ" }).getAttribute("href"), "https://example.jp/");
  await button("お問い合わせ").click();
  await panel.getByText(/電話/).first().waitFor();
  assert.equal(await panel.getByText("罠").count(), 0);
  assert.equal(await panel.locator("a[href^='javascript']").count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  const pointers = await page.evaluate(() => window.errors.flatMap((error) => error.problems ?? []).map((problem) => problem.pointer));
  for (const pointer of ["/categories/1/id", "/articles/1/category", "/articles/2/id", "/articles/3/title", "/flows/0/steps/a/fixed"]) {
    assert.ok(pointers.includes(pointer), `${pointer} in ${pointers}`);
  }
});

const REFUSED = [
  ["is no JSON", (route) => route.fulfill({ body: "{ \"format\": 1," })],
  ["is empty", (route) => route.fulfill({ body: "" })],
  ["is missing", (route) => route.fulfill({ status: 404, body: "" })],
  ["is of a newer format", (route) => route.fulfill({ json: { ...hostile, format: 2 } })],
  ["has no site", (route) => route.fulfill({ json: { format: 1 } })],
  ["does not come", (route) => route.abort()],
  ["is a page instead", (route) => route.fulfill({ body: "<!doctype html><title>Log in</title>", contentType: "text/html" })],
];

for (const [how, answer] of REFUSED) {
  story(`a file that ${how} leads to a person within a second`, { expected: [/Failed to load resource/] }, async ({ page }) => {
    await page.route("**/help/manifest.json", answer);
    await page.goto(demo);
    const { launcher } = desk(page);
    const start = Date.now();
    await launcher.click();
    const link = page.getByRole("link", { name: /help@minatodo.example/ });
    await link.waitFor();
    assert.ok(Date.now() - start < 3_000, "soon, also on a busy machine");
    assert.equal(await link.getAttribute("href"), "mailto:help@minatodo.example");
  });
}

story("a page in the place of the styles leads to a person, not to a desk without any", {}, async ({ page }) => {
  await page.route("**/tasuke.css", (route) => route.fulfill({ body: "<!doctype html><title>Not found</title>", contentType: "text/html" }));
  await page.goto(demo);
  await desk(page).launcher.click();
  await page.getByRole("link", { name: /help@minatodo.example/ }).waitFor();
});

story("blocked wasm leads to a person", { expected: [/Failed to load resource/] }, async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(demo);
  await desk(page).launcher.click();
  await page.getByRole("link", { name: /help@minatodo.example/ }).waitFor();
  await page.getByRole("link", { name: /0120-000-310/ }).waitFor();
  await screenshot(page, "trouble-wasm");
});
