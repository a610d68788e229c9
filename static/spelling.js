// What was probably meant by a word that is nowhere: another word, two words written as one, or, with the word beside it, one.

import { above, exactly, range, read } from "./search_index.js";
import { bothOf, GOES_ON, WHOLE } from "./finds.js";
import { slips } from "./text.js";
import { COMPARING, FILLERS, stem } from "./words.js";

const backwards = (word) => [...word].reverse().join("");
const inOrder = (word) => [...word].sort().join("");
const ENDINGS = [...GOES_ON, "ability", "ibility", "isation", "ization", "ising", "izing", "ised", "ized", "ful", "fulness", "ance", "ence", "ant", "ent", "ional"];
const LONGEST_ENDING = 8;

// How many slips lie between what was typed and a word of the index, which has no ending: as it stands, as its own stem,
// or up to where an ending begins, in which there may be one, too.
function far(token, key, most) {
  const direct = Math.min(slips(token, key, most), slips(stem(token), key, most));
  if (direct < 2 || key.length < 4) return direct;
  let least = direct;
  for (let length = key.length - 1; length <= key.length + 1; length += 1) {
    const rest = token.slice(length);
    if (!rest || rest.length > LONGEST_ENDING) continue;
    const inEnding = ENDINGS.includes(rest) ? 0 : most > 1 && ENDINGS.some((ending) => ending.length > 3 && slips(rest, ending, 1) < 2) ? 1 : most + 1;
    if (inEnding > most) continue;
    const head = token.slice(0, length).replace(/is$/, "iz"), left = most - inEnding;
    least = Math.min(least, inEnding + Math.min(slips(head, key, left), slips(`${head}e`, key, left)));
  }
  return least;
}

const mostSlips = (token, least) => token.length < least ? 0 : token.length < 8 ? 1 : 2;

const MOST_ENDINGS = 4; // words that are known by their ends, of which each may stand in a file of its own

// Words of names that lie a slip or two from `token`, with how many. A slip spares either the first letters of a word or
// its last ones.
async function nearNames(token, most = mostSlips(token, 3), ends = true) {
  const found = new Map();
  if (!most) return found;
  const isLike = (key) => key.length > 3 || (token.length < 4 && inOrder(key) === inOrder(token)) || (token.length > 3 && key.length > 2); // three letters are like many others
  const consider = (key, written) => {
    const number = written.startsWith(":") || !isLike(key) ? most + 1 : far(token, key, most);
    if (number <= most) found.set(key, { written, number });
  };
  const head = token.slice(0, 2);
  for (const words of (await range("words", head, above(head))).shards) for (const key of Object.keys(words)) consider(key, words[key]);
  if (!ends || [...found.values()].some(({ number }) => number < 2)) return found;
  const endings = new Map();
  for (const tail of new Set([token, stem(token)].map((word) => backwards(word).slice(0, 2)))) {
    for (const words of (await range("endings", tail, above(tail))).shards) {
      for (const key of Object.keys(words).map(backwards)) {
        const number = found.has(key) ? most + 1 : far(token, key, most);
        if (number <= most) endings.set(key, number);
      }
    }
  }
  for (const [key] of [...endings].sort(([, a], [, b]) => a - b).slice(0, MOST_ENDINGS)) {
    for (const words of (await range("words", key, key + "\0")).shards) if (Object.hasOwn(words, key)) consider(key, words[key]);
  }
  return found;
}

async function nearInText(token) {
  const most = mostSlips(token, 5), found = new Map(), head = token.slice(0, 3);
  if (!most) return found;
  for (const words of (await range("words", head, above(head))).shards) {
    for (const key of Object.keys(words)) {
      const number = words[key].includes(":") ? far(token, key, most) : most + 1;
      if (number <= most) found.set(key, { written: words[key], number });
    }
  }
  return found;
}

// The likeliest of some words: that with the fewest slips, and of these the one that is most often written.
function likeliest(found) {
  const often = ({ written }) => read(written, "names").length * 2 + read(written, "text").length;
  const [best] = [...found].sort(([, a], [, b]) => a.number - b.number || often(b) - often(a));
  return best?.[0];
}

