// What is searched for in what: the demo's own golden queries, any folder of
// articles and queries, and made-up knowledge bases of a given size.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const in_ = (text, locale) => (typeof text === "string" ? text : text?.[locale] ?? "");
// The notation of questions, `(a|b)`, is ours: peers get the first of each.
const plain = (question) => question.replace(/\(([^|()]*)\|?[^()]*\)/g, "$1").replace(/\(([^|()]*)\|?[^()]*\)/g, "$1").replace(/[[\]\\]/g, "");

// The demo shop, asked what its editors say must be found.
export function demo(root, locale) {
  const file = JSON.parse(readFileSync(join(root, "knowledge.json"), "utf8"));
  const flat = (entry) => ({
    id: entry.id, title: in_(entry.title, locale), body: in_(entry.body, locale), lang: locale,
    questions: (Array.isArray(entry.questions) ? entry.questions : entry.questions?.[locale] ?? []).map(plain),
  });
  const all = [...file.articles.filter((article) => !article.draft && !article.publish_from && !article.publish_until), ...file.flows].map(flat);
  // An article and its guided fix may share an id, which the other libraries refuse: either is the answer.
  const docs = all.filter((doc, at) => {
    const first = all.find(({ id }) => id === doc.id);
    if (first !== doc) first.questions.push(doc.title, ...doc.questions);
    return first === doc;
  });
  const queries = file.tests.search.filter((test) => (test.locale ?? file.site.locales[0]) === locale).map(({ query, expect }) => ({ q: query, relevant: [expect] }));
  return { name: `demo-${locale}`, lang: locale, docs, queries, source: join(root, "knowledge.json") };
}

// A folder with kb.json, an array of {id, title, body, questions, lang}, and
// queries.jsonl, lines of {q, relevant: [ids]}.
export function folder(path, limit) {
  const file = join(path, "kb.json");
  if (!existsSync(file)) throw new Error(`${path} has no kb.json.`);
  // Ids of a knowledge file are kebab-case; everybody gets the same.
  const ids = new Map();
  const docs = JSON.parse(readFileSync(file, "utf8")).map((doc, index) => {
    ids.set(String(doc.id), `d${index}`);
    return { body: "", questions: [], ...doc, id: `d${index}` };
  });
  const queries = lines(join(path, "queries.jsonl")).map(({ q, relevant }) => ({ q, relevant: relevant.map((id) => ids.get(String(id))) }));
  return { name: basename(path), lang: docs[0].lang, docs, queries: sample(queries, limit) };
}

// Every n-th, so that a part stands for the whole.
function sample(list, limit) {
  if (list.length <= limit) return list;
  return Array.from({ length: limit }, (_, index) => list[Math.floor((index * list.length) / limit)]);
}

// So many articles of about 240 characters in Japanese, 600 in English (ten thousand have to fit in one file of 8 MB), of the demo's own sentences in an
// order that is the same every time; half the queries have a slip.
export function made(root, count, locale) {
  const { docs } = demo(root, locale);
  const random = dice(7);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const cut = locale === "ja" ? /(?<=[。？！])|\n+/ : /(?<=[.?!])\s|\n+/;
  const sentences = docs.flatMap((doc) => doc.body.replace(/[#*|`]|\[([^\]]*)\]\([^)]*\)/g, "$1").split(cut)).map((text) => text.trim()).filter((text) => text.length > 8);
  const titles = docs.map((doc) => doc.title);
  const made = Array.from({ length: count }, (_, index) => {
    let body = "";
    while (body.length < (locale === "ja" ? 200 : 600)) body += `${pick(sentences)}\n`;
    const number = index.toString(36).toUpperCase().padStart(4, "0");
    return { id: `a${index}`, title: `${pick(titles)} ${number}`, questions: [], body, lang: locale };
  });
  const queries = Array.from({ length: 100 }, (_, index) => {
    const doc = made[Math.floor(random() * count)];
    const text = [...doc.title];
    const at = 1 + Math.floor(random() * (text.length - 7));
    if (index % 2) text.splice(at, 1);
    return { q: text.join(""), relevant: [doc.id] };
  });
  return { name: `${locale}-${count}`, lang: locale, docs: made, queries };
}

// A linear congruential generator (Numerical Recipes).
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// Every text that a hand has typed on its way to a query.
export function keystrokes(queries, most) {
  return sample(queries, most).flatMap(({ q, relevant }) => [...q].map((_, index) => ({ q: [...q].slice(0, index + 1).join(""), relevant })));
}
