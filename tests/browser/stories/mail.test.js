// An address that looks right and is not: a slip of the finger, and a telephone company's filter.
import assert from "node:assert/strict";
import { PHONE, assertAccessible, desk, fillIn, screenshot, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();

story("a slip in an address is mended by one tap, and a filter is named", { viewport: PHONE }, async ({ page }) => {
  const { panel, field, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { email: "hanako@docomo.ne.jo" });
  const mend = panel.getByRole("button", { name: /hanako@docomo\.ne\.jp ではありませんか/ });
  await mend.waitFor();
  await assertAccessible(page);
  await screenshot(page, "mail-375-light");
  await mend.click();
  assert.equal(await field(say.email).inputValue(), "hanako@docomo.ne.jp");
  await panel.getByText(/help@minatodo\.example からのメールを受け取れるように/).waitFor();
  await assertAccessible(page);
});
