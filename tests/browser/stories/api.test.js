// The tag's API, as an operator uses it.
import assert from "node:assert/strict";
import { desk, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();

story("search answers without the panel, and brings nothing to sight", {}, async ({ page }) => {
  await page.goto(demo);
  const answer = await page.evaluate(() => window.tasuke.search("へんぴん"));
  assert.equal(answer === null, false);
  const { query, confident, results } = answer;
  assert.equal(query, "へんぴん");
  assert.ok(confident);
  assert.ok(results.length > 0);
  for (const { id, kind, question, score, ranges } of results.slice(0, 3)) {
    assert.match(id, /^[a-z0-9-]+$/);
    assert.ok(["article", "flow"].includes(kind) && score > 0);
    for (const [from, to] of ranges) assert.ok(from < to && to <= question.length);
  }
  assert.match(results[0].question, /返品/);
  assert.ok(!(await desk(page).panel.isVisible()));
});

story("commands before the desk is there wait for it", {}, async ({ page }) => {
  await page.addInitScript(() => {
    (window.tasuke ||= []).push(["identify", { email: "hanako@example.jp", name: "山田花子" }], ["context", { "order.id": "MD-12345678", nonsense: 1 }], ["contact", "delivery"]);
  });
  await page.goto(demo);
  const { panel, field, say } = desk(page);
  await panel.getByRole("combobox", { name: say.topic }).waitFor();
  assert.equal(await field(say.email).inputValue(), "hanako@example.jp");
  assert.equal(await field(say.name).inputValue(), "山田花子");
  assert.equal(await field(say.order).inputValue(), "MD-12345678");
});

story("an article, a flow, another language, a fresh start", {}, async ({ page }) => {
  await page.goto(demo);
  const { panel } = desk(page);
  await page.evaluate(() => window.tasuke.article("shipping-fee"));
  await panel.getByRole("heading", { name: /送料はいくら/ }).waitFor();
  await page.evaluate(() => window.tasuke.flow("power-check"));
  await panel.getByText("これで解決しましたか？").waitFor();
  await page.evaluate(() => window.tasuke.article("no-such-article"));
  assert.ok(await panel.getByText("これで解決しましたか？").isVisible(), "an old link leads nowhere else");
  await page.evaluate(() => window.tasuke.reset());
  await panel.getByRole("searchbox").waitFor();
  await page.evaluate(() => window.tasuke.locale("en"));
  await page.getByRole("dialog", { name: "Help" }).getByRole("searchbox", { name: "Search help" }).waitFor();
});

story("events name what happened and nobody's words", {}, async ({ page }) => {
  await page.goto(demo);
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["ready", "open", "search", "result", "article", "feedback", "resolved", "close"]) {
      window.tasuke.on(name, (detail) => window.heard.push([name, detail]));
    }
  });
  const { launcher, search, panel, button } = desk(page);
  await launcher.click();
  await search.fill("090-1234-5678 の電話から 送料");
  await page.waitForFunction(() => window.heard.some(([name]) => name === "search"));
  await search.fill("送料");
  await panel.getByRole("button", { name: /送料はいくら/ }).first().click();
  await button("はい").click();
  await button("閉じる").click();
  await page.waitForFunction(() => window.heard.some(([name]) => name === "close"));
  const heard = await page.evaluate(() => window.heard);
  const names = heard.map(([name]) => name);
  for (const name of ["ready", "open", "search", "result", "article", "feedback", "resolved", "close"]) assert.ok(names.includes(name), `${name} in ${names}`);
  assert.ok(heard.every(([, detail]) => detail.v === 1));
  assert.ok(!JSON.stringify(heard).includes("5678"), "no telephone number");
});

story("the raw file serves a small site as it is", {}, async ({ page }) => {
  await page.route(demo, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("/help/manifest.json", "/help/knowledge.json") });
  });
  await page.goto(demo);
  const { launcher, search, panel } = desk(page);
  await launcher.click();
  await search.fill("でんげんが");
  await panel.getByRole("button", { name: /電源が入らない/ }).first().waitFor();
});

story("an element that is taken out and put back works again", {}, async ({ page }) => {
  await page.goto(demo);
  const { launcher, search, panel } = desk(page);
  await launcher.click();
  await search.waitFor();
  await page.evaluate(async () => {
    const host = document.querySelector("tasuke-help");
    host.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    document.body.append(host);
  });
  await panel.waitFor({ state: "hidden" });
  await launcher.click();
  await search.waitFor();
});

story("what the host page searches is none of the customer's business", {}, async ({ page }) => {
  await page.goto(demo);
  const { panel, field, say } = desk(page);
  await page.evaluate(() => window.tasuke.contact("delivery"));
  await field(say.message).fill("書きかけ");
  await page.evaluate(() => window.tasuke.search("返品"));
  assert.equal(await field(say.message).inputValue(), "書きかけ");
  assert.ok(await panel.getByRole("heading", { name: "お問い合わせフォーム" }).isVisible());
});

