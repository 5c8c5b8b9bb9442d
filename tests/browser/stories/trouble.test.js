// What if the server…: the draft stays whole, and the customer knows what to
// do.
import assert from "node:assert/strict";
import { desk, order, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/];

async function fillIn(page) {
  const { launcher, panel, button, field, say } = desk(page);
  await page.goto(demo);
  await launcher.click();
  await button(say.contact).click();
  await panel.getByRole("button", { name: new RegExp(say.form) }).click();
  await panel.getByRole("combobox", { name: say.topic }).selectOption({ label: "届かない・配送" });
  await field(say.name).fill("山田花子");
  await field(say.email).fill("hanako@example.jp");
  await field(say.message).fill("まだ届きません。");
}

async function holds(page) {
  const { field, say } = desk(page);
  assert.equal(await field(say.email).inputValue(), "hanako@example.jp");
  assert.equal(await field(say.message).inputValue(), "まだ届きません。");
}

const count = async () => {
  const text = await (await fetch(`${demo}inbox`)).text();
  return (text.match(/href="\/inbox\/T-/g) ?? []).length;
};

const FAULTS = [
  { fault: "500", says: /混み合っていて/ },
  { fault: "429", says: /混み合っていて/ },
  { fault: "refuse", says: /届いたかどうか分かりません/ },
  { fault: "drop", says: /届いたかどうか分かりません/, stored: true },
  { fault: "400:email", says: /メールアドレス/ },
];

for (const { fault, says, stored } of FAULTS) {
  story(`the server answers ${fault}; sending again works, once`, { expected: NETWORK }, async ({ page }) => {
    const { panel, button, say } = desk(page);
    const before = await count();
    await fillIn(page);
    // More than once: a browser itself tries again when a kept connection ends.
    await order(demo, fault, { times: 5 });
    await button(say.send).click();
    await panel.getByRole("alert").filter({ hasText: says }).waitFor();
    await order(demo, fault, { times: 0 });
    await screenshot(page, `trouble-${fault.replace(":", "-")}`);
    await holds(page);
    assert.equal(await count(), before + (stored ? 1 : 0));
    await button(say.send).click();
    await panel.getByText(/^T-\d+/).waitFor();
    assert.equal(await count(), before + 1, "stored once");
  });
}

story("changed after a try that had arrived: the customer learns of both", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, field, say } = desk(page);
  const before = await count();
  await fillIn(page);
  await order(demo, "drop", { times: 5 });
  await button(say.send).click();
  await panel.getByRole("alert").waitFor();
  await order(demo, "drop", { times: 0 });
  await field(say.message).fill("書き足しました。");
  await button(say.send).click();
  await panel.getByRole("alert").filter({ hasText: /受付番号 T-\d+ で届いています/ }).waitFor();
  assert.equal(await count(), before + 1, "the change is not sent unasked");
  assert.equal(await field(say.message).inputValue(), "書き足しました。");
});

story("a server that never answers: the form waits, then says so", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await page.clock.install();
  await fillIn(page);
  await order(demo, "hang");
  await button(say.send).click();
  await panel.getByRole("button", { name: "送信しています" }).waitFor();
  await page.clock.fastForward(21_000);
  await panel.getByRole("alert").filter({ hasText: /届いたかどうか分かりません/ }).waitFor();
  await holds(page);
});

story("offline, then a reload: nothing typed is lost", { expected: [...NETWORK, /ERR_INTERNET_DISCONNECTED/] }, async ({ page, context }) => {
  const { launcher, panel, button, say } = desk(page);
  await fillIn(page);
  await context.setOffline(true);
  await button(say.send).click();
  await panel.getByRole("alert").filter({ hasText: /届いたかどうか分かりません/ }).waitFor();
  await context.setOffline(false);
  await page.reload();
  await launcher.click();
  await button(say.contact).click();
  await panel.getByRole("button", { name: new RegExp(say.form) }).click();
  await holds(page);
  await button(say.send).click();
  await panel.getByText(/^T-\d+/).waitFor();
});
