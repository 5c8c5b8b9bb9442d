import { Charset, Encoder, Index } from "flexsearch";
import { bigrams, whole } from "./text.js";

export const setup = { ja: "bigrams; suggest", en: "LatinBalance, forward tokens; suggest" };

export function create(docs, lang) {
  const options = lang === "ja" ? { encode: bigrams, tokenize: "strict" } : { encoder: Charset.LatinBalance ?? Encoder, tokenize: "forward" };
  const index = new Index(options);
  docs.forEach((doc, at) => index.add(at, whole(doc)));
  return (query) => index.search(query, { limit: 10, suggest: true }).map((at) => docs[at].id);
}
