// The desk as a person finds it: by roles, names and keys.
import assert from "node:assert/strict";

const WORDS = {
  ja: {
    help: "ヘルプ", search: "ヘルプを検索", close: "閉じる", back: "前に戻る", contact: "お問い合わせ", next: "次へ", no: "解決しません", yes: "解決しました",
    write: "フォームに進む", send: "この内容で送信する", email: "メールアドレス", name: "お名前", message: "お問い合わせの内容", model: "商品", order: "注文番号",
    topic: "お問い合わせの種類", form: "フォームで問い合わせる", story: "調べた内容も一緒に送る",
  },
  en: {
    help: "Help", search: "Search help", close: "Close", back: "Back", contact: "Contact us", next: "Next", no: "No, not yet", yes: "Yes, solved",
    write: "Go to the form", send: "Send", email: "Email", name: "Name", message: "message", model: "Product", order: "Order number",
    topic: "What is it about?", form: "Write to us", story: "Send along what you tried",
  },
};

export function desk(page, language = "ja") {
  const say = WORDS[language];
  const panel = page.getByRole("dialog", { name: say.help });
  const button = (name) => panel.getByRole("button", { name, exact: true });
  const field = (name) => panel.getByRole("textbox", { name: new RegExp(name, "i") });
  return { say, panel, button, field, search: panel.getByRole("searchbox", { name: say.search }), launcher: page.getByRole("button", { name: say.help, exact: true }) };
}

// Presses Tab until the focus is there, as somebody without a mouse does.
export async function tabTo(page, locator, key = "Tab") {
  const handle = await locator.elementHandle();
  for (let press = 0; press < 80; press += 1) {
    if (await handle.evaluate((element) => element.getRootNode().activeElement === element)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never reaches ${locator}`);
}
