// Runs in the browser: builds one peer's index, asks it, and keeps the times.
import * as peer from "peer";

const now = () => performance.now();

export async function run({ docs, lang, queries, keystrokes, budget, places }) {
  const start = now();
  const search = await peer.create(docs, lang, places);
  const build = now() - start;
  await search(queries[0].q);
  return {
    setup: peer.setup[lang], build, memory: search.memory?.(),
    whole: await ask(search, queries, budget), typed: await ask(search, keystrokes, budget),
  };
}

async function ask(search, list, budget) {
  const times = [];
  const ranks = [];
  let empty = 0;
  const end = now() + budget;
  for (const { q, relevant } of list) {
    const start = now();
    const answer = search(q);
    const ids = answer.then ? await answer : answer;
    times.push(now() - start);
    ranks.push(ids.findIndex((id) => relevant.includes(id)) + 1);
    empty += ids.length === 0;
    if (now() > end) break;
  }
  return { times, ranks, empty };
}

globalThis.bench = run;
