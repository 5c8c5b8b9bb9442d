// Secrets typed freely are covered before anything is stored or sent: visibly, and the customer knows better.
import assert from "node:assert/strict";
import { DESKTOP, HANAKO, PHONE, assertAccessible, desk, fillIn, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const RAW = "4111 1111 1111 1111";

for (const [viewport, theme] of [[PHONE, "light"], [DESKTOP, "dark"]]) {
  const name = `${viewport.width}-${theme}`;
  story(`a card's number leaves the screen only if the customer says so (${name})`, { viewport, theme }, async ({ page }) => {
    const { panel, button, field, say } = desk(page);
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await page.goto(demo);
    await fillIn(desk(page), { ...HANAKO, message: `二重に請求されました。番号は ${RAW} です。` });
    const note = panel.getByRole("status").filter({ hasText: "伏せて保存・送信します" });
    await note.getByText("•••• •••• •••• 1111").waitFor();
    await note.scrollIntoViewIfNeeded();
    await assertAccessible(page);
    await screenshot(page, `secret-${name}`);
    assert.ok(!(await kept()).includes(RAW) && (await kept()).includes("二重に請求"), "stored without it");
    assert.match(await field(say.message).inputValue(), new RegExp(RAW), "what is typed stays as it is");
    const [request] = await Promise.all([page.waitForRequest("**/tickets"), button(say.send).click()]);
    assert.ok(!request.postData().includes(RAW) && request.postData().includes("•••• 1111"), request.postData());
    await panel.getByText(/^T-\d+/).waitFor();
  });
}

story("what only looks like a secret goes out as typed", {}, async ({ page }) => {
  const { panel, button, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message: `品番 ${RAW} が届きません。` });
  await button("これは違います。そのまま送る").click();
  await panel.getByRole("status").filter({ hasText: "そのまま送ります" }).waitFor();
  const [request] = await Promise.all([page.waitForRequest("**/tickets"), button(say.send).click()]);
  assert.ok(request.postData().includes(RAW), request.postData());
});
