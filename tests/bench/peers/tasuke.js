// The widget as it ships, mounted out of sight: its own wasm, its own command.
export const setup = { ja: "as it ships", en: "as it ships" };

export async function create(docs, lang, { widget, knowledge }) {
  const glue = await import(`${widget}/tasuke-widget.js`);
  const exports = await glue.default({ module_or_path: fetch(`${widget}/tasuke-widget_bg.wasm`) });
  await glue.rest(fetch(`${widget}/tasuke-widget_rest.wasm`)); // Comes with the first touch.
  const container = document.createElement("div");
  let ready;
  const came = new Promise((resolve, reject) => { ready = { resolve, reject }; });
  const heard = (name, detail) => {
    if (name === "ready") ready.resolve();
    if (name === "trouble") ready.reject(new Error(detail));
  };
  const config = { knowledge: new URL(knowledge, location.href).href, assets: `${widget}/`, mode: "inline", rest: true, locale: lang, page: "/" };
  const desk = glue.mount(container, JSON.stringify(config), heard);
  await came;
  const ask = (query) => JSON.parse(desk.command("search", JSON.stringify([query])));
  while (!ask("").complete) await new Promise((resolve) => setTimeout(resolve));
  const search = (query) => ask(query).results.map(({ id }) => id);
  search.memory = () => exports.memory.buffer.byteLength;
  return search;
}
