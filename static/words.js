// Text → the words that search knows it by; digest/output/analysis.py does the same when the index is made.

const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(
  `[${UNSPACED}]+|[0-9]+(?:\\.[0-9]+)+(?:(?![${UNSPACED}])[\\p{L}\\p{N}_])*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}_])+`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const FOLDED = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ς: "σ", þ: "th", ð: "d" };

export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[ßøłđæœıςþð]/g, (c) => FOLDED[c]);
}

// The words as they stand, folded; scripts without spaces by characters and pairs.
export function tokens(text) {
  return (folded(text).match(TOKEN) ?? []).flatMap((token) => {
    if (!STARTS_UNSPACED.test(token)) return [token];
    const characters = [...token];
    return [...characters, ...characters.slice(1).map((c, i) => characters[i] + c)];
  });
}

export function stem(token) {
  if ([...token].length < 4 || !token.endsWith("s") || /(?:ss|us|is)$/.test(token)) return token;
  return token.length > 4 && token.endsWith("ies") ? token.slice(0, -3) + "y" : token.slice(0, -1);
}

// Neighbouring letters and digits of a name as one word, as people type them: `Phi-3` → phi3.
export function joined(text) {
  const found = tokens(text);
  return found.slice(1).flatMap((next, i) => /^\p{L}+$/u.test(found[i]) && /^\p{Nd}/u.test(next) ? [found[i] + next] : []);
}

// The words of a text that is shown, each with its place in it, so that matches can be marked.
export function placed(text) {
  const found = [];
  const word = new RegExp(`[${UNSPACED}]|[0-9]+(?:\\.[0-9]+)+(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}_])*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}_])+`, "gu");
  for (const match of text.matchAll(word)) found.push({ from: match.index, to: match.index + match[0].length, word: folded(match[0]) });
  return found;
}
