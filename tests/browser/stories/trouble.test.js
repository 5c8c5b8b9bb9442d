// What if the server…: the draft stays whole, and the customer knows what to
// do.
import assert from "node:assert/strict";
import { HANAKO, desk, fillIn, order, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/];

async function write(page) {
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message: "まだ届きません。" });
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

// A device whose storage is blocked: everything stays in the form.
const blocked = () => Object.defineProperty(window, "indexedDB", { get() { throw new Error("blocked"); } });

const FAULTS = [
  { fault: "500", says: /混み合っていて/ },
  { fault: "429", says: /混み合っていて/ },
  { fault: "refuse", says: /届いたかどうか分かりません/ },
  { fault: "drop", says: /届いたかどうか分かりません/, stored: true },
  { fault: "400:email", says: /メールアドレス/, both: true },
];

for (const { fault, says, stored, both } of FAULTS) {
  story(`the device keeps nothing and the server answers ${fault}; sending again works, once`, { expected: NETWORK }, async ({ page }) => {
    const { panel, button, say } = desk(page);
    await page.addInitScript(blocked);
    const before = await count();
    await write(page);
    // More than once: a browser itself tries again when a kept connection ends.
    await order(demo, fault, { times: 5 });
    await button(say.send).click();
    const alert = panel.getByRole("alert").filter({ hasText: says });
    await alert.waitFor();
    await order(demo, fault, { times: 0 });
    if (!both) await alert.filter({ hasText: /この端末には保存できません/ }).waitFor();
    await screenshot(page, `trouble-${fault.replace(":", "-")}`);
    await holds(page);
    assert.equal(await count(), before + (stored ? 1 : 0));
    await button(say.send).click();
    await panel.getByText(/^T-\d+/).waitFor();
    assert.equal(await count(), before + 1, "stored once");
  });
}

for (const { fault, stored, both } of FAULTS.filter(({ both }) => !both)) {
  story(`the server answers ${fault}: the ticket is held, and arrives once`, { expected: NETWORK }, async ({ page }) => {
    const { panel, button, say } = desk(page);
    const before = await count();
    await write(page);
    await order(demo, fault, { times: 5 });
    await button(say.send).click();
    await panel.getByRole("heading", { name: "まだ送信されていません", level: 2 }).waitFor();
    assert.equal(await count(), before + (stored ? 1 : 0));
    await order(demo, fault, { times: 0 });
    // Nobody need press this: it would be sent by itself some seconds later.
    await button(say.again).click();
    await panel.getByText(/^T-\d+/).waitFor();
    assert.equal(await count(), before + 1, "stored once");
  });
}

story("a field that the server refuses is corrected in the form", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, say } = desk(page);
  const before = await count();
  await write(page);
  await order(demo, "400:email", { times: 1 });
  await button(say.send).click();
  await panel.getByRole("alert").filter({ hasText: /メールアドレス/ }).waitFor();
  await holds(page);
  await button(say.send).click();
  await panel.getByText(/^T-\d+/).waitFor();
  assert.equal(await count(), before + 1, "stored once");
});

story("changed after a try that had arrived: the customer learns of both", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, field, say } = desk(page);
  await page.addInitScript(blocked);
  const before = await count();
  await write(page);
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

story("a server that never answers: the form waits, then the ticket is held", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await page.clock.install();
  await write(page);
  await order(demo, "hang");
  const [request] = await Promise.all([page.waitForRequest("**/tickets"), button(say.send).click()]);
  assert.equal(request.method(), "POST");
  await panel.getByRole("button", { name: "送信しています" }).waitFor();
  await page.clock.fastForward(21_000);
  await panel.getByRole("heading", { name: "まだ送信されていません", level: 2 }).waitFor();
  await panel.getByText(/返事が届きませんでした/).waitFor();
});

story("a reload in the form: nothing typed is lost", {}, async ({ page }) => {
  const { launcher, panel, button, say } = desk(page);
  await write(page);
  await page.reload();
  await launcher.click();
  await button(say.contact).click();
  await panel.getByRole("button", { name: new RegExp(say.form) }).click();
  await holds(page);
});
