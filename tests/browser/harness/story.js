// One test with a page of its own. Whatever the page complains about fails
// the test: console errors and warnings, uncaught errors, violations of the
// Content-Security-Policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.js";

export const PHONE = { width: 375, height: 760 };
export const DESKTOP = { width: 1280, height: 800 };
const PATIENCE = 10_000; // For a condition to come true on a busy machine.
const LIMIT = 60_000;

// `options`: locale, theme, viewport and touch of the browser; `now`, where
// opening hours or notices matter; `expected`, a
// list of patterns of complaints that belong to this story.
export function story(name, options, run) {
  test(name, { timeout: LIMIT }, async () => {
    const browser = await launch();
    const context = await browser.newContext({
      locale: options.locale ?? "ja-JP",
      timezoneId: options.timeZone ?? "Asia/Tokyo",
      colorScheme: options.theme ?? "light",
      viewport: options.viewport ?? DESKTOP,
      hasTouch: options.touch ?? false,
      reducedMotion: "reduce",
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      if (options.now) await page.clock.setFixedTime(new Date(options.now));
      const complaints = await listen(page);
      await run({ page, context, complaints });
      const expected = options.expected ?? [];
      assert.deepEqual(complaints.filter((text) => !expected.some((pattern) => pattern.test(text))), []);
    } finally {
      // An answer that a story holds back may still be on its way when it ends.
      await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
      await context.close();
    }
  });
}

async function listen(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return complaints;
}
