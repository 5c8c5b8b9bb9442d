// The three engines, each behind its own driver.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { chromiumFlags, findChromium } from "../harness/chromium.js";
import { freePort } from "../harness/serve.js";
import { openSession, until } from "./webdriver.js";

const inCi = !["", "0", "false", undefined].includes(process.env.CI);

function find(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function findMiniBrowser() {
  const places = ["x86_64-linux-gnu", "aarch64-linux-gnu", ""].flatMap((folder) =>
    ["lib", "libexec"].flatMap((base) => ["4.1", "4.0"].map((version) => join("/usr", base, folder, `webkit2gtk-${version}`, "MiniBrowser"))));
  return places.find((place) => existsSync(place));
}

// Each answers what it needs, with what is missing left undefined.
const ENGINES = {
  Chromium: (profile) => ({
    needs: { driver: find("chromedriver"), browser: findChromium() },
    command: (needs, port) => [needs.driver, `--port=${port}`],
    capabilities: ({ browser }) => ({
      browserName: "chrome",
      "goog:chromeOptions": { binary: browser, args: ["--headless=new", `--user-data-dir=${profile}`, "--lang=ja", ...chromiumFlags()] },
    }),
  }),
  Firefox: () => ({
    needs: { driver: find("geckodriver"), browser: find("firefox-esr", "firefox") },
    command: (needs, port) => [needs.driver, "--port", String(port)],
    capabilities: ({ browser }) => ({
      browserName: "firefox",
      "moz:firefoxOptions": { binary: browser, args: ["-headless"], prefs: { "intl.accept_languages": "ja" } },
    }),
  }),
  WebKitGTK: () => ({
    needs: { driver: find("WebKitWebDriver"), browser: findMiniBrowser(), screen: find("xvfb-run") },
    command: (needs, port) => [needs.screen, "--auto-servernum", needs.driver, `--port=${port}`],
    capabilities: ({ browser }) => ({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
    }),
  }),
};

// Runs a story in every engine. One that a person's machine lacks is left
// out, and the report says so; in CI it is a failure.
export function eachEngine(name, story) {
  for (const engine of Object.keys(ENGINES)) {
    test(`${name}, ${engine}`, { timeout: 120_000 }, async (context) => {
      const profile = mkdtempSync(join(tmpdir(), "tasuke-"));
      const { needs, command, capabilities } = ENGINES[engine](profile);
      const missing = Object.keys(needs).filter((key) => !needs[key]);
      if (missing.length > 0) {
        const sentence = `${engine} is left out: its ${missing.join(" and ")} cannot be found.`;
        if (inCi) throw new Error(sentence);
        return context.skip(sentence);
      }
      const port = await freePort();
      const [program, ...args] = command(needs, port);
      // A group of its own, so that its browser ends with it.
      const server = spawn(program, args, { detached: true, stdio: "ignore" });
      try {
        const base = `http://127.0.0.1:${port}`;
        await until(`${engine}'s driver`, async () => (await fetch(`${base}/status`)).ok);
        const driver = await openSession(base, capabilities(needs));
        try {
          await story(driver);
        } finally {
          await driver.quit();
        }
      } finally {
        await end(server);
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    });
  }
}

function end(server) {
  return new Promise((resolve) => {
    server.once("exit", resolve);
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch {
      resolve();
    }
  });
}
