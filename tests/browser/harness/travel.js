// The browser's own Back and Forward. The browser learns of a step within a
// document a moment after the page itself, and until then it would go from the
// wrong entry, or nowhere at all without a complaint.
export const goBack = (page) => travel(page, -1);
export const goForward = (page) => travel(page, 1);

const PATIENCE = 10_000;

async function travel(page, by) {
  const session = await page.context().newCDPSession(page);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const { currentIndex, entries } = await session.send("Page.getNavigationHistory");
    const here = await page.evaluate(() => location.href);
    if (entries[currentIndex].url === here && entries[currentIndex + by]) break;
    if (Date.now() > deadline) throw new Error(`nowhere to go by ${by} from ${here}: ${entries.map(({ url }) => url).join(" ")}`);
  }
  await session.detach();
  await (by < 0 ? page.goBack() : page.goForward());
}
