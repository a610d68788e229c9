// The search index as a reader's browser uses it: which files a query needs, which entries they name, in which order.

import { slips } from "./text.js";
import { stem, tokens } from "./words.js";

const ROOT = new URL("../", import.meta.url);
const MOST_FILES = 4; // for one word that is still being typed
const PATIENCE = 10_000; // milliseconds for one file
const files = new Map();
let index;

// The site was published anew since its list of files was read: what was found so far may belong to other entries.
export class Changed extends Error {}

// A file of the index, fetched once; one that could not be had is asked for again next time.
async function file(path, cache = "default") {
  if (!files.has(path)) {
    const found = fetch(new URL(path, ROOT), { cache, signal: AbortSignal.timeout(PATIENCE) }).then((response) => {
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    });
    found.catch(() => files.delete(path));
    files.set(path, found);
  }
  return files.get(path);
}

// The list of all files. Asking for it early, when a reader goes to the search box, saves a wait later.
export async function open() {
  index ??= file("search/index.json", "no-cache");
  try {
    return await index;
  } catch (error) {
    index = undefined;
    throw error;
  }
}

// A host gives what it has, whatever version is asked for: a file that is not of this list's time is not used.
async function shard(folder, number) {
  const { version, [folder]: firsts } = await open();
  const found = await file(`search/${folder}/${number}.json?v=${version}`);
  if (folder === "entries" ? found.version === version : Object.hasOwn(found, firsts[number])) return found;
  index = undefined;
  files.clear();
  throw new Changed();
}

// The files that hold the words from `low` to below `high`.
async function range(folder, low, high) {
  const firsts = (await open())[folder];
  let from = 0;
  while (from + 1 < firsts.length && firsts[from + 1] <= low) from += 1;
  let to = from;
  while (to + 1 < firsts.length && firsts[to + 1] < high) to += 1;
  const numbers = firsts.length ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
  const shards = await Promise.all(numbers.slice(0, MOST_FILES).map((number) => shard(folder, number)));
  return { shards, cut: numbers.length > MOST_FILES };
}

const above = (prefix) => prefix + "\uffff";

// Words of `folder` that are `token`, its singular or, while it is being typed, start with it.
async function lookUp(folder, token, typing) {
  const exact = [stem(token)];
  if (typing && /ie?$/.test(token)) exact.push(token.replace(/ie?$/, "y")); // on its way to “studies”, which is “study” there
  const parts = [await range(folder, token, typing ? above(token) : token + "\0")];
  for (const word of exact) if (word !== token) parts.push(await range(folder, word, word + "\0"));
  const cut = parts.some((part) => part.cut);
  const found = new Map();
  for (const words of new Set(parts.flatMap((part) => part.shards))) {
    for (const word of Object.keys(words)) {
      if (word === token || exact.includes(word)) found.set(word, { postings: words[word], worth: 1 });
      else if (typing && word.startsWith(token)) found.set(word, { postings: words[word], worth: 0.3 + 0.4 * (token.length / word.length) });
    }
  }
  return { found, cut };
}

const backwards = (word) => [...word].reverse().join("");

// Words that lie a slip or two from `token`. A slip spares either the first letters of a word or its last ones.
async function near(token) {
  const most = token.length < 4 ? 0 : token.length < 8 ? 1 : 2;
  if (!most) return new Map();
  const found = new Map();
  const consider = (words) => {
    for (const word of Object.keys(words)) {
      const far = slips(token, word, most);
      if (far <= most) found.set(word, { postings: words[word], worth: far === 1 ? 0.5 : 0.3 });
    }
  };
  const head = token.slice(0, 2), tail = backwards(token).slice(0, 2);
  (await range("names", head, above(head))).shards.forEach(consider);
  const endings = new Set();
  for (const words of (await range("endings", tail, above(tail))).shards) {
    for (const word of Object.keys(words).map(backwards)) {
      if (!found.has(word) && slips(token, word, most) <= most) endings.add(word);
    }
  }
  for (const word of endings) {
    for (const words of (await range("names", word, word + "\0")).shards) if (Object.hasOwn(words, word)) consider({ [word]: words[word] });
  }
  return found;
}

async function nearInText(token) {
  const most = token.length < 5 ? 0 : token.length < 8 ? 1 : 2;
  const found = new Map(), head = token.slice(0, 3);
  if (!most) return found;
  for (const words of (await range("text", head, above(head))).shards) {
    for (const word of Object.keys(words)) {
      const far = slips(token, word, most);
      if (far <= most) found.set(word, { postings: words[word], worth: far === 1 ? 0.5 : 0.3 });
    }
  }
  return found;
}

