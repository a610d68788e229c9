// Text → the words that search knows it by; digest/output/analysis.py does the same when the index is made.

import { english } from "./stemmer.js";

const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const pattern = (more) => {
  const letters = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}${more}_])`;
  return `[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)*${letters}*|${letters}+(?:(?<=[0-9])\\.[0-9]+${letters}*)*`;
};
const TOKEN = new RegExp(`[${UNSPACED}]+|${pattern("")}`, "gu");
const PLACED = new RegExp(`[${UNSPACED}]|${pattern("\\p{M}")}`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const FOLDED = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ς: "σ", þ: "th", ð: "d" };

// Words that say nothing of an entry where others do.
export const FILLERS = new Set(("a about an and are as at be been between by can could did do does explain explained for from had has have how"
  + " i in into is it its many me mean meaning means much my of on or our re s shall should show t tell than that the their"
  + " them there these they this those to use used uses using ve was we were what when where which who whom whose why"
  + " will with work works would you your").split(" "));

// Words by which people set one thing against another.
export const COMPARING = new Set("vs versus against or compare compared comparison better difference differences".split(" "));

const LONGEST_NAME = 5;

export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[ßøłđæœıςþð]/g, (c) => FOLDED[c]);
}

// The words as they stand, folded; scripts without spaces by characters and pairs.
export function tokens(text) {
  const plain = folded(text).replace(/([0-9a-z_])\+(?![0-9a-z_])/g, "$1 plus ");
  return (plain.match(TOKEN) ?? []).flatMap((token) => {
    if (!STARTS_UNSPACED.test(token)) return [token.replaceAll(",", "")];
    const characters = [...token];
    return [...characters, ...characters.slice(1).map((c, i) => characters[i] + c)];
  });
}

const ENDINGS = [["is", "iz"], ["ys", "yz"], ["our", "or"], ["enc", "ens"], ["logu", "log"], ["tr", "ter"], ["mm", "m"]];
const ABBREVIATIONS = /^([^aeiouys][^aeiouy]*[^aeiouys]u?)s$/;
const stems = new Map();

// An English word without its ending, the same whether it is written the British way or not.
export function stem(token) {
  if (!/^[a-z]{3,}$/.test(token)) return token;
  if (!stems.has(token)) stems.set(token, cut(token));
  return stems.get(token);
}

function cut(token) {
  const abbreviation = ABBREVIATIONS.exec(token);
  if (abbreviation) return abbreviation[1];
  const found = english(token.replace(/([a-z]{3})is(?=(?:ations?|e[drs]?|ers|ing|able)$)/, "$1iz").replace(/([a-z]{2}l)ys(?=(?:e[drs]?|ers|ing)$)/, "$1yz"));
  for (const [british, american] of ENDINGS) {
    if (found.length > british.length + 1 && found.endsWith(british)) return found.slice(0, -british.length) + american;
  }
  return found;
}

// Neighbours that people also type as one word: `Phi-3` → phi3, `fine-tuning` → finetun.
export function joined(text) {
  const found = tokens(text);
  const numbered = found.slice(1).flatMap((next, i) => /^\p{L}+$/u.test(found[i]) && /^\p{Nd}/u.test(next) ? [found[i] + next] : []);
  const hyphenated = (folded(text).match(/[a-z]+(?:[-\u2010][a-z]+)+/g) ?? []).flatMap((whole) => {
    const parts = whole.split(/[-\u2010]/);
    return parts.slice(1).flatMap((next, i) => FILLERS.has(next) || FILLERS.has(parts[i]) ? [] : [stem(parts[i] + next)]);
  });
  return [...numbered, ...hyphenated];
}

export const telling = (text) => tokens(text).filter((token) => !FILLERS.has(token) && !COMPARING.has(token));

// The name, what stands before a colon, behind a slash, outside of brackets and within them.
export function namesWithin(name) {
  const inner = [...name.matchAll(/\(([^()]*)\)/g)].flatMap((found) => found[1].split(","));
  return [name.replace(/\([^()]*\)/g, " "), ...inner, name, name.split(":", 1)[0], name.slice(name.lastIndexOf("/") + 1)];
}

// Some words as one, as people write it, and as one in which each is without its ending: “grouped queries” is “group query”, too.
export const asOne = (words) => [...new Set([stem(words.join("")), words.map(stem).join("")])];

// These as one word each, where they are short.
export function wholeNames(name) {
  return namesWithin(name).map(telling).filter((said) => said.length && said.length <= LONGEST_NAME).flatMap(asOne);
}

// The words of a text that is shown, each with its place in it, so that matches can be marked.
export function placed(text) {
  const found = [];
  for (const match of text.matchAll(PLACED)) {
    found.push({ from: match.index, to: match.index + match[0].length, word: folded(match[0]).replaceAll(",", "") });
  }
  return found;
}
