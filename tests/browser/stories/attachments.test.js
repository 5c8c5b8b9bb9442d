// Photos and videos with a ticket: chosen, dropped, pasted, drawn anew, kept, taken out.
import assert from "node:assert/strict";
import { DESKTOP, KINDS, PHONE, assertAccessible, desk, photo, screenshot, serveDemo, story, tabTo } from "../harness/index.js";

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
    const { panel, input, rows, field, launcher } = await opened(page);
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
    await panel.getByRole("button", { name: /お問い合わせ/ }).first().click();
    await panel.getByRole("button", { name: /フォームで問い合わせる/ }).click();
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
  await input.setInputFiles(Array.from({ length: 60 }, (_, at) => file(`${at}.jpg`, small)));
  await panel.getByRole("button", { name: "4.jpg 外す" }).waitFor();
  assert.equal(await rows.count(), 5);
  await panel.getByText("添付できる数を超えています。").first().waitFor();
  assert.equal(await input.count(), 0, "no more can be added");
  await assertAccessible(page);
});

story("a file is dropped on the form, and a screenshot is pasted into it", {}, async ({ page }) => {
  const { panel, field } = await opened(page);
  const bytes = [...await photo(page, { width: 400, height: 300 })];
  const message = field("お問い合わせの内容");
  await message.evaluate((element, bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "dropped.jpg", { type: "image/jpeg" }));
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true });
      if (element.dispatchEvent(event)) throw new Error(`${type} would leave the page`);
    }
  }, bytes);
  await panel.getByRole("button", { name: "dropped.jpg 外す" }).waitFor();
  await message.evaluate((element, bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
  }, bytes);
  await panel.getByRole("button", { name: "image.jpg 外す" }).waitFor();
});

story("the chooser opens by keyboard; a tab that the device kills meanwhile has kept everything", { viewport: PHONE }, async ({ page, context }) => {
  const { panel, input, field } = await opened(page);
  await input.setInputFiles([file("first.jpg", await photo(page, { width: 400, height: 300 }))]);
  await panel.getByRole("button", { name: "first.jpg 外す" }).waitFor();
  await field("お問い合わせの内容").fill("割れていました。写真は二枚");
  await tabTo(page, input);
  const chooser = page.waitForEvent("filechooser");
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
