// Photos and videos with a ticket: chosen, dropped, pasted, drawn anew, kept, taken out.
import assert from "node:assert/strict";
import { DESKTOP, KINDS, PHONE, assertAccessible, desk, focused, order, photo, screenshot, serveDemo, story, tabTo } from "../harness/index.js";

const demo = await serveDemo();
const PLACE = "GPSLatitude 35.6586";

// The form of a topic that takes files.
async function opened(page) {
  await page.goto(demo);
  const found = desk(page);
  await found.launcher.click();
  await found.button(found.say.contact).click();
  await found.panel.getByRole("button", { name: new RegExp(found.say.form) }).click();
  await found.panel.getByRole("combobox", { name: found.say.topic }).selectOption({ label: "違う商品・破損・不足" });
  const input = found.panel.getByLabel(/写真・動画/);
  await input.waitFor();
  return { ...found, input, rows: found.panel.locator("ul:has(> li > [id^=file-]) > li") };
}

const file = (name, buffer, mimeType = "image/jpeg") => ({ name, mimeType, buffer });

// What the device keeps of files: the blobs of its store, by type.
const kept = (page) => page.evaluate(async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (event) => resolve(event.target.result); });
    const all = await new Promise((resolve) => {
      database.transaction("outbox").objectStore("outbox").getAll().onsuccess = (event) => resolve(event.target.result);
    });
    database.close();
    for (const value of all.filter((value) => value instanceof Blob)) {
      const { width, height } = value.type.startsWith("image/") ? await createImageBitmap(value) : {};
      found.push({ type: value.type, size: value.size, text: await value.text(), width, height });
    }
  }
  return found.sort((a, b) => a.type.localeCompare(b.type));
});

for (const [name, viewport, theme] of [["375-light", PHONE, "light"], ["1280-dark", DESKTOP, "dark"]]) {
  story(`photos are drawn anew, listed, kept over a reload and taken out (${name})`, { viewport, theme }, async ({ page }) => {
    const { panel, input, rows, field, launcher, button, say } = await opened(page);
    await field("お問い合わせの内容").fill("届いた皿が割れていました。");
    await input.setInputFiles([file("IMG_0001.jpeg", await photo(page, { note: PLACE })), file("video.mov", KINDS.video, "video/mp4")]);
    await panel.getByRole("button", { name: "IMG_0001.jpg 外す" }).waitFor();
    await panel.getByRole("button", { name: "video.mp4 外す" }).waitFor();
    assert.equal(await rows.count(), 2);
    const [picture, video] = await kept(page);
    assert.equal(picture.type, "image/jpeg");
    assert.ok(!picture.text.includes("GPS") && !picture.text.includes("Exif"), "the place stays with the customer");
    assert.equal(video.size, KINDS.video.length);
    await assertAccessible(page);
    await input.scrollIntoViewIfNeeded();
    await screenshot(page, `files-${name}`);
    await page.reload();
    await launcher.click();
    await button(say.contact).click();
    await panel.getByRole("button", { name: new RegExp(say.form) }).click();
    await panel.getByRole("button", { name: "IMG_0001.jpg 外す" }).waitFor();
    await panel.getByRole("button", { name: "video.mp4 外す" }).click();
    await panel.getByRole("button", { name: "video.mp4 外す" }).waitFor({ state: "detached" });
    await page.waitForFunction(() => document.querySelector("tasuke-help").shadowRoot.activeElement?.type === "file");
    while ((await kept(page)).length > 1);
  });
}

story("a picture as large as a telephone takes it becomes one that can be sent", {}, async ({ page }) => {
  const { input, rows } = await opened(page);
  await input.setInputFiles([file("a.jpg", await photo(page, { width: 6000, height: 4500 })), file("b.png", await photo(page, { width: 300, height: 200, type: "image/png" }))]);
  await rows.filter({ hasText: /a\.jpg.*[KM]B/ }).waitFor();
  await rows.filter({ hasText: /b\.png.*[KM]B/ }).waitFor();
  const sizes = (await kept(page)).map(({ type, width, height }) => [type, width, height]);
  assert.deepEqual(sizes, [["image/jpeg", 2048, 1536], ["image/png", 300, 200]]);
});

const REFUSED = [
  ["IMG_0002.jpg", KINDS.heic, /HEIC の写真を読み込めません/],
  ["photo.jpg", KINDS.program, /この種類のファイルは添付できません/],
  ["photo.png", KINDS.page, /この種類のファイルは添付できません/],
  ["bomb.png", KINDS.bomb, /大きすぎて添付できません/],
  ["empty.jpg", Buffer.alloc(0), /中身のないファイルです/],
  ["broken.jpg", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400)]), /読み込めませんでした/],
];

