// Composition as an input method makes it: real composition events.

// Types `steps` one after another into the focused field, as a person sees
// them grow (で, でん, でんげん), and leaves the last one uncommitted.
export async function compose(page, steps) {
  const session = await page.context().newCDPSession(page);
  for (const text of steps) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  return {
    // Commits, as Enter does inside an input method.
    async commit(text) {
      await session.send("Input.insertText", { text });
    },
    async cancel() {
      await session.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
    },
  };
}
