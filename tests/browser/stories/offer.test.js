// Answers offered below the message while it is typed: they disturb nobody, and lose nothing.
import assert from "node:assert/strict";
import { DESKTOP, HANAKO, PHONE, assertAccessible, compose, desk, fillIn, focused, screenshot, serveDemo, story, tabTo } from "../harness/index.js";

const demo = await serveDemo();
const OFFER = "送信の前に：こちらで解決するかもしれません";

for (const [viewport, theme] of [[PHONE, "dark"], [DESKTOP, "light"]]) {
  story(`mid-composition an answer is offered, and nothing above it moves (${viewport.width})`, { viewport, theme }, async ({ page }) => {
    const { panel, field, say } = desk(page);
    await page.goto(demo);
    await fillIn(desk(page), { ...HANAKO, topic: "故障・修理" });
    const message = field(say.message);
    const offer = panel.getByRole("region", { name: OFFER });
    await message.focus();
    const typed = await message.elementHandle();
    const place = () => typed.evaluate((node) => [node.isConnected, node.getRootNode().activeElement === node, node.getBoundingClientRect().top]);
    const before = await place();
    assert.deepEqual(before.slice(0, 2), [true, true]);
    const composing = await compose(page, ["で", "でん", "でんげ", "でんげんが"]);
    await offer.waitFor();
    assert.deepEqual(await place(), before, "the same field, in the same place, with the focus");
    assert.equal(await message.inputValue(), "でんげんが", "still being composed");
    assert.equal(await panel.getByRole("status").filter({ hasText: OFFER }).count(), 1, "told once, politely");
    await composing.commit("電源が入りません");
    assert.equal(await message.inputValue(), "電源が入りません");
    assert.deepEqual(await place(), before);
    await assertAccessible(page);
    await offer.scrollIntoViewIfNeeded();
    await screenshot(page, `offer-${viewport.width}-${theme}`);

    // By keyboard: into an answer, back, and no more of them.
    const first = offer.getByRole("listitem").first().getByRole("button");
    assert.ok((await offer.getByRole("listitem").count()) <= 3);
    await tabTo(page, first);
    await page.keyboard.press("Enter");
    await panel.getByText("これで解決しましたか？").waitFor();
    await panel.getByRole("button", { name: "前に戻る", exact: true }).click();
    assert.equal(await message.inputValue(), "電源が入りません");
    await focused(page, "[data-row]");
    await tabTo(page, offer.getByRole("button", { name: "表示しない" }));
    await page.keyboard.press("Enter");
    await focused(page, "#field-message");
    await page.keyboard.press("End");
    await page.keyboard.type("。困っています。");
    assert.equal(await message.inputValue(), "電源が入りません。困っています。");
    await page.waitForTimeout(1_000); // For an offer, which must not come.
    assert.equal(await offer.count(), 0);
  });
}

story("an answer that helped ends the visit, tells nobody's words, and keeps the draft", {}, async ({ page }) => {
  const { panel, button, field, say } = desk(page);
  await page.addInitScript(() => {
    window.heard = [];
    for (const name of ["search", "result", "article", "feedback", "resolved", "escalated"]) {
      document.addEventListener(`tasuke:${name}`, (event) => window.heard.push([name, event.detail]));
    }
  });
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, topic: "お支払い・領収書", message: "会社名義の領収書がほしいです。" });
  await panel.getByRole("region", { name: OFFER }).getByRole("button", { name: /宛名|領収書/ }).first().click();
  await button("はい").click();
  await panel.getByText("教えていただき、ありがとうございます。").first().waitFor();
  await panel.getByRole("button", { name: "前に戻る", exact: true }).click();
  assert.equal(await field(say.message).inputValue(), "会社名義の領収書がほしいです。");
  assert.equal(await field(say.email).inputValue(), HANAKO.email);
  const heard = await page.evaluate(() => window.heard);
  assert.deepEqual(heard.map(([name]) => name), ["result", "article", "feedback", "resolved"]);
  assert.ok(!JSON.stringify(heard).match(/会社|hanako/), JSON.stringify(heard));
});

story("a topic that puts a person first offers none", {}, async ({ page }) => {
  const { panel } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { topic: "注文の変更・キャンセル", message: "電源が入らない。" });
  await page.waitForTimeout(1_000); // For an offer, which must not come.
  assert.equal(await panel.getByRole("region", { name: OFFER }).count(), 0);
  // Choosing another topic by keyboard keeps the focus where it is.
  await panel.getByRole("combobox").first().focus();
  await panel.getByRole("combobox").first().selectOption({ label: "故障・修理" });
  await focused(page, "#field-topic");
  await panel.getByRole("region", { name: OFFER }).waitFor();
});
