// The form as it is heard, and as it is reached above a keyboard on the screen.
import assert from "node:assert/strict";
import { HANAKO, PHONE, assertAccessible, desk, fillIn, focused, order, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/];

// Remembers what a screen reader would say by itself, in order: news in live regions, and what gets the focus.
async function listen(page) {
  await page.evaluate(() => {
    const root = document.querySelector("tasuke-help").shadowRoot;
    window.said = [];
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const tell = (how, text) => text && JSON.stringify(window.said.at(-1)) !== JSON.stringify([how, text]) && window.said.push([how, text]);
    const take = (changes) => {
      for (const { type, target, addedNodes } of changes) {
        const inside = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest("[role=status],[role=alert]");
        const isHeard = type === "childList" ? addedNodes.length > 0 : !(inside?.getAttribute("aria-relevant") ?? "text").match(/^additions$/);
        if (inside?.isConnected && isHeard) tell(inside.getAttribute("role"), words(inside));
        for (const node of addedNodes) {
          const alert = node.nodeType === Node.ELEMENT_NODE && (node.matches("[role=alert]") ? node : node.querySelector("[role=alert]"));
          if (!inside && alert && alert.isConnected) tell("alert", words(alert));
        }
      }
    };
    const news = new MutationObserver(take);
    news.observe(root, { subtree: true, childList: true, characterData: true });
    root.addEventListener("focusin", ({ target }) => {
      take(news.takeRecords()); // What changed before the focus moved.
      tell("focus", words(target) || target.id);
    });
  });
}

const said = (page) => page.evaluate(() => window.said.splice(0).map(([how, text]) => `${how}: ${text.slice(0, 40)}`));

// Each of these stands in the snapshot, one after the other.
function assertOrder(snapshot, parts) {
  let rest = snapshot;
  for (const part of parts) {
    const at = rest.search(part);
    assert.ok(at >= 0, `${part} in ${rest}\n\nof\n${snapshot}`);
    rest = rest.slice(at + 1);
  }
}

story("errors, sending and sent are heard once, in order", { expected: NETWORK }, async ({ page }) => {
  const { panel, button, field, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), {});
  // What is read of the form, from its heading to the last line; the field for programs is not in it.
  const form = await panel.ariaSnapshot();
  assertOrder(form, [/heading "お問い合わせフォーム"/, /combobox "お問い合わせの種類"/, /textbox "お名前 必須"/, /textbox "メールアドレス 必須"/, /textbox "電話番号 任意"/, /textbox "注文番号 任意"/, /textbox "お問い合わせの内容 必須"/, /button "この内容で送信する"/, /営業日以内/]);
  assert.equal(form.match(/textbox/g).length, 5, form);

  await listen(page);
  await button(say.send).click();
  await focused(page, "[role=alert]");
  const errors = await said(page);
  assert.deepEqual(errors.filter((one) => one.startsWith("alert")).length, 1, errors.join("\n"));
  assert.match(errors.at(-1), /^focus: 3か所をご確認ください/);
  const alarmed = await panel.ariaSnapshot();
  assertOrder(alarmed, [/heading "お問い合わせフォーム"/, /alert/, /heading "3か所をご確認ください"/, /link "お名前 ?: 入力してください。"/, /link "メールアドレス ?: /, /combobox/, /textbox "お名前 必須"/]);
  await assertAccessible(page);
  // Each field says what is wrong with it, and typing is interrupted by nothing.
  await panel.getByRole("link", { name: /^お名前/ }).click();
  await focused(page, "#field-name");
  const described = await field(say.name).evaluate((node) => node.getAttribute("aria-describedby").split(" ").map((id) => node.getRootNode().getElementById(id).textContent).join());
  assert.match(described, /入力してください。/);
  await said(page);
  await page.keyboard.type("山田花子");
  assert.deepEqual(await said(page), [], "amid typing nothing is heard");
  assert.equal(await field(say.name).inputValue(), "山田花子", "no key went elsewhere");
  await field(say.email).fill(HANAKO.email);
  await field(say.message).fill("聞こえますか");

  await order(demo, "delay:1500");
  await button(say.send).focus();
  await said(page);
  await page.keyboard.press("Enter");
  await panel.getByRole("button", { name: "送信しています…" }).waitFor();
  assert.equal(await panel.getByRole("button", { name: "送信しています…" }).evaluate((node) => node.getRootNode().activeElement === node), true, "whoever waits keeps the focus");
  assertOrder(await panel.ariaSnapshot(), [/button "送信しています…" \[disabled\]|button "送信しています…"/, /status: 送信しています…/]);
  await panel.getByText(/^T-\d+/).waitFor();
  await focused(page, "[data-focus=heading]");
  const sent = await said(page);
  assert.deepEqual(sent, ["status: 送信しています…", "status: お問い合わせを受け付けました", "focus: お問い合わせを受け付けました"], sent.join("\n"));
  assertOrder(await panel.ariaSnapshot(), [/heading "お問い合わせを受け付けました"/, /受付番号/, /T-\d+/, /営業日以内/]);
});

story("what could not be sent is heard as that, and then that it was", { expected: NETWORK }, async ({ page, context }) => {
  const { panel, button, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message: "トンネルで聞く" });
  await listen(page);
  await button(say.send).focus();
  await said(page);
  await context.setOffline(true);
  await page.keyboard.press("Enter");
  const held = panel.getByRole("heading", { name: "まだ送信されていません", level: 2 });
  await held.waitFor();
  await focused(page, "[data-focus=heading]");
  assert.deepEqual(await said(page), ["status: 送信しています…", "status: まだ送信されていません", "focus: まだ送信されていません"]);
  assertOrder(await panel.ariaSnapshot(), [/heading "まだ送信されていません"/, /heading "届かない・配送"/, /自動で送信します/, /button "今すぐ送信する"/, /button "内容をコピーする"/, /button "この端末から削除する"/]);
  await context.setOffline(false);
  await panel.getByText(/^T-\d+/).waitFor();
  const news = await said(page);
  assert.ok(news.includes("status: お問い合わせを受け付けました") && !news.some((one) => one.startsWith("focus")), news.join("\n"));
});