story("what cannot be sent says why, each beside its name", { viewport: PHONE }, async ({ page }) => {
  for (const [name, buffer, words] of REFUSED) {
    const { panel, input, rows } = await opened(page);
    await input.setInputFiles([file(name, buffer)]);
    await rows.filter({ hasText: words }).waitFor();
    assert.equal(await panel.getByRole("button", { name: `${name} 外す` }).count(), 1, name);
    if (name === "broken.jpg") {
      await rows.scrollIntoViewIfNeeded();
      await screenshot(page, "files-refused-375-light");
    }
    await panel.getByRole("button", { name: `${name} 外す` }).click();
    await rows.waitFor({ state: "detached" });
  }
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(await kept(page), []);
});

story("more files than the shop takes: the first are taken, and it says so", {}, async ({ page }) => {
  const { panel, input, rows } = await opened(page);
  const small = await photo(page, { width: 40, height: 30 });
  await input.setInputFiles(Array.from({ length: 500 }, (_, at) => file(`${at}.jpg`, small)));
  await panel.getByRole("button", { name: "4.jpg 外す" }).waitFor();
  assert.equal(await rows.count(), 5);
  await panel.getByText("添付できる数を超えています。").first().waitFor();
  assert.equal(await input.count(), 0, "no more can be added");
  await assertAccessible(page);
  // One more that is dropped there is not opened by the browser instead of the page.
  assert.deepEqual(await dropped(rows.first(), small), ["dragover", "drop"]);
  assert.equal(await rows.count(), 5);
});

// Drops a picture there; answers which of the two events the page has kept from the browser.
const dropped = (locator, bytes) => locator.evaluate((element, bytes) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], "dropped.jpg", { type: "image/jpeg" }));
  const happens = (type) => element.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }));
  return ["dragover", "drop"].filter((type) => !happens(type));
}, [...bytes]);

story("a file is dropped on the form, and a screenshot is pasted into it", {}, async ({ page }) => {
  const { panel, field } = await opened(page);
  const bytes = [...await photo(page, { width: 400, height: 300 })];
  const message = field("お問い合わせの内容");
  assert.deepEqual(await dropped(message, bytes), ["dragover", "drop"]);
  await panel.getByRole("button", { name: "dropped.jpg 外す" }).waitFor();
  await message.evaluate((element, bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
  }, bytes);
  await panel.getByRole("button", { name: "image.jpg 外す" }).waitFor();
  // Cells of a spreadsheet come as words and as a picture of them: the words are what is meant.
  const isLeft = await message.evaluate((element, bytes) => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", "MD-1234");
    transfer.items.add(new File([new Uint8Array(bytes)], "cells.png", { type: "image/png" }));
    return element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
  }, bytes);
  assert.ok(isLeft, "the browser pastes the words");
});

story("the chooser opens by keyboard; a tab that the device kills meanwhile has kept everything", { viewport: PHONE }, async ({ page, context }) => {
  const { panel, input, field } = await opened(page);
  await input.setInputFiles([file("first.jpg", await photo(page, { width: 400, height: 300 }))]);
  await panel.getByRole("button", { name: "first.jpg 外す" }).waitFor();
  await field("お問い合わせの内容").fill("割れていました。写真は二枚");
  const chooser = page.waitForEvent("filechooser");
  await tabTo(page, input);
  await page.keyboard.press("Enter");
  await chooser;
  // As old telephones do when the camera needs the memory: nothing of the page runs any more.
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
  const again = await context.newPage();
  await again.goto(demo);
  const found = desk(again);
  await found.launcher.click();
  await found.button(found.say.contact).click();
  await found.panel.getByRole("button", { name: new RegExp(found.say.form) }).click();
  await found.panel.getByRole("button", { name: "first.jpg 外す" }).waitFor();
  assert.equal(await found.field("お問い合わせの内容").inputValue(), "割れていました。写真は二枚");
});

// Fills in the rest of the form, with a photo and a video.
async function written(page, message) {
  const found = await opened(page);
  const { field, say, input, rows } = found;
  await field(say.name).fill("山田花子");
  await field(say.email).fill("hanako@example.jp");
  await field(say.message).fill(message);
  await input.setInputFiles([file("plate.jpg", await photo(page, { note: PLACE })), file("fall.mp4", KINDS.video, "video/mp4")]);
  for (const name of ["plate.jpg", "fall.mp4"]) await rows.filter({ hasText: name }).filter({ hasText: /[KM]B/ }).waitFor();
  return found;
}

// The files that came with the tickets of this text: names and bytes.
async function received(message) {
  const found = [];
  const inbox = await (await fetch(`${demo}inbox`)).text();
  for (const [, number] of inbox.matchAll(/href="\/inbox\/(T-\d+)"/g)) {
    const page = await (await fetch(`${demo}inbox/${number}`)).text();
    if (!page.includes(message)) continue;
    const links = [...page.matchAll(/href="(\/inbox\/T-\d+\/files\/[^"?]+)"/g)].map(([, link]) => link);
    const files = await Promise.all([...new Set(links)].map(async (link) => Buffer.from(await (await fetch(new URL(link, demo))).arrayBuffer())));
    found.push(files);
  }
  return found;
}

