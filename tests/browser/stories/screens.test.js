// Every screen: accessible, quiet under the policy, and a picture of it.
import { DESKTOP, PHONE, assertAccessible, desk, order, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
// A Friday morning in the snow: somebody is there to pick up the telephone.
const OPEN = "2026-11-20T10:30:00+09:00";

const LOOKS = [PHONE, DESKTOP].flatMap((viewport) => ["light", "dark"].map((theme) => ({ viewport, theme, now: OPEN })));

for (const look of LOOKS) {
  const name = `${look.viewport.width}-${look.theme}`;
  story(`every screen at ${name}`, look, async ({ page }) => {
    const { say, launcher, search, panel, button } = desk(page);
    const picture = async (screen) => {
      await assertAccessible(page);
      await screenshot(page, `${screen}-${name}`);
    };
    await page.goto(demo);
    await screenshot(page, `launcher-${name}`);
    await launcher.click();
    await panel.getByRole("heading", { name: "よく見られています" }).waitFor();
    await picture("home");
    await search.fill("でんげんが");
    await panel.getByRole("button", { name: /電源が入らない/ }).first().waitFor();
    await picture("results");
    await search.fill("宇宙旅行のチケット");
    await panel.getByText(/ぴったりの答え/).first().waitFor();
    await picture("unsure");
    await search.fill("");
    await button("配送・送料").click();
    await panel.getByRole("heading", { name: "配送・送料" }).waitFor();
    await picture("category");
    await panel.getByRole("button", { name: /送料はいくら/ }).first().click();
    await panel.getByRole("table").waitFor();
    await picture("article");
    await button("いいえ").click();
    await panel.getByRole("heading", { name: /お役に立てず/ }).waitFor();
    await picture("not-helped");
    await button(say.back).click();
    await button(say.back).click();
    await search.fill("電源が入らない");
    await panel.getByRole("button", { name: /電源が入らない/ }).first().click();
    await panel.getByRole("img").waitFor();
    await picture("flow-do");
    await button(say.no).click();
    await panel.getByRole("radio").first().check();
    await picture("flow-choose");
    await button(say.next).click();
    await button(say.no).click();
    await button(say.no).click();
    await panel.getByRole("textbox").fill("12");
    await button(say.next).click();
    await panel.getByRole("alert").waitFor();
    await picture("flow-enter-wrong");
    await panel.getByRole("textbox").fill("");
    await button(say.next).click();
    await button(say.write).waitFor();
    await picture("flow-end");
    await button(say.write).click();
    await panel.getByRole("button", { name: say.send }).waitFor();
    await picture("form");
    await panel.getByText("送る内容を確認する").click();
    await panel.getByText(/試した診断/).scrollIntoViewIfNeeded();
    await picture("form-story");
    await page.getByRole("button", { name: say.back }).click();
    await button(say.contact).click();
    await panel.getByRole("link", { name: /お電話/ }).waitFor();
    await picture("contact");
  });

  story(`a look-up at ${name}`, { ...look, expected: [/500/] }, async ({ page }) => {
    const { say, panel, field, button } = desk(page);
    const picture = async (screen) => {
      await assertAccessible(page);
      await screenshot(page, `${screen}-${name}`);
    };
    await page.goto(demo);
    await page.evaluate(() => window.tasuke.flow("order-status"));
    await field("注文番号").fill("MD-10000003");
    await button(say.next).click();
    await field("メールアドレス").fill("hanako@example.jp");
    await order(demo, "hang", { of: "lookups" });
    await button(say.next).click();
    await panel.getByRole("heading", { name: "確認しています…" }).waitFor();
    await picture("lookup-waiting");
    await button(say.back).click();
    await order(demo, "500", { of: "lookups" });
    await button(say.next).click();
    await panel.getByRole("alert").waitFor();
    await picture("lookup-failed");
    await button("もう一度確認する").click();
    await panel.getByText(/に出荷しました/).waitFor();
    await picture("lookup-found");
  });

  story(`a choice of several, another flow, an end that refuses and one that leads out at ${name}`, look, async ({ page }) => {
    const { say, panel, button } = desk(page);
    const picture = async (screen) => {
      await assertAccessible(page);
      await screenshot(page, `${screen}-${name}`);
    };
    const choose = async (option) => {
      await panel.getByRole("radio", { name: option, exact: true }).check();
      await button(say.next).click();
    };
    await page.goto(demo);
    await page.evaluate(() => window.tasuke.flow("return-item"));
    await choose("調子が悪い・壊れた");
    await choose("電源が入らない");
    await panel.getByRole("img").waitFor();
    await picture("flow-go");
    await button("最初からやり直す").click();
    await choose("違う商品・破損・不足");
    await choose("届いたとき壊れていた");
    await panel.getByRole("checkbox", { name: "商品", exact: true }).check();
    await picture("flow-many");
    await button("最初からやり直す").click();
    await choose("思っていたものと違った・不要になった");
    await panel.getByLabel("届いたのはいつですか。").fill("2026-10-01");
    await button(say.next).click();
    await choose("いいえ・分からない");
    await panel.getByText("30日以内に承っています").waitFor();
    await picture("flow-refused");
    await page.evaluate(() => window.tasuke.context({ "order.status": "shipped" }));
    await page.evaluate(() => window.tasuke.flow("order-status"));
    await panel.getByRole("link", { name: "なみ急便で追跡する" }).waitFor();
    await picture("flow-link");
  });

  story(`the help centre as a page at ${name}`, look, async ({ page }) => {
    await page.goto(`${demo}support.html`);
    const region = page.getByRole("region", { name: "ヘルプ" });
    await region.getByRole("searchbox").waitFor();
    await region.getByRole("heading", { name: "よく見られています" }).waitFor();
    await assertAccessible(page);
    await screenshot(page, `page-${name}`);
  });
}