const SAYS = [0, 2, 5, 12]; // what a word of a name counts: a person's, a part of the name, the whole of it

// What each entry scores for one word of the query, and the words of the index that stood for it. A word that is being
// typed, or that is nowhere as it stands, is taken for the beginning of others; one that begins none, for a slip.
async function score(token, typing) {
  const all = (await open()).count;
  const isNumber = /^[0-9]{1,3}$/.test(token); // the 3 of Llama 3 is not the beginning of 30,000
  const isShort = [...token].length < 3 && token < "\u0e00";
  const look = async (begins) => {
    const found = await Promise.all([
      lookUp("names", token, begins && !isNumber),
      lookUp("text", token, begins && !isNumber && !isShort),
    ]);
    return [found[0].found, found[1].found, found.some((one) => one.cut)];
  };
  let begins = typing, slipped = false;
  let [names, text, cut] = await look(begins);
  if (!typing && !names.size && !text.size) {
    begins = true;
    [names, text, cut] = await look(begins);
  }
  if (!names.size && !text.size) {
    slipped = true;
    names = await near(stem(token));
    if (!names.size) text = await nearInText(stem(token));
  }
  const scores = new Map();
  const add = (entry, amount) => scores.set(entry, Math.max(scores.get(entry) ?? 0, amount));
  // Words that only begin alike are rare together: else the rarest of them would count more than the word itself.
  const rarity = (found) => {
    const others = [...found.values()].filter(({ worth }) => worth < 1).reduce((sum, { postings }) => sum + postings.length, 0);
    return ({ postings, worth }) => worth * Math.log(1 + all / (worth < 1 ? others : postings.length));
  };
  const [rareName, rareText] = [rarity(names), rarity(text)];
  for (const word of names.values()) {
    let entry = 0;
    for (const posting of word.postings) add((entry += posting >> 2), rareName(word) * SAYS[posting & 3]);
  }
  for (const word of text.values()) {
    let entry = 0;
    for (const gap of word.postings) add((entry += gap), rareText(word));
  }
  const start = begins && !slipped && !isNumber ? token : "";
  return { scores, words: new Set([...names.keys(), ...text.keys()]), start, slipped, cut };
}

// Words that say nothing of an entry where others do.
const FILLERS = new Set("a an and are as at by do does for from how in is it its many much of on or than that the their this to versus vs was were what when where which who why with".split(" "));

// The words that a query asks for; of a pasted arXiv address only its number.
function askedFor(query) {
  const number = query.match(/arxiv\D*([0-9]{4}\.[0-9]{4,5})/i);
  const all = [...new Set(tokens(number ? number[1] : query))].slice(0, 12);
  const telling = all.filter((token) => !FILLERS.has(token));
  return telling.length ? telling : all;
}

// Entries by kind, best first. `typing` says that the last word may go on.
export async function search(query, typing) {
  const asked = askedFor(query);
  const { kinds, count } = await open();
  const last = tokens(query).at(-1);
  const found = await Promise.all(asked.map((token) => score(token, typing && token === last)));
  const totals = new Map();
  for (const { scores } of found) {
    for (const [entry, amount] of scores) {
      const total = totals.get(entry) ?? { entry, words: 0, score: 0 };
      total.words += 1;
      total.score += amount;
      totals.set(entry, total);
    }
  }
  const most = Math.max(0, ...[...totals.values()].map((total) => total.words));
  const best = [...totals.values()].filter((total) => total.words === most).sort((a, b) => b.score - a.score || a.entry - b.entry);
  const groups = kinds.map(([title, first], i) => {
    const end = kinds[i + 1]?.[1] ?? count;
    return { title, hits: best.filter(({ entry }) => entry >= first && entry < end) };
  });
  return {
    groups: groups.filter((group) => group.hits.length).sort((a, b) => b.hits[0].score - a.hits[0].score),
    total: best.length,
    asked: asked.length,
    some: most < asked.length,
    slipped: found.some((one) => one.slipped && one.words.size),
    cut: found.some((one) => one.cut),
    marks: found.map(({ words, start }) => ({ words, start })),
  };
}

// What a result shows of an entry.
export async function entry(number) {
  const { held } = await open();
  const { entries } = await shard("entries", Math.floor(number / held));
  const [address, title, names, people, detail, summary, text] = entries[number % held];
  return { href: new URL(address.slice(1), ROOT).href, title, names, people, detail, summary, text };
}
