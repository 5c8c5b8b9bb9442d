// A guided fix that is interrupted: by a reload, by another tab, by a file that the shop published meanwhile.
import assert from "node:assert/strict";
import { PHONE, desk, goBack, goForward, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const MANIFEST = "**/help/manifest.json";
const question = "これで解決しましたか？";

// The help centre on its own page, at a flow.
async function open(page, flow) {
  await page.goto(`${demo}support.html#tasuke=flow/${flow}`);
  return center(page);
}

function center(page) {
  const panel = page.getByRole("region", { name: "ヘルプ" });
  const button = (name) => panel.getByRole("button", { name, exact: true });
  const choose = async (...options) => {
    for (const name of options) await panel.locator("label").filter({ hasText: name }).locator("input").check();
    await button("次へ").click();
  };
  const trail = async () => (await panel.getByRole("list", { name: "これまでの回答" }).getByRole("button").allInnerTexts()).map((text) => text.split("\n")[0]);
  return { panel, button, choose, trail };
}

story("after a reload, home leads back into the fix that was left", { viewport: PHONE }, async ({ page }) => {
  const { panel, button, launcher } = desk(page);
  await page.goto(demo);
  await page.evaluate(() => window.tasuke.flow("power-check"));
  await button("解決しません").click();
  await panel.getByRole("radio").first().waitFor();
  await page.reload();
  await launcher.click();
  const row = panel.getByRole("button", { name: /途中から続ける/ });
  await row.waitFor();
  await screenshot(page, "home-under-way-375");
  await row.click();
  await panel.getByRole("radio").first().waitFor();
});

story("two tabs walk one flow, each its own way, and keep to it after a reload", {}, async ({ page, context }) => {
  const one = await open(page, "power-check");
  await one.button("解決しません").click();
  await one.choose("KL-12");
  await one.panel.getByText("空だき防止").waitFor();
  const other = await context.newPage();
  const two = await open(other, "power-check");
  await two.panel.getByText("空だき防止").waitFor(); // A new tab goes on where the last one is.
  await two.button("最初からやり直す").click();
  await two.button("解決しません").click();
  await two.choose("LM-20");
  await two.panel.getByText("USB-Cケーブル").waitFor();
  await one.button("解決しません").click();
  await one.panel.getByLabel("注文番号").waitFor();
  await page.reload();
  await one.panel.getByLabel("注文番号").waitFor();
  assert.deepEqual(await one.trail(), ["解決しません", "電気ケトル KL-12", "解決しません"]);
  await other.reload();
  await two.panel.getByText("USB-Cケーブル").waitFor();
  assert.deepEqual(await two.trail(), ["解決しません", "コードレスデスクライト LM-20"]);
});

story("back, forward and a reload within a flow that another leads into", { viewport: PHONE }, async ({ page }) => {
  const { panel, button, choose, trail } = await open(page, "return-item");
  await choose("調子が悪い");
  await choose("電源が入らない");
  await panel.getByText("保護シート").waitFor();
  await button("解決しません").click();
  await choose("KL-12");
  await panel.getByText("空だき防止").waitFor();
  await goBack(page);
  await panel.getByText("どの商品ですか").waitFor();
  await goBack(page);
  await goBack(page);
  await panel.getByText("どうなりますか").waitFor();
  await goForward(page);
  await goForward(page);
  await panel.getByText("どの商品ですか").waitFor();
  await page.reload();
  // Every answer is kept, also those ahead of where the customer had gone back to.
  await panel.getByText("空だき防止").waitFor();
  assert.equal((await trail()).length, 4);
  await goBack(page);
  await panel.getByText("どの商品ですか").waitFor();
  assert.ok(await panel.getByRole("radio", { name: /KL-12/ }).isChecked());
  for (const asked of ["保護シート", "どうなりますか"]) {
    await goBack(page);
    await panel.locator(".step").getByText(asked).waitFor();
  }
  await goForward(page);
  await panel.locator(".step").getByText("保護シート").waitFor();
});

story("after a reload, back leads through the steps to the screens before them", {}, async ({ page }) => {
  await page.goto(`${demo}support.html`);
  const { panel, button } = center(page);
  await panel.getByRole("searchbox").fill("保証書");
  await panel.getByRole("button", { name: /保証期間/ }).first().click();
  await panel.getByRole("heading", { name: /保証期間/ }).waitFor();
  await panel.getByText("3分でできる確認").click();
  await button("解決しません").click();
  await panel.getByText("どの商品ですか").waitFor();
  await page.reload();
  await panel.getByText("どの商品ですか").waitFor();
  await goBack(page);
  await panel.locator(".step").getByText("保護シート").waitFor();
  await goBack(page);
  await panel.getByRole("heading", { name: /保証期間/ }).waitFor();
  await goBack(page);
  await panel.getByRole("searchbox").waitFor();
  await goForward(page);
  await panel.getByRole("heading", { name: /保証期間/ }).waitFor();
});

story("after a reload, what is private is asked again and nothing else", {}, async ({ page }) => {
  const { panel, button, choose, trail } = await open(page, "parcel-late");
  await choose("注文番号で調べる");
  const field = (name) => panel.getByLabel(name);
  await field("注文番号").fill("MD-10000003");
  await field("注文番号").press("Enter");
  await field("メールアドレス").fill("hanako@example.jp");
  await field("メールアドレス").press("Enter");
  await panel.getByText(/に出荷しました/).waitFor();
  await page.reload();
  await field("注文番号").waitFor();
  assert.equal(await field("注文番号").inputValue(), "");
  assert.equal((await trail()).length, 1);
  await button("前に戻る").click();
  await panel.getByText("「出荷しました」というメール").waitFor();
});

// A shop's file of one flow, with other steps in the place of some.
function file(changed, id = "fix") {
  const option = (id, label, next) => ({ id, label, next });
  const steps = {
    kind: { kind: "choose", ask: "どの品ですか", options: [option("lamp", "ライト", "colour"), option("kettle", "ケトル", "colour")] },
    colour: { kind: "enter", ask: "何色ですか", next: "signs" },
    signs: { kind: "choose", ask: "どうなりますか", many: true, next: "try", options: [option("hot", "熱い"), option("loud", "うるさい")] },
    try: { kind: "do", text: "一度切ってください。", fixed: "end", next: "end" },
    end: { kind: "end", outcome: "solved", text: "よかったです。" },
    ...changed,
  };
  const { start = "kind", ...rest } = steps;
  return { format: 1, site: { name: "店", locales: ["ja"], channels: [{ kind: "phone", value: "0120-000-310" }] }, flows: [{ id, title: "見てみる", start, steps: rest }] };
}

const hot = { kind: "choose", ask: "どうなりますか", many: true, next: "try", options: [{ id: "hot", label: "熱い" }] };
// What the shop changed; what is asked then; which answers stand; how to go on to the instruction.
const CHANGES = [
  ["a text", file({ try: { kind: "do", text: "一度切って、待ってください。", fixed: "end", next: "end" } }), "一度切って、待ってください。", ["ライト", "紺", "熱い、うるさい"], null],
  ["an option that was chosen is gone", file({ kind: { kind: "choose", ask: "どの品ですか", options: [{ id: "kettle", label: "ケトル", next: "colour" }] } }), "どの品ですか", [], ({ choose }) => choose("ケトル")],
  ["one of several options is gone", file({ signs: hot }), "どうなりますか", ["ライト", "紺"], ({ choose }) => choose()],
  ["a step has another name", file({ kind: { kind: "choose", ask: "どの品ですか", options: [{ id: "lamp", label: "ライト", next: "paint" }] }, colour: undefined, paint: { kind: "enter", ask: "色は", next: "signs" } }),
    "色は", ["ライト"], async ({ panel, button }) => { await panel.getByLabel("色は").fill("紺"); await button("次へ").click(); }],
  ["a text is now a date", file({ colour: { kind: "enter", ask: "いつからですか", type: "date", next: "signs" } }), "いつからですか", ["ライト"],
    async ({ panel, button }) => { await panel.getByLabel("いつからですか").fill("2026-11-01"); await button("次へ").click(); }],
  ["the first step is another", file({ start: "where", where: { kind: "choose", ask: "どこでですか", options: [{ id: "home", label: "家", next: "kind" }] } }), "どこでですか", [], ({ choose }) => choose("家")],
];

for (const [what, changed, asked, standing, go_on] of CHANGES) {
  story(`a file published in mid-flow: ${what}`, {}, async ({ page }) => {
    await page.route(MANIFEST, (route) => route.fulfill({ json: file({}) }));
    const at = await open(page, "fix");
    await at.choose("ライト");
    await at.panel.getByLabel("何色ですか").fill("紺");
    await at.button("次へ").click();
    await at.choose("熱い", "うるさい");
    await at.panel.getByText(question).waitFor();
    await page.unroute(MANIFEST);
    await page.route(MANIFEST, (route) => route.fulfill({ json: JSON.parse(JSON.stringify(changed)) }));
    await page.reload();
    await at.panel.getByText(asked).waitFor();
    assert.deepEqual(await at.trail(), standing);
    if (go_on) await go_on(at);
    await at.panel.getByText(question).waitFor();
    await at.button("解決しました").click();
    await at.panel.getByText("よかったです。").last().waitFor();
  });
}

story("a flow that is no longer published leaves the help centre as it is", {}, async ({ page }) => {
  await page.route(MANIFEST, (route) => route.fulfill({ json: file({}) }));
  const { panel, choose } = await open(page, "fix");
  await choose("ライト");
  await page.unroute(MANIFEST);
  await page.route(MANIFEST, (route) => route.fulfill({ json: file({}, "other") }));
  await page.reload();
  await panel.getByRole("searchbox").waitFor();
  await panel.getByRole("searchbox").fill("見てみる");
  await panel.getByRole("button", { name: /見てみる/ }).first().click();
  await panel.getByText("どの品ですか").waitFor();
});
