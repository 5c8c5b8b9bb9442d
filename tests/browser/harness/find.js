// Finds a browser of Chromium's family, and what it must be told.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const QUIET = [
  "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// CHROME names one; else what is installed; else undefined: Playwright's own.
export function findChromium() {
  if (process.env.CHROME) return process.env.CHROME;
  const path = (process.env.PATH ?? "").split(delimiter);
  const places = [...NAMES.flatMap((name) => path.map((folder) => join(folder, name))), ...PLACES];
  return places.find((place) => existsSync(place));
}

// Chromium refuses its sandbox to root, which is what containers run as.
export function chromiumFlags() {
  return process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET;
}
