// Its index is built beforehand, by its own program; the browser loads parts of it.
export const setup = { ja: "its own segmenter; default ranking", en: "its own stemmer; default ranking" };
export const prebuilt = true;

export async function create(docs, lang, { folder }) {
  const pagefind = await import(`${folder}/pagefind.js`);
  await pagefind.options({ basePath: `${folder}/` });
  await pagefind.init(lang);
  return async (query) => {
    const found = await pagefind.search(query);
    const parts = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    return parts.map(({ meta }) => meta.id);
  };
}
