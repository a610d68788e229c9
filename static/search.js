// The search index as a reader's browser uses it: which files a query needs, which entries they name, in which order.

import { slips } from "./text.js";
import { joined, stem, tokens } from "./words.js";

const ROOT = new URL("../", import.meta.url);
const MOST_FILES = 4; // for one word that is still being typed
const PATIENCE = 10_000; // milliseconds for one file
const files = new Map();
let index;

// The site was published anew since some of its files were read: what was found so far may belong to other entries.
export class Changed extends Error {}

// Everything that was read is asked for again when it is next needed.
export function forget() {
  index = undefined;
  files.clear();
}

function changed() {
  forget();
  throw new Changed();
}

// A file of the index, fetched once by a page, and only if it is not the one that the browser has; one that could not be
// had is asked for again next time.
async function file(path) {
  if (!files.has(path)) {
    const found = fetch(new URL(path, ROOT), { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) }).then((response) => {
      if (response.status === 404) changed();
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
  index ??= file("search/index.json");
  try {
    return await index;
  } catch (error) {
    index = undefined;
    throw error;
  }
}

// A file says where the next one starts: one that does not end where the list has it is of another time than the list.
async function shard(folder, number) {
  const { firsts, own } = (await open())[folder];
  const name = Object.hasOwn(own, firsts[number]) ? own[firsts[number]] : firsts[number];
  const { to, held } = await file(`search/${folder}/w${name}.json`);
  return to === (firsts[number + 1] ?? null) ? held : changed();
}

// The place of the last file that starts at `key` or before.
function placeOf(firsts, key) {
  let low = 0, high = firsts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (firsts[middle] <= key) low = middle; else high = middle - 1;
  }
  return low;
}

// The files that hold the words from `low` to below `high`.
async function range(folder, low, high) {
  const { firsts } = (await open())[folder];
  const from = placeOf(firsts, low);
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
    for (const posting of word.postings) add((entry += Math.floor(posting / 4)), rareName(word) * SAYS[posting % 4]);
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

// The words that a query asks for; of a pasted arXiv address or DOI only the identifier.
function askedFor(query) {
  const number = query.match(/arxiv\D*([0-9]{4}\.[0-9]{4,5})/i)
    ?? query.match(/arxiv(?:\.org\/\w+\/|:\s*)([a-z-]+(?:\.[A-Z]{2})?\/[0-9]{7})/i)
    ?? query.match(/doi(?:\.org\/|:\s*)(10\.\S+)/i);
  const all = [...new Set(tokens(number ? number[1] : query))].slice(0, 12);
  const telling = all.filter((token) => !FILLERS.has(token));
  return telling.length ? telling : all;
}

// Entries by kind, best first. `typing` says that the last word may go on.
export async function search(query, typing) {
  const asked = askedFor(query);
  const remembered = files.size > 1; // more than the list of files
  const { kinds } = await open();
  const last = tokens(query).at(-1);
  const found = await Promise.all(asked.map((token) => score(token, typing && token === last)));
  const totals = new Map();
  for (const [i, { scores }] of found.entries()) {
    for (const [entry, amount] of scores) {
      const total = totals.get(entry) ?? { entry, words: 0, score: 0, by: [] };
      total.words += 1;
      total.score += amount;
      total.by.push(found[i].words);
      totals.set(entry, total);
    }
  }
  const most = Math.max(0, ...[...totals.values()].map((total) => total.words));
  const best = [...totals.values()].filter((total) => total.words === most).sort((a, b) => b.score - a.score || b.entry - a.entry);
  const groups = kinds.map(([title, first], i) => {
    const end = kinds[i + 1]?.[1] ?? Infinity;
    return { title, hits: best.filter(({ entry }) => entry >= first && entry < end) };
  });
  return {
    groups: groups.filter((group) => group.hits.length).sort((a, b) => b.hits[0].score - a.hits[0].score),
    total: best.length,
    remembered,
    asked: asked.length,
    some: most < asked.length,
    slipped: found.some((one) => one.slipped && one.words.size),
    cut: found.some((one) => one.cut),
    marks: found.map(({ words, start }) => ({ words, start })),
  };
}

async function told(folder, number) {
  const found = await shard(folder, placeOf((await open())[folder].firsts, number));
  return Object.hasOwn(found, number) ? found[number] : changed();
}

// What a result shows of an entry; its text only where the words that it was found by are not all in the rest. An entry
// without one of these words is another one than was meant.
export async function entry({ entry: number, by }) {
  const [address, title, names, people, detail, summary] = await told("entries", number);
  const known = new Set([title, ...names, ...people, detail, summary].flatMap(tokens).map(stem));
  for (const name of [title, ...names]) for (const word of joined(name)) known.add(word);
  const lacks = () => by.some((words) => ![...words].some((word) => known.has(word)));
  let text = "";
  if (lacks()) {
    text = await told("notes", number);
    for (const word of tokens(text)) known.add(stem(word));
    if (lacks()) changed();
  }
  return { href: new URL(address.slice(1), ROOT).href, title, names, people, detail, summary, text };
}
