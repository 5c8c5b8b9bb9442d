import lunr from "lunr";
import japanese from "lunr-languages/lunr.ja.js";
import stemmer from "lunr-languages/lunr.stemmer.support.js";
import segmenter from "lunr-languages/tinyseg.js";

export const setup = { ja: "lunr-languages ja; boost title 3, questions 2; last word as a prefix", en: "English; the same; edit distance 1 on long words" };

export function create(docs, lang) {
  const ja = lang === "ja";
  if (ja) for (const plugin of [stemmer, segmenter, japanese]) plugin(lunr);
  const index = lunr(function build() {
    if (ja) this.use(lunr.ja);
    this.ref("id");
    this.field("title", { boost: 3 });
    this.field("questions", { boost: 2 });
    this.field("body");
    for (const doc of docs) this.add({ ...doc, questions: doc.questions.join("\n") });
  });
  return (query) => {
    const terms = (ja ? lunr.ja.tokenizer : lunr.tokenizer)(query.toLowerCase()).map(String);
    const found = index.query((builder) => {
      terms.forEach((term, at) => {
        builder.term(term, { boost: 10 });
        if (at === terms.length - 1) builder.term(term, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
        if (!ja && term.length > 4) builder.term(term, { editDistance: 1, usePipeline: false });
      });
    });
    return found.slice(0, 10).map(({ ref }) => ref);
  };
}
