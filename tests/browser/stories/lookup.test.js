// A guided fix that asks the shop's own endpoint: what it finds, and every way in which it can fail.
import assert from "node:assert/strict";
import { assertAccessible, desk, focused, order, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();

async function answer(page, field, text) {
  await field.waitFor();
  await focused(page, "[data-focus=heading]");
  await field.fill(text);
  await field.press("Enter");
}

// Opens the flow and types both facts.
async function ask(page, number = "ｍｄ １０００ ０００３", mail = "hanako@example.jp") {
  await page.goto(demo);
  await page.evaluate(() => window.tasuke.flow("order-status"));
  const { panel, field } = desk(page);
  // Each step takes the focus once it is drawn: typed before that, Enter would go to its heading.
  await answer(page, field("注文番号"), number);
  await answer(page, field("メールアドレス"), mail);
  return panel;
}

story("order number and address together tell the state of the order", {}, async ({ page }) => {
  const events = [];
  await page.exposeFunction("heard", (detail) => events.push(detail));
  await page.addInitScript(() => document.addEventListener("tasuke:flow-step", ({ detail }) => window.heard(detail)));
  const panel = await ask(page);
  await panel.getByText(/に出荷しました/).waitFor();
  await assertAccessible(page);
  assert.ok(!JSON.stringify(events).match(/10000003|hanako/), "private answers are in no event");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!JSON.parse(Object.values(JSON.parse(kept)).find((text) => text.includes("walks"))).walks.some((walk) => JSON.stringify(walk).match(/10000003|hanako|shipped/)), kept);
});

story("what does not match is said, and can be typed again", { expected: [/404/] }, async ({ page }) => {
  const panel = await ask(page, "MD-10000003", "taro@example.jp");
  await panel.getByRole("alert").filter({ hasText: "見つかりませんでした" }).waitFor();
  await assertAccessible(page);
  await panel.getByRole("radio", { name: "入力し直す" }).check();
  await panel.getByRole("button", { name: "次へ", exact: true }).click();
  const { field } = desk(page);
  assert.equal(await field("注文番号").inputValue(), "MD-10000003", "nothing is typed twice that is right");
  await answer(page, field("注文番号"), "MD-10000003");
  await answer(page, field("メールアドレス"), "hanako@example.jp");
  await panel.getByText(/に出荷しました/).waitFor();
});

for (const [fault, words] of [["500", "ただいま確認できませんでした"], ["html", "うまく確認できませんでした"], ["large", "うまく確認できませんでした"], ["403", "この画面からは確認できませんでした"]]) {
  story(`an endpoint that answers ${fault} leaves a way on`, { expected: [/500|403/] }, async ({ page }) => {
    await order(demo, fault, { of: "lookups" });
    const panel = await ask(page);
    await panel.getByRole("alert").filter({ hasText: words }).waitFor();
    await panel.getByText(/いまはここから確認できません/).waitFor();
    await panel.getByRole("button", { name: "もう一度確認する" }).click();
    await panel.getByText(/に出荷しました/).waitFor();
  });
}

story("an endpoint that does not answer can be left at once, and offline is said", { expected: [/Failed to load|ERR_/] }, async ({ page, context }) => {
  await order(demo, "hang", { of: "lookups" });
  const panel = await ask(page);
  await panel.getByRole("heading", { name: "確認しています…" }).waitFor();
  await assertAccessible(page);
  await panel.getByRole("button", { name: "前に戻る", exact: true }).click();
  const { field } = desk(page);
  assert.equal(await field("メールアドレス").inputValue(), "hanako@example.jp");
  await context.setOffline(true);
  await answer(page, field("メールアドレス"), "hanako@example.jp");
  await panel.getByRole("alert").filter({ hasText: "ただいま確認できませんでした" }).waitFor();
  await context.setOffline(false);
  await panel.getByRole("button", { name: "もう一度確認する" }).click();
  await panel.getByText(/に出荷しました/).waitFor();
});