story("above the keyboard of a telephone everything can be reached", { viewport: PHONE, touch: true }, async ({ page }) => {
  const { panel, button, field, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { message: "まだ届きません。" });
  const HEIGHT = 380; // Of 760: half of it is keyboard, as on small telephones.
  await field(say.message).focus();
  // What browsers do: the visual viewport shrinks, the layout does not.
  await page.evaluate((height) => {
    Object.defineProperty(window.visualViewport, "height", { get: () => height, configurable: true });
    window.visualViewport.dispatchEvent(new Event("resize"));
  }, HEIGHT);
  const shown = async (locator, what) => {
    const { top, bottom, isOnTop } = await locator.evaluate((node) => {
      const { top, bottom, left, width, height } = node.getBoundingClientRect();
      const hit = node.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
      return { top, bottom, isOnTop: node === hit || node.contains(hit) };
    });
    assert.ok(top >= 0 && bottom <= HEIGHT && isOnTop, `${what}: ${top} to ${bottom}, ${isOnTop ? "on top" : "covered"}`);
  };
  await page.waitForFunction(() => {
    const root = document.querySelector("tasuke-help").shadowRoot;
    return root.activeElement.getBoundingClientRect().top < 380;
  });
  await button(say.send).scrollIntoViewIfNeeded();
  await shown(button(say.send), "the send button");
  await shown(button(say.contact), "the way to a person");
  await screenshot(page, "keyboard-375");
  await button(say.send).tap();
  await focused(page, "[role=alert]");
  await shown(panel.getByRole("heading", { name: /か所をご確認ください/ }), "the error summary");
  await panel.getByRole("link", { name: /^お名前/ }).tap();
  await focused(page, "#field-name");
  await shown(field(say.name), "the field");
  // It goes: the sheet is whole again.
  await page.evaluate(() => {
    delete window.visualViewport.height;
    window.visualViewport.dispatchEvent(new Event("resize"));
  });
  const bottom = await button(say.contact).evaluate((node) => node.getBoundingClientRect().bottom);
  assert.ok(bottom > 700, `${bottom}`);
});
