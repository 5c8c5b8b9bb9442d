// The results: narrowed down by category, mended, and explained to those who
// work on the file.
import assert from "node:assert/strict";
import { DESKTOP, PHONE, assertAccessible, desk, goBack, screenshot, serveDemo, story, tabTo } from "../harness/index.js";

const demo = await serveDemo();
const NARROW = { width: 320, height: 640 };

const open = async (page, query, language = "ja") => {
  const { launcher, search, panel } = desk(page, language);
  await page.goto(demo);
  await launcher.click();
  await search.fill(query);
  const filters = panel.getByRole("group", { name: language === "ja" ? "カテゴリで絞り込む" : "Narrow down by topic" });
  return { search, panel, filters, rows: panel.getByRole("list").filter({ has: page.locator("[data-row]") }).first().getByRole("listitem") };
};

story("results are narrowed down by category, by keys alone", { viewport: NARROW }, async ({ page }) => {
  const { search, panel, filters, rows } = await open(page, "送料");
  await filters.waitFor();
  const all = await rows.allTextContents();
  const second = filters.getByRole("button").nth(1);
  const name = await second.textContent();
  await tabTo(page, second);
  await page.keyboard.press("Enter");
  await panel.locator(`[aria-pressed=true]:text-is("${name}")`).waitFor();
  assert.notDeepEqual(await rows.allTextContents(), all);
  assert.ok(await second.evaluate((button) => button.getRootNode().activeElement === button), "the focus stays");
  await panel.getByRole("status").filter({ hasText: new RegExp(`^${name}: .*件`) }).waitFor({ state: "attached" });
  assert.ok(await panel.evaluate((element) => [element, ...element.querySelectorAll(".body")].every((box) => box.scrollWidth <= box.clientWidth)), "nothing is wider than the panel");
  // Going into a result and back keeps it; typing on does while it has anything.
  await rows.first().getByRole("button").click();
  await panel.getByRole("button", { name: "前に戻る", exact: true }).click();
  assert.equal(await second.getAttribute("aria-pressed"), "true");
  await search.fill("送料は");
  await panel.locator(`[aria-pressed=true]:text-is("${name}")`).waitFor();
  await search.fill("送料");
  await second.click();
  await panel.locator("[aria-pressed=true]").waitFor({ state: "detached" });
  assert.deepEqual(await rows.allTextContents(), all);
  await second.click();
  await search.fill("でんげんがはいらない");
  await panel.getByRole("button", { name: /電源が入らない/ }).first().waitFor();
  assert.equal(await panel.locator("[aria-pressed=true]").count(), 0, "nothing of that category is left");
});

story("the browser's back button does not trip over a category", { viewport: PHONE }, async ({ page }) => {
  const { panel, filters, rows } = await open(page, "送料");
  const second = filters.getByRole("button").nth(1);
  await second.click();
  await panel.locator("[aria-pressed=true]").waitFor();
  await rows.first().getByRole("button").click();
  await panel.getByRole("button", { name: "前に戻る", exact: true }).waitFor();
  await goBack(page);
  await panel.locator("[aria-pressed=true]").waitFor();
  await goBack(page);
  await panel.waitFor({ state: "hidden" });
});

story("a mended query says what was searched for", {}, async ({ page }) => {
  const { search, panel } = await open(page, "キャソセルしたい");
  await panel.getByText("「キャンセルしたい」の結果を表示しています。").waitFor();
  await search.fill("キャンセルしたい");
  await panel.getByText("の結果を表示しています").waitFor({ state: "detached" });
});

for (const viewport of [PHONE, DESKTOP]) {
  for (const theme of ["light", "dark"]) {
    const name = `${viewport.width}-${theme}`;
    story(`results say why they are there, if they are asked to, at ${name}`, { viewport, theme }, async ({ page }) => {
      await page.addInitScript(() => { window.tasukeSettings = { debug: true }; });
      const { panel, filters } = await open(page, "そうりょお");
      await filters.getByRole("button").first().click();
      const why = panel.getByText("なぜここに出るのか").first();
      await why.click();
      await panel.getByText(/^点数 \d\.\d\d = .*確かさ \d+%$/).first().waitFor();
      await assertAccessible(page);
      await screenshot(page, `why-${name}`);
    });
  }
}

story("an editor reads it in English too", { locale: "en-GB" }, async ({ page }) => {
  await page.addInitScript(() => { window.tasukeSettings = { debug: true }; });
  await page.goto(`${demo}en/`);
  const { launcher, search, panel } = desk(page, "en");
  await launcher.click();
  await search.fill("retrun");
  await panel.getByText("Showing results for “").waitFor();
  await panel.getByText("Why is this result here?").first().click();
  await panel.getByText(/^score \d\.\d\d = .*confidence \d+%$/).first().waitFor();
});

story("customers are told nothing of it", {}, async ({ page }) => {
  const { panel, filters } = await open(page, "送料");
  await filters.waitFor();
  assert.equal(await panel.getByText("なぜここに出るのか").count(), 0);
});
