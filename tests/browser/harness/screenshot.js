// Pictures for people to look at; no test compares them.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));

export async function screenshot(page, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png` });
}