const isPlain = (word) => FILLERS.has(word) || COMPARING.has(word);

// A word that says nothing of an entry, misspelt: “whta”, “diference”.
export const plainMeant = (token) => token.length < 3 ? undefined : [...COMPARING, ...FILLERS].find((word) => word.length > 2 && slips(token, word, 1) < 2);

const MOST_PARTED = 3; // first halves of a word of which the second is looked up

// Two words that are written as one: those that say most of an entry, of those that stand in one together.
async function parted(token) {
  let best, most = 0, tried = 0;
  if (!/^[a-z][a-z0-9]+$/.test(token)) return undefined;
  const known = async (word) => isPlain(word) ? new Map() : word.length > 2 ? await bothOf(word) : undefined;
  for (let at = token.length - 2; at >= 2 && tried < MOST_PARTED; at -= 1) {
    const words = [token.slice(0, at), token.slice(at)];
    const left = await known(words[0]);
    if (!left || !(left.size || isPlain(words[0]))) continue;
    tried += isPlain(words[1]) ? 0 : 1;
    const right = await known(words[1]);
    const says = right ? together(left, right, words) : 0;
    if (says > most) [best, most] = [words, says];
  }
  return best;
}

// What two words say at most of one entry that both are of.
function together(left, right, words) {
  const [plain, other] = isPlain(words[0]) ? [left, right] : [right, left];
  if (!plain.size && isPlain(words[plain === left ? 0 : 1])) return Math.max(0, ...[...other.values()].map(({ counts }) => counts));
  let most = 0;
  for (const [entry, { counts }] of left) if (right.has(entry)) most = Math.max(most, counts + right.get(entry).counts);
  return most;
}

// A name that two words are, written apart and with a slip: “hela swag”.
async function joinedMeant(left, right) {
  const token = left + right;
  if (token.length < 6) return undefined;
  const found = await nearNames(token, 1, false);
  const whole = [...found].filter(([, { written }]) => read(written, "names").some(([, says]) => says === WHOLE));
  return likeliest(new Map(whole));
}

// What is meant instead of the word at a place of what was asked: `words`, which stand for `of` words from that place on, if
// any, by a slip or not; and `others` that it may be, by what they are worth.
async function instead(asked, at, places) {
  const token = asked[at], others = new Map();
  const plain = asked.length > 1 ? plainMeant(token) : undefined;
  if (plain) return { words: [plain], others, slipped: true };
  for (const from of [at - 1, at].filter((one) => places.includes(one) && places.includes(one + 1))) {
    const name = await joinedMeant(asked[from], asked[from + 1]);
    if (name) return { words: [name], from, of: 2, others, slipped: true };
  }
  let found = await nearNames(token);
  if (![...found.values()].some(({ number }) => number < 2)) {
    const words = await parted(token);
    if (words) return { words, others, slipped: false };
    found = new Map([...await nearInText(token), ...found]);
  }
  const best = likeliest(found);
  for (const [key, { written, number }] of found) if (key !== best) others.set(key, { list: read(written, "names"), worth: number < 2 ? 0.5 : 0.3 });
  return { words: best ? [best] : [token], others, slipped: Boolean(best) };
}

// What was asked for, with what was probably meant by the words at some places; `others` by each word that stands for
// one with a slip.
export async function respelled(asked, places) {
  const meant = asked.map((word) => [word]), others = new Map();
  let slipped = false;
  const found = await Promise.all(places.map((at) => instead(asked, at, places)));
  for (const [i, one] of found.entries()) {
    const { from = places[i], of: number = 1 } = one;
    if (meant.slice(from, from + number).some((words) => !words.length)) continue; // it is a part of another one
    meant.splice(from, number, one.words, ...Array(number - 1).fill([]));
    if (one.others.size) others.set(one.words[0], one.others);
    slipped ||= one.slipped;
  }
  return { words: meant.flat(), others, slipped };
}
