// The promise: a fix in two minutes, and if it does not help, a ticket that
// says everything once. By keyboard alone.
import assert from "node:assert/strict";
import { DESKTOP, PHONE, assertAccessible, desk, screenshot, serveDemo, story, tabTo } from "../harness/index.js";

const demo = await serveDemo();

const TELLINGS = [
  { name: "in Japanese", language: "ja", locale: "ja-JP", path: "", viewport: DESKTOP, typed: "電源が入ら", flow: /電源が入らない/, option: "コードレスデスクライト LM-20", sorry: /点検が必要/ },
  { name: "on a phone, in the dark", language: "ja", locale: "ja-JP", path: "", viewport: PHONE, theme: "dark", touch: true, typed: "電源が入ら", flow: /電源が入らない/, option: "コードレスデスクライト LM-20", sorry: /点検が必要/ },
  { name: "in English", language: "en", locale: "en-GB", path: "en/", viewport: DESKTOP, typed: "won't turn", flow: /turn on/, option: "Cordless desk lamp LM-20", sorry: /./ },
  { name: "in English on a phone", language: "en", locale: "en-GB", path: "en/", viewport: PHONE, typed: "won't turn", flow: /turn on/, option: "Cordless desk lamp LM-20", sorry: /./ },
];

async function press(page, locator) {
  await locator.first().waitFor();
  await tabTo(page, locator.first());
  await page.keyboard.press("Enter");
}

async function openFlow(page, telling) {
  const { launcher, search, panel } = desk(page, telling.language);
  await page.goto(demo + telling.path);
  await press(page, launcher);
  await search.waitFor();
  await page.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.type === "search");
  await page.keyboard.type(telling.typed);
  const result = panel.getByRole("listitem").getByRole("button", { name: telling.flow });
  await result.first().waitFor();
  await page.keyboard.press("ArrowDown");
  await tabTo(page, result.first());
  await page.keyboard.press("Enter");
}

for (const telling of TELLINGS) {
  story(`the tab is pulled, and it works: ${telling.name}`, telling, async ({ page }) => {
    const { say, button, panel } = desk(page, telling.language);
    await page.addInitScript(() => {
      window.heard = [];
      for (const name of ["flow-start", "flow-step", "flow-end", "feedback", "resolved", "escalated"]) {
        document.addEventListener(`tasuke:${name}`, (event) => window.heard.push([name, event.detail]));
      }
    });
    await openFlow(page, telling);
    await press(page, button(say.yes));
    await panel.getByRole("heading", { name: telling.language === "ja" ? "解決してよかったです" : "Glad that it works" }).waitFor();
    await assertAccessible(page);
    await page.waitForFunction(() => window.heard.some(([name]) => name === "resolved"));
    const names = await page.evaluate(() => window.heard.map(([name]) => name));
    assert.deepEqual(names, ["flow-start", "flow-step", "flow-end", "feedback", "resolved"]);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
  });

  story(`nothing helps, and a ticket says it all: ${telling.name}`, telling, async ({ page }) => {
    const { say, panel, button, field } = desk(page, telling.language);
    const who = `${telling.language}-${telling.viewport.width}@example.jp`;
    await openFlow(page, telling);
    await press(page, button(say.no));
    const option = panel.getByRole("radio", { name: telling.option });
    await option.waitFor();
    await tabTo(page, panel.getByRole("radio").first());
    await page.keyboard.press("Space");
    assert.ok(await option.isChecked());
    await press(page, button(say.next));
    await press(page, button(say.no));
    await press(page, button(say.no));
    await field("").waitFor();
    await tabTo(page, panel.getByRole("textbox"));
    await page.keyboard.type("ｍｄ－１２３４ ５６７８");
    await page.keyboard.press("Enter");
    await press(page, button(say.write));

    // What is known is there already.
    await panel.getByRole("combobox", { name: new RegExp(say.topic.replace("?", "\\?")) }).waitFor();
    assert.equal(await field(say.order).inputValue(), "MD-12345678");
    assert.equal(await panel.getByRole("combobox", { name: new RegExp(`^${say.model}`) }).inputValue(), "lm-20");
    assert.ok(await panel.getByRole("switch", { name: new RegExp(say.story.slice(0, 8)) }).isChecked());

    // A wrong address is named, and nothing typed is lost.
    await tabTo(page, field(say.name));
    await page.keyboard.type("山田 花子");
    await tabTo(page, field(say.email));
    await page.keyboard.type("hanako＠example");
    await tabTo(page, field(say.message));
    await page.keyboard.type("I pulled the tab. <b>Still dark</b>");
    await press(page, button(say.send));
    const alert = panel.getByRole("alert");
    await alert.waitFor();
    await assertAccessible(page);
    await screenshot(page, `errors-${telling.language}-${telling.viewport.width}-${telling.theme ?? "light"}`);
    const link = alert.getByRole("link");
    assert.equal(await link.count(), 1);
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(who);
    assert.equal(await field(say.email).inputValue(), who);
    await press(page, button(say.send));
    const number = panel.getByText(/^T-\d+/);
    await number.waitFor();
    await assertAccessible(page);

    // The team reads it once, with everything that was tried.
    const inbox = await (await page.context().newPage());
    await inbox.goto(`${demo}inbox`);
    const row = inbox.getByRole("link", { name: new RegExp(await number.textContent()) });
    assert.equal(await row.count(), 1);
    await row.click();
    const text = await inbox.getByRole("main").innerText();
    for (const part of [who, "MD-12345678", "LM-20", "repair", "山田 花子", "<b>Still dark</b>"]) assert.ok(text.includes(part), `${part} in ${text}`);
    await screenshot(inbox, `inbox-${telling.language}-${telling.viewport.width}-${telling.theme ?? "light"}`);
  });
}
