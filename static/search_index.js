// The files of the search index: which one holds a word or an entry, fetched when it is asked for, and what stands in it.

export const ROOT = new URL("../", import.meta.url);
const MOST_FILES = 3; // for one word that is still being typed
const PATIENCE = 10_000; // milliseconds for one file
const files = new Map();
let index, fetched = 0; // bytes

// The site was published anew since some of its files were read: what was found so far may belong to other entries.
export class Changed extends Error {}

// Everything that was read is asked for again when it is next needed.
export function forget() {
  index = undefined;
  files.clear();
}

export function changed() {
  forget();
  throw new Changed();
}

// A file of the index, fetched once by a page, and only if it is not the one that the browser has; one that could not be
// had is asked for again next time.
async function file(path, parsed = JSON.parse) {
  if (!files.has(path)) {
    const found = fetch(new URL(path, ROOT), { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) }).then((response) => {
      if (response.status === 404) changed();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.arrayBuffer();
    }).then((bytes) => {
      fetched += bytes.byteLength;
      return parsed(new TextDecoder().decode(bytes));
    });
    found.catch(() => files.delete(path));
    files.set(path, found);
  }
  return files.get(path);
}

// The list of all files. Asking for it early, when a reader goes to the search box, saves a wait later.
export async function open() {
  index ??= file("search/index.json").then(withNumbers);
  try {
    return await index;
  } catch (error) {
    index = undefined;
    throw error;
  }
}

// The list as it is used: the numbers that files of entries start at are written as the distances between them.
function withNumbers(list) {
  let number = 0;
  const whole = (folder) => ({ ...folder, firsts: folder.steps.map((step, i) => number = i ? number + step : step) });
  return { ...list, entries: whole(list.entries), notes: whole(list.notes) };
}

// Whether more than the list was read.
export const hasRead = () => files.size > 1;

// How many bytes were fetched so far.
export const bytesFetched = () => fetched;

function pathOf(folder, { firsts, own }, number) {
  const name = own && Object.hasOwn(own, firsts[number]) ? own[firsts[number]] : firsts[number];
  return `search/${folder}/w${name}.json`;
}

// A file says where the next one starts: one that does not end where the list has it is of another time than the list.
async function shard(folder, number) {
  const list = (await open())[folder], { firsts } = list;
  const { to, held } = await file(pathOf(folder, list, number));
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

// The files that hold the words from `low` to below `high`, or the first of them.
export async function range(folder, low, high, most = MOST_FILES) {
  const { firsts } = (await open())[folder];
  const from = placeOf(firsts, low);
  let to = from;
  while (to + 1 < firsts.length && firsts[to + 1] < high) to += 1;
  const numbers = firsts.length ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
  const shards = await Promise.all(numbers.slice(0, most).map((number) => shard(folder, number)));
  return { shards, cut: most === MOST_FILES && numbers.length > most };
}

export const above = (prefix) => prefix + "\uffff";

const PLACES = ["names", "text"];
const STEPS = { names: 8, text: 5 }; // how many things a word may say of an entry there
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODES = new Map([...LETTERS].map((letter, code) => [letter, code]));

// Where a word stands in names, or in texts: pairs of an entry and what the word says of it. Numbers are written in digits
// of five bits.
export function read(written, place) {
  return numbers(written.split(":")[PLACES.indexOf(place)] ?? "", STEPS[place]);
}

function numbers(written, step) {
  const found = [];
  let entry = 0, rest = 0, unit = 1;
  for (const letter of written) {
    const code = CODES.get(letter);
    rest += (code & 31) * unit;
    unit *= 32;
    if (code > 31) continue;
    entry += Math.floor(rest / step);
    found.push([entry, rest % step]);
    [rest, unit] = [0, 1];
  }
  return found;
}

export async function exactly(place, word) {
  for (const words of (await range("words", word, word + "\0")).shards) if (Object.hasOwn(words, word)) return read(words[word], place);
  return [];
}

// What a folder says of an entry.
export async function told(folder, number) {
  const found = await shard(folder, placeOf((await open())[folder].firsts, number));
  return Object.hasOwn(found, number) ? found[number] : changed();
}

// The address of a page → what it says, read in its Markdown twin.
export const twin = (address) => file(twinOf(address), plain);
const twinOf = (address) => `${address.slice(1)}index.md`;

const A_TWIN = 8_000; // bytes, of most

// The files that tell of some entries: of one that has a twin, given by its address, that, and of others, given by their
// numbers, a file of a folder.
async function filesOf(folder, entries) {
  const list = (await open())[folder];
  return entries.map((one) => typeof one === "string" ? { path: twinOf(one), most: A_TWIN, get: () => twin(one) }
    : { path: pathOf(folder, list, placeOf(list.firsts, one)), most: list.most, get: () => told(folder, one) });
}

// Of some entries those of which can be told for so many bytes, or else one: what they need is fetched together, and
// then, as files are seldom full, what there is still room for.
export async function toldWithin(folder, entries, bytes) {
  const those = await filesOf(folder, entries), limit = fetched + bytes;
  const none = !those.some(({ path }) => files.has(path));
  for (let least = none; ; least = false) {
    const missing = new Map(those.filter(({ path }) => !files.has(path)).map((one) => [one.path, one]));
    const next = [];
    let most = fetched;
    for (const one of missing.values()) {
      most += one.most;
      if (most <= limit || (least && !next.length)) next.push(one);
    }
    if (!next.length) return entries.filter((_, i) => files.has(those[i].path));
    await Promise.all(next.map(({ get }) => get()));
  }
}

// Markdown as running text, without what is no part of a sentence: sources, code, pictures, formulas of their own.
const plain = (markdown) => markdown
  .replace(/^---\n[^]*?\n---\n/, "")
  .replace(/^ *(`{3,})[^]*?^ *\1 *$/gm, " ")
  .replace(/\$\$[^]*?\$\$|^ *\[\^[^\]]+\]:.*$|^[-| :]+$/gm, " ")
  .replace(/\[\^[^\]]+\]|!\[[^\]]*\]\([^)]*\)/g, "")
  .replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, "$1")
  .replace(/^ *(?:#{1,6} |[-*>] |\d+\. |\|)| *\|/gm, " ")
  .replace(/(?<!\\)[*`$]|(?<![\w\\])_|(?<!\\)_(?!\w)/g, "")
  .replace(/\\([^\w\s])/g, "$1")
  .replace(/\s+/g, " ").replace(/ ([.,;:!?)])/g, "$1").trim();
