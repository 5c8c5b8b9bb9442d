import Fuse from "fuse.js";

export const setup = { ja: "title 3, questions 2, body 1; ignoreLocation; threshold 0.4", en: "the same" };

export function create(docs) {
  const keys = [{ name: "title", weight: 3 }, { name: "questions", weight: 2 }, { name: "body", weight: 1 }];
  const fuse = new Fuse(docs, { keys, ignoreLocation: true, threshold: 0.4 });
  return (query) => fuse.search(query, { limit: 10 }).map(({ item }) => item.id);
}
