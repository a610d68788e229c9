// What the words of a query find: as they stand, in other forms, as the beginning of others, written as one or as two, misspelt.

import { above, exactly, range, read } from "./search_index.js";
import { slips } from "./text.js";
import { stem } from "./words.js";

const GOES_ON = ["s", "es", "e", "ed", "ing", "ings", "ation", "ations", "ion", "ions", "ment", "ments", "er", "ers", "ly", "al", "ive", "ies", "ied", "y", "ity", "ness", "able"];

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
  if (!begins) return { found, cut: false };
  const ahead = await Promise.all([...stemsAhead(token)].map(async (key) => [key, await exactly(place, key)]));
  for (const [key, list] of ahead) add(key, list, 0.6);
  const part = await range("words", token, above(token), (word === token && found.size) || token.length < 3 ? 1 : undefined);
  for (const words of new Set(part.shards)) {
    for (const key of Object.keys(words)) {
      if (key.startsWith(token)) add(key, read(words[key], place), 0.3 + 0.4 * (token.length / key.length));
    }
  }
  return { found, cut: part.cut };
}

const backwards = (word) => [...word].reverse().join("");

// How many slips lie between what was typed and a word of the index, which has no ending: as it stands, as its own stem,
// or up to where an ending may have begun, of which nobody knows how it was meant.
function far(token, key, most) {
  const rest = token.length - key.length;
  const begins = most > 1 && rest > 0 && rest < 7 && key.length > 4 ? 1 + slips(token.slice(0, key.length), key, most - 1) : most + 1;
  return Math.min(slips(token, key, most), slips(stem(token), key, most), begins);
}

// Words that lie a slip or two from `token`. A slip spares either the first letters of a word or its last ones.
async function near(token) {
  const most = token.length < 4 ? 0 : token.length < 8 ? 1 : 2;
  const found = new Map();
  if (!most) return found;
  const consider = (key, written) => {
    const number = written.startsWith(":") ? most + 1 : far(token, key, most);
    if (number <= most) found.set(key, { list: read(written, "names"), worth: number < 2 ? 0.5 : 0.3 });
  };
  const head = token.slice(0, 2), tail = backwards(stem(token)).slice(0, 2);
  for (const words of (await range("words", head, above(head))).shards) for (const key of Object.keys(words)) consider(key, words[key]);
  const endings = new Set();
  for (const words of (await range("endings", tail, above(tail))).shards) {
    for (const key of Object.keys(words).map(backwards)) if (!found.has(key) && far(token, key, most) <= most) endings.add(key);
  }
  for (const key of endings) {
    for (const words of (await range("words", key, key + "\0")).shards) if (Object.hasOwn(words, key)) consider(key, words[key]);
  }
  return found;
}

async function nearInText(token) {
  const most = token.length < 5 ? 0 : token.length < 8 ? 1 : 2;
  const found = new Map(), head = token.slice(0, 3);
  if (!most) return found;
  for (const words of (await range("words", head, above(head))).shards) {
    for (const key of Object.keys(words)) {
      const number = words[key].includes(":") ? far(token, key, most) : most + 1;
      if (number <= most) found.set(key, { list: read(words[key], "text"), worth: number < 2 ? 0.5 : 0.3 });
    }
  }
  return found;
}

const PERSON = 1, WHOLE = 7, ASKED = 3, STATED = 4;
const SAYS = { names: [0, 2, 2.5, 3.2, 4.2, 5.5, 7, 10], text: [0.7, 1.2, 2, 2.2, 2.2] }; // what a word counts, by what it says

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
export async function findsOf(token, mayGoOn, all) {
  const finds = new Finds();
  const isNumber = /^[0-9]{1,3}$/.test(token); // the 3 of Llama 3 is not the beginning of 30,000
  const isShort = [...token].length < 3 && token < "\u0e00";
  const look = (begins) => Promise.all([lookUp("names", token, begins && !isNumber), lookUp("text", token, begins && !isNumber && !isShort)]);
  let parts = await look(mayGoOn), begins = mayGoOn;
  if (!begins && !parts.some(({ found }) => found.size)) [parts, begins] = [await look(true), true];
  finds.add("names", parts[0].found, all);
  finds.add("text", parts[1].found, all);
  finds.start = begins && !isNumber ? token : "";
  finds.cut = parts.some(({ cut }) => cut);
  return finds;
}

const MOST_PARTED = 3; // first halves of a word of which the second is looked up

// One word that is nowhere: as two that were written as one, or else with a slip.
export async function mendedFinds(token, all) {
  const finds = new Finds();
  for (let at = token.length - 3, tried = 0; at >= 3 && tried < MOST_PARTED; at -= 1) {
    const left = await bothOf(token.slice(0, at));
    tried += left.size ? 1 : 0;
    const right = left.size ? await bothOf(token.slice(at)) : left;
    const both = [...left.keys()].filter((entry) => right.has(entry));
    if (!both.length || !/^[a-z]+$/.test(token)) continue;
    finds.rarity = Math.max(finds.rarity, Math.log(1 + all / both.length));
    for (const word of [stem(token.slice(0, at)), stem(token.slice(at))]) finds.words.add(word);
    for (const entry of both) {
      const least = left.get(entry).counts < right.get(entry).counts ? left.get(entry) : right.get(entry);
      finds.note(entry, lessened(least, 0.8));
    }
  }
  if (finds.entries.size) return finds;
  finds.slipped = true;
  const names = await near(token);
  finds.add("names", names, all);
  if (!names.size) finds.add("text", await nearInText(token), all);
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
    const finds = new Finds(), word = stem(asked.slice(from, to).join(""));
    for (const folder of to - from > 2 ? ["names"] : ["names", "text"]) {
      const list = await exactly(folder, word);
      if (list.length) finds.add(folder, new Map([[word, { list, worth: 1 }]]), all);
    }
    return { from, to, finds };
  }));
  return found.filter(({ finds }) => finds.entries.size);
}
