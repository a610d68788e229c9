// What the words of a query find: as they stand, in other forms, as the beginning of others, written as one or as two; spelling.js knows what is meant by the misspelt.

import { above, exactly, range, read } from "./search_index.js";
import { asOne, stem } from "./words.js";

export const GOES_ON = ["s", "es", "e", "ed", "ing", "ings", "ation", "ations", "ion", "ions", "ment", "ments", "er", "ers", "ly", "al", "ive", "ies", "ied", "y", "ity", "ness", "able"];

const TYPED = "typed", BEGUN = "begun"; // what a word is that begins others: not typed to its end, or so as it stands

// The stems of what a word that is being typed may become: of “alignm” that is “align”, which does not start with it.
function stemsAhead(token) {
  if (!/^[a-z]{4,}$/.test(token)) return new Set();
  const ahead = GOES_ON.flatMap((ending) => [...ending].flatMap((_, n) => token.endsWith(ending.slice(0, n)) ? [stem(token + ending.slice(n))] : []));
  return new Set(ahead.filter((word) => !word.startsWith(token) && word.length > 2));
}

// Words of names, or of texts, that are forms of `token` and, where it may go on, those that it begins; each with what it
// is worth.
async function lookUp(place, token, begins) {
  const found = new Map(), word = stem(token);
  const add = (key, list, worth) => { if (list.length && !found.has(key)) found.set(key, { list, worth }); };
  add(word, await exactly(place, word), 1);
  if (!found.size && word !== token) add(token, await exactly(place, token), 1); // a word of the index, of which that is no stem
  if (!begins) return { found, cut: false };
  const ahead = await Promise.all([...stemsAhead(begins === TYPED ? token : "")].map(async (key) => [key, await exactly(place, key)]));
  for (const [key, list] of ahead) add(key, list, 0.6);
  const part = await range("words", token, above(token), (word === token && found.size) || token.length < 3 ? 1 : undefined);
  for (const words of new Set(part.shards)) {
    for (const key of Object.keys(words)) {
      if (key.startsWith(token)) add(key, read(words[key], place), 0.3 + 0.4 * (token.length / key.length));
    }
  }
  return { found, cut: part.cut };
}

const PERSON = 1;
export const WHOLE = 7;
const ASKED = 3, STATED = 4;
const SAYS = { names: [0, 2, 2.5, 3.2, 4.2, 5.5, 7, 10], text: [0.7, 1.2, 2.4, 2.2, 2.2] }; // what a word counts, by what it says

// What some words of the query find: by entry, what they say of it there, the most telling of it.
export class Finds {
  constructor() {
    this.entries = new Map();
    this.words = new Set();
    this.start = "";
    this.rarity = 0;
  }

  // `found`: words of the index with where they stand, and what each is worth.
  add(folder, found, all) {
    if (!found.size) return;
    const lists = [...found.values()];
    const exact = lists.filter(({ worth }) => worth === 1), counted = exact.length ? exact : lists;
    const number = counted.reduce((sum, { list }) => sum + list.length, 0);
    this.rarity = this.rarity ? Math.min(this.rarity, Math.log(1 + all / number)) : Math.log(1 + all / number);
    for (const [word, { list, worth }] of found) {
      this.words.add(word);
      const saying = SAYS[folder].map((says, place) => sayingOf(folder, place, worth)); // shared by all entries: there may be thousands
      for (const [entry, says] of list) this.note(entry, saying[says]);
    }
  }

  note(entry, saying) {
    const known = this.entries.get(entry);
    if (!known || saying.counts > known.counts) this.entries.set(entry, saying);
  }
}

// What a word says of an entry, what that counts, and whether it is the whole name, a part of it, a person's or of a fact.
const sayingOf = (folder, says, worth) => ({
  counts: worth * SAYS[folder][says], folder, says, isWhole: folder === "names" && says === WHOLE && worth === 1,
  isNamed: folder === "names" && says > PERSON, isPerson: folder === "names" && says === PERSON, isStated: folder === "text" && says >= ASKED, isValue: folder === "text" && says === STATED,
});

// The same, worth less.
export const lessened = ({ folder, says }, worth) => sayingOf(folder, says, worth);

// One word of the query. One that may go on, or that is nowhere as it stands, is taken for the beginning of others.
export async function findsOf(token, mayGoOn, all, isMisspelt = () => false) {
  const finds = new Finds();
  const isNumber = /^[0-9]{1,3}$/.test(token); // the 3 of Llama 3 is not the beginning of 30,000
  const isShort = [...token].length < 3 && token < "\u0e00";
  const look = (begins) => Promise.all([lookUp("names", token, !isNumber && begins), lookUp("text", token, !isNumber && !isShort && begins)]);
  let begins = mayGoOn && TYPED, parts = await look(begins);
  if (!begins && !parts.some(({ found }) => found.size) && !isMisspelt(token)) [parts, begins] = [await look(BEGUN), true];
  finds.add("names", parts[0].found, all);
  finds.add("text", parts[1].found, all);
  finds.start = begins && !isNumber ? token : "";
  finds.cut = parts.some(({ cut }) => cut);
  return finds;
}

export async function bothOf(token) {
  const finds = new Finds(), word = stem(token);
  for (const folder of ["names", "text"]) {
    const list = await exactly(folder, word);
    if (list.length) finds.add(folder, new Map([[word, { list, worth: 1 }]]), 1);
  }
  return finds.entries;
}

const MOST_JOINED = 5; // words of a name that the index has as one

// Neighbouring words of the query that are a whole name, or are written as one: from where to where, and what they find.
export async function joinedFinds(asked, all) {
  const spans = asked.flatMap((_, from) => asked.slice(from + 1, from + MOST_JOINED).map((_, n) => [from, from + n + 2]));
  const found = await Promise.all(spans.map(async ([from, to]) => {
    return { from, to, finds: await oneFinds(asked.slice(from, to), all) };
  }));
  return found.filter(({ finds }) => finds.entries.size);
}

// What some words find as one: as a name, and two also in texts.
async function oneFinds(words, all) {
  const finds = new Finds();
  for (const folder of words.length > 2 ? ["names"] : ["names", "text"]) {
    const known = await Promise.all(asOne(words).map(async (word) => [word, { list: await exactly(folder, word), worth: 1 }]));
    finds.add(folder, new Map(known.filter(([, { list }]) => list.length)), all);
  }
  return finds;
}

// The words behind a name that stand for another one which begins alike: the “medium” of “phi-3 small vs medium”.
export async function shortenedFinds(asked, sides, isName, all) {
  const found = await Promise.all(sides.map(async ({ from, to }) => {
    if (to === asked.length || sides.some((side) => side.from === to)) return [];
    for (let end = to - 1; end > from; end -= 1) {
      const finds = await oneFinds([...asked.slice(from, end), asked[to]], all);
      if (isName(finds)) return [{ from: to, to: to + 1, finds }];
    }
    return [];
  }));
  return found.flat();
}
