// A customer at the desk, who reads what it says. Many tickets are sent, so
// this looks into the desk directly instead of waiting for roles and names.

// What the desk says now: the screen's heading, an alert, the names of the buttons.
function read() {
  const root = document.querySelector("tasuke-help")?.shadowRoot;
  const text = (selector) => root?.querySelector(selector)?.textContent ?? "";
  const buttons = [...root?.querySelectorAll("button:not([disabled])") ?? []].map((button) => button.textContent);
  return { heading: text("h2"), alert: text("[role=alert]"), number: text(".number"), buttons };
}

function press(name) {
  const buttons = [...document.querySelector("tasuke-help").shadowRoot.querySelectorAll("button:not([disabled])")];
  const button = buttons.find((one) => one.textContent.includes(name));
  button?.click();
  return Boolean(button);
}

export const SEND = "この内容で送信する";
const SENT = "お問い合わせを受け付けました";
const HELD = /まだ送信されていません|送信状況/; // It may be sent before anybody looks.

export const look = (page) => page.evaluate(read);
export const tap = (page, name) => page.evaluate(press, name);

export async function until(page, is, patience = 30_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const seen = await look(page);
    if (is(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`the desk only says ${JSON.stringify(seen)}`);
    await page.waitForTimeout(25); // Between two looks.
  }
}

// Fills the form in, with the known parts told by the page; a video goes along if there is one.
export async function write(page, message, video) {
  await page.evaluate(() => {
    window.tasuke.push(["identify", { name: "山田花子", email: "hanako@example.jp" }]);
    window.tasuke.push(["contact", "delivery"]);
  });
  const field = page.locator("tasuke-help").locator("#field-message");
  await field.fill(message, { timeout: 30_000 });
  // What a crash left in the form belongs to another.
  while (await page.evaluate(press, "外す"));
  if (!video) return;
  await page.locator("tasuke-help").locator("input[type=file]").setInputFiles({ name: "video.mp4", mimeType: "video/mp4", buffer: video });
  await page.locator("tasuke-help").locator("li:has([id^=file-])").getByText("KB").waitFor({ timeout: 30_000 });
}

// Presses send, and answers what the widget promises: "sent", "held", or "form" where the text is still there.
export async function send(page) {
  await tap(page, SEND);
  const seen = await until(page, ({ heading, alert }) => heading.includes(SENT) || HELD.test(heading) || alert);
  if (seen.alert) return "form";
  return seen.heading.includes(SENT) ? "sent" : "held";
}

// What the device still holds, by the pattern's first group: its text, and how it stands.
export async function holds(page, pattern) {
  const entries = await page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      found.push(...await done(database.transaction("outbox").objectStore("outbox").getAll()));
      database.close();
    }
    return found.filter((value) => typeof value === "string").map((text) => JSON.parse(text));
  });
  const held = entries.filter(({ ticket }) => ticket).map(({ ticket, state }) => [pattern.exec(ticket.fields.message)?.[1], state.is]);
  return new Map(held);
}