story("two tabs do not write over each other's draft", {}, async ({ page, context }) => {
  const write = async (tab, words) => {
    await tab.goto(demo);
    const { field, say } = desk(tab);
    await tab.evaluate(() => window.tasuke.contact("delivery"));
    await field(say.message).fill(words);
  };
  const other = await context.newPage();
  await write(page, "一つ目");
  await write(other, "二つ目");
  await page.reload();
  const { launcher, panel, field, say } = desk(page);
  await launcher.click();
  await panel.getByRole("button", { name: /書きかけのお問い合わせ/ }).click();
  assert.equal(await field(say.message).inputValue(), "一つ目");
});

story("on a phone the sheet covers the page, and gives it back", { viewport: { width: 375, height: 760 } }, async ({ page }) => {
  await page.goto(demo);
  const { launcher, panel, search } = desk(page);
  await launcher.click();
  await search.waitFor();
  assert.equal(await panel.getAttribute("aria-modal"), "true");
  assert.ok(await page.evaluate(() => document.querySelector("main").inert));
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  assert.ok(!(await page.evaluate(() => document.querySelector("main").inert)));
  assert.ok(await launcher.evaluate((button) => button.getRootNode().activeElement === button), "the focus is back");
});

story("after \"did it help?\" the focus stays in the desk", {}, async ({ page }) => {
  await page.goto(demo);
  const { button, panel } = desk(page);
  await page.evaluate(() => window.tasuke.article("shipping-fee"));
  await button("いいえ").focus();
  await page.keyboard.press("Enter");
  await panel.getByRole("heading", { name: /お役に立てず/ }).waitFor();
  await page.waitForFunction(() => document.activeElement.shadowRoot?.activeElement?.dataset.focus === "verdict");
});

story("the shop's page keeps its own scrolling, and somebody else is somebody else", {}, async ({ page }) => {
  await page.goto(demo);
  const { launcher, panel, field, say } = desk(page);
  await page.evaluate(() => { document.documentElement.style.overflow = "scroll"; });
  await page.evaluate(() => window.tasuke.identify({ name: "一人目", email: "first@example.jp" }));
  await page.evaluate(() => window.tasuke.identify({ name: "二人目" }));
  await page.evaluate(() => window.tasuke.contact("delivery"));
  await panel.getByRole("combobox", { name: say.topic }).waitFor();
  assert.equal(await field(say.name).inputValue(), "二人目");
  assert.equal(await field(say.email).inputValue(), "");
  await page.evaluate(() => window.tasuke.close());
  await launcher.waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "scroll");
});

// The page's tag with one more attribute.
async function open(page, attribute) {
  await page.route(demo, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("data-knowledge", `${attribute} data-knowledge`) });
  });
  await page.goto(demo);
}

story("a page walks through a flow that it draws itself", {}, async ({ page }) => {
  await open(page, 'data-mode="headless"');
  const steps = await page.evaluate(async () => {
    const way = await window.tasuke.flow("power-check");
    const heard = [];
    way.on((step) => heard.push(step.id));
    const seen = [way.step];
    seen.push(await way.answer(false));
    seen.push(await way.answer("no-such-model"));
    seen.push(await way.answer("kl-12"));
    seen.push(await way.back());
    seen.push(await way.restart());
    // Without waiting for each: they come one after the other.
    seen.push(...await Promise.all([way.answer(false), way.answer("kl-12"), way.restart()]));
    return { seen, heard, none: await window.tasuke.flow("no-such-flow") };
  });
  assert.deepEqual(steps.seen.map(({ id }) => id), ["tab", "model", "model", steps.seen[3].id, "model", "tab", "model", steps.seen[3].id, "tab"]);
  assert.equal(steps.seen[1].options.find(({ id }) => id === "kl-12").label, "電気ケトル KL-12");
  assert.match(steps.seen[2].fault, /./);
  assert.deepEqual(steps.seen[3].trail.map(({ id }) => id), ["tab", "model"]);
  assert.equal(steps.heard.length, 8);
  assert.ok(!steps.none);
  assert.equal(await page.getByRole("dialog").count(), 0);
});

story("a page says what it would like suggested", {}, async ({ page }) => {
  await page.goto(demo);
  const { launcher, panel } = desk(page);
  await page.evaluate(() => window.tasuke.suggest(["care-kettle", "no-such-article", "power-check"]));
  await launcher.click();
  const rows = panel.getByRole("list").first().getByRole("button");
  await rows.nth(0).filter({ hasText: "ケトル" }).waitFor();
  await rows.nth(1).filter({ hasText: "電源" }).waitFor();
});

story("two desks on a page each keep their own state over one index", {}, async ({ page }) => {
  await page.goto(`${demo}support.html`);
  await page.evaluate(() => document.body.append(document.createElement("tasuke-help")));
  const center = page.getByRole("region", { name: "ヘルプ" });
  const { launcher, panel, search } = desk(page);
  await center.getByRole("searchbox").fill("返品");
  await center.getByRole("button", { name: /返品/ }).first().waitFor();
  await launcher.click();
  await search.fill("でんげんが");
  await panel.getByRole("button", { name: /電源が入らない/ }).first().click();
  await panel.getByText("これで解決しましたか？").waitFor();
  assert.equal(await center.getByRole("searchbox").inputValue(), "返品");
  await page.evaluate(() => document.querySelector('tasuke-help[mode="page"]').remove());
  await panel.getByRole("button", { name: "解決しません" }).click();
  await panel.getByRole("radio").first().waitFor();
});
