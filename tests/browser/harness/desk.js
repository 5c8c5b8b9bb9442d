// The desk as a person finds it: by roles, names and keys.
import assert from "node:assert/strict";

const WORDS = {
  ja: {
    help: "ヘルプ", search: "ヘルプを検索", close: "閉じる", back: "前に戻る", contact: "お問い合わせ", next: "次へ", no: "解決しません", yes: "解決しました",
    write: "フォームに進む", send: "この内容で送信する", again: "今すぐ送信する", email: "メールアドレス", name: "お名前", message: "お問い合わせの内容", model: "商品", order: "注文番号",
    topic: "お問い合わせの種類", form: "フォームで問い合わせる", story: "調べた内容も一緒に送る",
  },
  en: {
    help: "Help", search: "Search help", close: "Close", back: "Back", contact: "Contact us", next: "Next", no: "No, not yet", yes: "Yes, solved",
    write: "Go to the form", send: "Send", again: "Send now", email: "Email", name: "Name", message: "message", model: "Product", order: "Order number",
    topic: "What is it about?", form: "Write to us", story: "Send along what you tried",
  },
};

export function desk(page, language = "ja") {
  const say = WORDS[language];
  const panel = page.getByRole("dialog", { name: say.help });
  const button = (name) => panel.getByRole("button", { name, exact: true });
  const field = (name) => panel.getByRole("textbox", { name: new RegExp(name, "i") });
  const launcher = page.getByRole("button", { name: say.help, exact: true });
  return { page, say, panel, button, field, search: panel.getByRole("searchbox", { name: say.search }), launcher };
}

// Waits until the focus is in the desk at what this selector means there.
export async function focused(page, selector) {
  await page.waitForFunction((selector) => document.querySelector("tasuke-help").shadowRoot.activeElement?.matches(selector), selector);
}

// Opens the form and fills it in as far as values are given, by the words of `say`; a topic by its name.
export async function fillIn({ page, say, panel, button, field }, { topic = "届かない・配送", ...values }) {
  // What is still to be sent is part of the launcher's name.
  if (!(await panel.isVisible())) await page.getByRole("button", { name: new RegExp(`^${say.help}`) }).click();
  await button(say.contact).click();
  await panel.getByRole("button", { name: new RegExp(say.form) }).click();
  await panel.getByRole("combobox", { name: say.topic }).selectOption({ label: topic });
  for (const [name, value] of Object.entries(values)) await field(say[name]).fill(value);
}

export const HANAKO = { name: "山田花子", email: "hanako@example.jp" };

// Presses Tab until the focus is there, as somebody without a mouse does.
export async function tabTo(page, locator, key = "Tab") {
  const handle = await locator.elementHandle();
  for (let press = 0; press < 80; press += 1) {
    if (await handle.evaluate((element) => element.getRootNode().activeElement === element)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never reaches ${locator}`);
}
