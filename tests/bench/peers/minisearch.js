import MiniSearch from "minisearch";
import { bigrams } from "./text.js";

export const setup = { ja: "bigrams; boost title 3, questions 2; prefix", en: "boost title 3, questions 2; prefix on the last word; fuzzy 0.2" };

export function create(docs, lang) {
  const ja = lang === "ja";
  const index = new MiniSearch({
    fields: ["title", "questions", "body"],
    extractField: (doc, field) => (field === "questions" ? doc.questions.join("\n") : doc[field]),
    ...(ja ? { tokenize: bigrams } : {}),
    searchOptions: {
      boost: { title: 3, questions: 2 },
      prefix: ja ? true : (_, at, terms) => at === terms.length - 1,
      ...(ja ? {} : { fuzzy: 0.2 }),
    },
  });
  index.addAll(docs);
  return (query) => index.search(query).slice(0, 10).map(({ id }) => id);
}
