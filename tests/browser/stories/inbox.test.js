// What a team opens: nothing of what somebody sent runs there.
import assert from "node:assert/strict";
import { assertAccessible, photo, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const MARKUP = `"'><script>window.hacked = 1</script><img src=x onerror="window.hacked=1"><svg onload="window.hacked=1"><a href="javascript:window.hacked=1">x</a>`;
const KEY = "key-hostile-inbox";
const headers = { "idempotency-key": KEY };

async function sendHostile(page) {
  const picture = await photo(page, { width: 40, height: 30 });
  // A picture and a page at once.
  const both = Buffer.concat([picture, Buffer.from(`<!doctype html>${MARKUP}`)]);
  const upload = await fetch(`${demo}tickets/files/file-0001`, { method: "POST", headers: { ...headers, "content-type": "image/svg+xml" }, body: both });
  assert.equal(upload.status, 201);
  const answer = { step: MARKUP, question: MARKUP, answer: MARKUP };
  const ticket = {
    ticket: 1, topic: "wrong-damaged", locale: MARKUP, page: "javascript:window.hacked=1",
    fields: { name: "<script>hacked=1</script>", email: "a@example.jp", message: MARKUP, problem: "damaged" },
    files: [{ id: "file-0001", name: `../../${MARKUP}\u202egpj.svg`, type: "image/jpeg", size: both.length }],
    story: [{ kind: "search", query: MARKUP, results: 1 }, { kind: "article", id: MARKUP, title: MARKUP }, { kind: "flow", id: MARKUP, title: MARKUP, answers: [answer] }],
  };
  const taken = await fetch(`${demo}tickets`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(ticket) });
  assert.equal(taken.status, 201, await taken.clone().text());
  return (await taken.json()).number;
}

story("a hostile ticket is plain text in the inbox, and its file is saved, not opened", {}, async ({ page }) => {
  await page.goto(demo);
  const number = await sendHostile(page);
  const dialogs = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  for (const path of ["inbox", `inbox/${number}`]) {
    await page.goto(`${demo}${path}`);
    const found = await page.evaluate(() => ({
      hacked: window.hacked,
      scripts: document.querySelectorAll("script, iframe, object, embed, svg, form, base, meta[http-equiv]").length,
      handlers: [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on") || name === "style"),
      links: [...document.links].map(({ protocol }) => protocol).filter((protocol) => !["http:", "mailto:"].includes(protocol)),
    }));
    assert.deepEqual(found, { hacked: undefined, scripts: 0, handlers: [], links: [] }, path);
  }
  const picture = page.getByRole("link", { name: /svg|gpj|img/ }).locator("img");
  await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth === 40));
  await assertAccessible(page, "main");
  await screenshot(page, "inbox-files");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /\.jpg/ }).click();
  const name = (await download).suggestedFilename();
  assert.ok(name.endsWith(".jpg") && !/[/\\\u202e]/.test(name), name);
  // Somebody who opens its address anyway gets a download, too.
  const response = await page.request.get(`${demo}inbox/${number}/files/file-0001`);
  const policy = response.headers();
  assert.deepEqual([policy["content-type"], policy["content-security-policy"], policy["x-content-type-options"]], ["image/jpeg", "sandbox; default-src 'none'", "nosniff"]);
  assert.deepEqual(dialogs, []);
});
