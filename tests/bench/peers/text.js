// Japanese for libraries that bring none: width and case folded, then pairs of
// characters, as each library's own documentation suggests for such languages.
export function bigrams(text) {
  const tokens = [];
  for (const word of text.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}ー]+/u).filter(Boolean)) {
    if (/^[\p{Script=Latin}\p{N}]+$/u.test(word) || word.length === 1) {
      tokens.push(word);
      continue;
    }
    const letters = [...word];
    for (let at = 0; at + 1 < letters.length; at += 1) tokens.push(letters[at] + letters[at + 1]);
  }
  return tokens;
}

export const whole = ({ title, questions, body }) => [title, ...questions, body].join("\n");
