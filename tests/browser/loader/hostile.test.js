// A host page with rough manners: its styles stay outside, and the loader
// leaves its globals, history and scroll position alone.
import assert from "node:assert/strict";
import { story } from "../harness/index.js";
import { html, launcher, panel, search, startShop } from "./shop.js";

const ROUGH = `* { color: rgb(255, 0, 0) !important; font: italic 40px serif; letter-spacing: 9px; text-transform: uppercase; visibility: hidden; }
  h1 { visibility: visible } button, div, p { display: none !important; border: 9px solid; } body { line-height: 5; cursor: wait; }`;
const LOOKS = ["color", "fontStyle", "fontSize", "letterSpacing", "textTransform", "visibility", "lineHeight", "cursor", "display"];

async function looks(page) {
  await launcher(page).click();
  await search(page).waitFor();
  const read = (node, names) => names.map((name) => `${name}: ${getComputedStyle(node)[name]}`);
  return [await launcher(page).evaluate(read, LOOKS), await panel(page).evaluate(read, LOOKS)];
}

story("the host's styles do not come in", {}, async ({ page }) => {
  const shop = await startShop({
    "/rough": html({ head: '<link rel="stylesheet" href="/rough.css">' }),
    "/rough.css": ROUGH,
  });
  await page.goto(shop.url);
  const expected = await looks(page);
  await page.goto(`${shop.url}rough`);
  assert.deepEqual(await looks(page), expected);
  await shop.stop();
});

story("globals, history and scroll stay as they were", {}, async ({ page }) => {
  const shop = await startShop({ "/": html({ head: '<script src="/before.js"></script>' }),
    "/before.js": "window.before = Object.keys(window).concat('before');" });
  await page.goto(shop.url);
  const length = await page.evaluate(() => history.length);
  await launcher(page).click();
  await search(page).waitFor();
  const added = await page.evaluate(() => Object.keys(window).filter((key) => !window.before.includes(key)));
  assert.deepEqual(added.sort(), ["stub", "tasuke"]);
  assert.equal(await page.evaluate(() => history.length), length);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await shop.stop();
});
