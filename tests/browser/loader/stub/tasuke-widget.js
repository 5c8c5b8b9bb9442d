// Stands in for the wasm's glue: same contract, and it remembers what it was
// told in `window.stub`. A broken knowledge file makes it call for help.
const stub = (window.stub ??= { commands: [], configs: [], destroyed: 0 });

export default async function init({ module_or_path }) {
  await WebAssembly.compileStreaming(module_or_path);
}

export function mount(container, json, emit) {
  const config = JSON.parse(json);
  stub.configs.push(config);
  stub.emit = (name, detail = {}) => emit(name, JSON.stringify(detail));
  const search = Object.assign(document.createElement("input"), { type: "search", ariaLabel: "検索" });
  const close = Object.assign(document.createElement("button"), { textContent: "窓を閉じる" });
  close.onclick = () => emit("close", "{}");
  container.append(search, close);
  container.onkeydown = (event) => event.key === "Escape" && emit("close", "{}");
  fetch(config.knowledge)
    .then((response) => response.json())
    .then(() => emit("ready", "{}"), () => emit("trouble", JSON.stringify({ code: "knowledge" })));
  return {
    command(name, args) {
      stub.commands.push([name, ...JSON.parse(args)]);
      if (name === "open") search.focus();
      if (name === "search") return { query: JSON.parse(args)[0], confident: false, results: [] };
      if (name === "article") throw new Error("no such article");
    },
    destroy() {
      stub.destroyed += 1;
    },
  };
}