const NETWORK = [/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/];
const sent = (found) => found.panel.getByRole("heading", { name: "お問い合わせを受け付けました" });

const FAULTS = [
  ["nothing", undefined],
  ["the server is down while a file comes", { fault: "503:1", of: "files" }],
  ["the connection ends in the middle of a file", { fault: "refuse", of: "files" }],
  ["the answer to a file is lost", { fault: "drop", of: "files" }],
  ["the answer to the ticket is lost", { fault: "drop", of: "tickets" }],
];
for (const [name, what] of FAULTS) {
  story(`files arrive with their ticket, once: ${name}`, { expected: NETWORK }, async ({ page }) => {
    const message = `皿が割れていました ${name}`;
    const found = await written(page, message);
    if (what) await order(demo, what.fault, { of: what.of });
    await found.button(found.say.send).click();
    const again = found.panel.getByRole("button", { name: found.say.again });
    await sent(found).or(found.panel.getByRole("heading", { name: "まだ送信されていません", level: 2 })).waitFor({ timeout: 20_000 });
    if (!(await sent(found).isVisible())) {
      await again.first().click();
      await found.panel.getByText("受付番号").waitFor({ timeout: 20_000 });
    }
    const tickets = await received(message);
    assert.equal(tickets.length, 1);
    const [files] = tickets;
    assert.equal(files.length, 2);
    assert.ok(files.some((bytes) => bytes.equals(KINDS.video)));
    assert.ok(files.some((bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) && !bytes.includes("GPS")));
    while ((await kept(page)).length); // What was sent is on the device no more.
  });
}

story("in a tunnel: files wait on the device with their ticket, and go with it from the next page", { viewport: PHONE, expected: NETWORK }, async ({ page, context }) => {
  const message = "トンネルで送った写真";
  const found = await written(page, message);
  await context.setOffline(true);
  await found.button(found.say.send).click();
  await found.panel.getByRole("heading", { name: "まだ送信されていません", level: 2 }).waitFor();
  assert.equal((await kept(page)).length, 2);
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(demo);
  while ((await received(message)).length === 0);
  const [files] = await received(message);
  assert.equal(files.length, 2);
});

story("the device cannot be read for a moment: the ticket waits, and then goes with its files", {}, async ({ page }) => {
  const message = "読めない端末";
  const found = await written(page, message);
  await page.evaluate(() => {
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = () => { throw new DOMException("no", "UnknownError"); };
    window.mend = () => { IDBObjectStore.prototype.get = get; };
  });
  await found.button(found.say.send).click();
  await found.panel.getByRole("heading", { name: "まだ送信されていません", level: 2 }).waitFor();
  assert.deepEqual(await received(message), []);
  await page.evaluate(() => window.mend());
  await found.panel.getByRole("button", { name: /送信する/ }).click();
  while ((await received(message)).length === 0);
  assert.equal((await received(message))[0].length, 2);
});

story("one tap deletes a held ticket and its files", { expected: NETWORK }, async ({ page, context }) => {
  const found = await written(page, "やはり送りません");
  await context.setOffline(true);
  await found.button(found.say.send).click();
  await found.panel.getByRole("button", { name: "この端末から削除" }).click();
  await found.panel.getByRole("status").filter({ hasText: "この端末から削除しました。" }).waitFor();
  await focused(page, "[data-focus=heading]");
  while ((await kept(page)).length);
});

story("the server refuses a file: it says so beside the field, and without it the ticket goes", { viewport: PHONE, expected: NETWORK }, async ({ page }) => {
  const message = "大きい動画";
  const found = await written(page, message);
  await order(demo, "413", { of: "files" });
  await found.button(found.say.send).click();
  await found.panel.getByRole("alert").getByText(/写真・動画: plate\.jpg: 大きすぎて添付できません/).waitFor();
  await assertAccessible(page);
  await screenshot(page, "files-error-375-light");
  for (const name of ["plate.jpg", "fall.mp4"]) await found.panel.getByRole("button", { name: `${name} 外す` }).click();
  await found.button(found.say.send).click();
  await sent(found).waitFor();
  assert.deepEqual(await received(message), [[]]);
});

story("the customer sees how far a large file is", { viewport: PHONE }, async ({ page, context }) => {
  const found = await written(page, "ゆっくり送る");
  const session = await context.newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 50, downloadThroughput: -1, uploadThroughput: 8_000 });
  await found.button(found.say.send).click();
  const bar = found.panel.getByRole("progressbar", { name: /ファイルを送っています（\d+%）/ });
  await bar.waitFor();
  await page.waitForFunction((node) => node.value > 10, await bar.elementHandle());
  await screenshot(page, "files-on-their-way-375-light");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await sent(found).or(found.panel.getByText("受付番号")).first().waitFor({ timeout: 20_000 });
});
