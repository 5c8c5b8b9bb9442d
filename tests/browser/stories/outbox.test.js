// A ticket on its way: through a tunnel, a closed tab, another tab, a night.
import assert from "node:assert/strict";
import { HANAKO, PHONE, assertAccessible, desk, fillIn, order, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/];
const HOUR = 3_600_000;

// How many stored tickets have this text.
const count = async (text) => {
  const inbox = await (await fetch(`${demo}inbox`)).text();
  const numbers = [...inbox.matchAll(/href="\/inbox\/(T-\d+)/g)].map(([, number]) => number);
  const pages = await Promise.all(numbers.map(async (number) => (await fetch(`${demo}inbox/${number}`)).text()));
  return pages.filter((page) => page.includes(text)).length;
};

async function until(condition, what, patience = 15_000) {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `never: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function write(page, message) {
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message });
}

const held = (page) => desk(page).panel.getByRole("heading", { name: "まだ送信されていません", level: 2 });
const badge = (page) => page.getByRole("button", { name: "ヘルプ・まだ送信されていません" });

async function queue(page, context, message) {
  await write(page, message);
  await context.setOffline(true);
  await desk(page).button(desk(page).say.send).click();
  await held(page).waitFor();
}

for (const viewport of [undefined, PHONE]) {
  story(`no network: it says so, and sends by itself when there is one (${viewport?.width ?? "wide"})`, { expected: NETWORK, viewport }, async ({ page, context }) => {
    const { panel, launcher } = desk(page);
    const message = `トンネルの中です ${viewport?.width}`;
    await queue(page, context, message);
    // The heading has the focus, and the status line says it once more.
    assert.equal(await held(page).evaluate((node) => node.getRootNode().activeElement === node), true);
    await panel.getByRole("status").filter({ hasText: "まだ送信されていません" }).waitFor();
    await panel.getByText("インターネットにつながりしだい、自動で送信します。").waitFor();
    await panel.getByText(/まで、この端末に保存します。その後は自動で削除します。/).waitFor();
    await panel.getByRole("link", { name: /LINE/ }).first().waitFor(); // The telephone, when somebody is there.
    await assertAccessible(page);
    await screenshot(page, `outbox-${viewport?.width ?? "wide"}`);
    await panel.getByRole("button", { name: "閉じる" }).click();
    await screenshot(page, `outbox-badge-${viewport?.width ?? "wide"}`);
    await badge(page).click();
    await context.setOffline(false);
    await panel.getByText(/^T-\d+/).waitFor();
    await panel.getByRole("status").filter({ hasText: "お問い合わせを受け付けました" }).waitFor();
    await assertAccessible(page);
    assert.equal(await count(message), 1);
    await panel.getByRole("button", { name: "確認しました" }).click();
    await panel.getByText("送信を待っているものはありません。").waitFor();
    await panel.getByRole("button", { name: "閉じる" }).click();
    await launcher.waitFor();
  });
}

story("the tab is closed: the next page sends it, and nobody need open the desk", { expected: NETWORK }, async ({ page, context }) => {
  await queue(page, context, "閉じたタブから");
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(demo);
  await until(async () => (await count("閉じたタブから")) === 1, "sent");
  await desk(next).launcher.click();
  await desk(next).panel.getByRole("button", { name: /お問い合わせを受け付けました/ }).click();
  await desk(next).panel.getByText(/^T-\d+/).waitFor();
  await next.getByRole("button", { name: "確認しました" }).click();
  // All is told: the next page costs no more than any.
  const later = await context.newPage();
  const asked = [];
  later.on("request", (request) => asked.push(request.url()));
  await later.goto(demo, { waitUntil: "networkidle" });
  assert.deepEqual(asked.filter((url) => url.endsWith(".wasm")), []);
});

story("closed in mid-send, and stored all the same: once", { expected: NETWORK }, async ({ page, context }) => {
  await write(page, "送信中に閉じました");
  await order(demo, "delay:1500");
  const sent = page.waitForRequest("**/tickets");
  await desk(page).button(desk(page).say.send).click();
  await sent;
  await page.close();
  const next = await context.newPage();
  await next.goto(demo);
  await until(async () => (await count("送信中に閉じました")) === 1, "sent");
  await next.waitForTimeout(2_500); // For a second one, which must not come.
  assert.equal(await count("送信中に閉じました"), 1);
  // The draft of it is none any more.
  await desk(next).launcher.click();
  await desk(next).search.waitFor();
  assert.equal(await next.getByRole("button", { name: /書きかけ/ }).count(), 0);
});

story("two tabs: one of them sends", { expected: NETWORK }, async ({ page, context }) => {
  await queue(page, context, "二つのタブ");
  await page.close();
  await context.setOffline(false);
  await order(demo, "delay:700", { times: 2 });
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  let tries = 0;
  context.on("request", (request) => { tries += Number(request.url().endsWith("/tickets")); });
  await Promise.all(tabs.map((tab) => tab.goto(demo)));
  await until(async () => (await count("二つのタブ")) === 1, "sent");
  await tabs[0].waitForTimeout(2_000); // For a second one, which must not come.
  assert.deepEqual([await count("二つのタブ"), tries], [1, 1]);
  await order(demo, "delay:1", { times: 0 });
});

story("Retry-After is obeyed, also when the network comes back", { expected: NETWORK }, async ({ page, context }) => {
  await write(page, "三秒お待ちください");
  await order(demo, "429:6");
  await desk(page).button(desk(page).say.send).click();
  await held(page).waitFor();
  const start = Date.now();
  await context.setOffline(true);
  await context.setOffline(false);
  await until(async () => (await count("三秒お待ちください")) === 1, "sent");
  assert.ok(Date.now() - start > 4_000, `${Date.now() - start} ms`);
});

story("it can be deleted with one tap, and copied", { expected: NETWORK }, async ({ page, context }) => {
  const { panel, button } = desk(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await queue(page, context, "やっぱり結構です");
  await button("内容をコピーする").click();
  await panel.getByRole("status").filter({ hasText: "コピーしました" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /お問い合わせの内容: やっぱり結構です/);
  await button("この端末から削除する").click();
  await panel.getByText("送信を待っているものはありません。").waitFor();
  await context.setOffline(false);
  await page.waitForTimeout(1_500); // For a request that must not come.
  assert.equal(await count("やっぱり結構です"), 0);
});

story("a day later it asks; after the stated days the text is gone, and it says so", { expected: NETWORK }, async ({ page, context }) => {
  await queue(page, context, "昨日の相談");
  // Closed first: with the network back it would be sent at once.
  await page.close();
  await context.setOffline(false);
  const now = Date.now();
  const night = await context.newPage();
  await night.clock.install({ time: now + 25 * HOUR });
  await night.goto(demo);
  await badge(night).click();
  const { panel, button, say } = desk(night);
  await panel.getByRole("button", { name: /まだ送信されていません/ }).click();
  await panel.getByText(/自動では送信しません。今から送信しますか？/).waitFor();
  assert.equal(await count("昨日の相談"), 0);
  await screenshot(night, "outbox-stale");
  await order(demo, "500", { times: 9 });
  await button(say.again).click();
  await panel.getByText(/自動でもう一度送信します/).waitFor();
  await order(demo, "500", { times: 0 });
  await night.close();
  const week = await context.newPage();
  await week.clock.install({ time: now + 8 * 24 * HOUR });
  await week.goto(demo);
  await week.waitForTimeout(1_000); // The code comes at idle.
  await week.getByRole("button", { name: /^ヘルプ/ }).click();
  await desk(week).panel.getByRole("button", { name: /お問い合わせの送信状況/ }).click();
  await desk(week).panel.getByText("送信できないまま、保存の期限が過ぎました").waitFor();
  const kept = await week.evaluate(async () => {
    const [{ name }] = await indexedDB.databases();
    const open = indexedDB.open(name);
    await new Promise((done) => { open.onsuccess = done; });
    const all = open.result.transaction("outbox").objectStore("outbox").getAll();
    await new Promise((done) => { all.onsuccess = done; });
    return all.result.join();
  });
  assert.ok(kept.includes("expired") && !kept.includes("昨日の相談") && !kept.includes("hanako"), kept);
  assert.equal(await count("昨日の相談"), 0);
});
