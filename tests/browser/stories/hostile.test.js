// Whatever a page tells and a customer types is shown as words, on every screen that it reaches.
import assert from "node:assert/strict";
import { HANAKO, desk, fillIn, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/];
const SHORT = `<img src=x onerror="window.hacked=1">`; // As long as a name may be.
const MARKUP = `"'><script>window.hacked = 1</script><img src=x onerror="window.hacked=1"><svg onload="window.hacked=1"><a href="javascript:window.hacked=1">x</a>`;

// Nothing in the desk was made of it, and nothing of it ran.
async function assertWords(page, where) {
  const found = await page.evaluate(() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
    const nodes = all(document);
    return {
      hacked: window.hacked,
      pictures: nodes.filter((node) => node.localName === "img" && node.getAttribute("src") === "x").length,
      handlers: nodes.flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith("on")),
      links: nodes.filter((node) => node.localName === "a" && node.protocol === "javascript:").length,
    };
  });
  assert.deepEqual(found, { hacked: undefined, pictures: 0, handlers: [], links: 0 }, where);
}

story("markup stays words from the page's API to what was sent", { expected: NETWORK }, async ({ page, context }) => {
  const { panel, search, field, button, say } = desk(page);
  await page.goto(demo);
  await page.evaluate(([markup, short]) => {
    window.tasuke.identify({ name: short, email: markup, message: markup, ["__proto__"]: markup, constructor: markup });
    window.tasuke.context({ "order.id": markup, [markup]: markup });
    return window.tasuke.open();
  }, [MARKUP, SHORT]);
  await search.fill(MARKUP);
  await panel.getByRole("status").filter({ hasText: /./ }).first().waitFor();
  await assertWords(page, "search");
  await search.fill("");
  await fillIn(desk(page), { email: HANAKO.email, order: "MD-12345678", message: `${MARKUP}\u202egpj.exe` });
  assert.equal(await field(say.name).inputValue(), SHORT);
  assert.equal(await field(say.message).inputValue(), `${MARKUP}\u202egpj.exe`);
  await assertWords(page, "form");
  await context.setOffline(true);
  await button(say.send).click();
  await panel.getByRole("heading", { name: "まだ送信されていません", level: 2 }).waitFor();
  await panel.getByText("内容を見る").click();
  await panel.getByText("<script>window.hacked = 1</script>").first().waitFor();
  await assertWords(page, "outbox");
  await context.setOffline(false);
  await panel.getByText(/^T-\d+/).waitFor();
  await assertWords(page, "sent");
});

story("a megabyte in a field says that it is too long, and stays there", {}, async ({ page }) => {
  const { panel, field, button, say } = desk(page);
  const megabyte = "あ".repeat(350_000);
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message: megabyte });
  await button(say.send).click();
  await panel.getByRole("alert").filter({ hasText: "2000文字までです（いま350000文字）。" }).waitFor();
  assert.equal((await field(say.message).inputValue()).length, megabyte.length);
});
