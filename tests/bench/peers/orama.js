import { create as make, insertMultiple, search } from "@orama/orama";
import { bigrams } from "./text.js";

export const setup = { ja: "bigrams; boost title 3, questions 2; threshold 1", en: "English; boost title 3, questions 2; tolerance 1; threshold 1" };

export async function create(docs, lang) {
  const ja = lang === "ja";
  const tokenizer = { language: "japanese", normalizationCache: new Map(), tokenize: bigrams };
  const schema = { id: "string", title: "string", questions: "string", body: "string" };
  const db = make({ schema, ...(ja ? { components: { tokenizer } } : { language: "english" }) });
  await insertMultiple(db, docs.map((doc) => ({ ...doc, questions: doc.questions.join("\n") })));
  const options = { limit: 10, threshold: 1, boost: { title: 3, questions: 2 }, properties: ["title", "questions", "body"], ...(ja ? {} : { tolerance: 1 }) };
  return async (query) => (await search(db, { ...options, term: query })).hits.map(({ document }) => document.id);
}
