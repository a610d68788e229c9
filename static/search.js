// Which entries a query means, and in which order: by what its words say of each, and by what it names as a whole.

import { bothOf, Finds, findsOf, joinedFinds, lessened, shortenedFinds } from "./finds.js";
import { bytesFetched, Changed, changed, forget, hasRead, open, ROOT, told, toldWithin, twin } from "./search_index.js";
import { plainMeant, respelled } from "./spelling.js";
import { COMPARING, FILLERS, joined, namesWithin, stem, telling, tokens, wholeNames } from "./words.js";

export { Changed, forget, open };

// The words of a query; of a pasted arXiv address or DOI only the identifier.
function wordsOf(query) {
  const number = query.match(/arxiv\D*([0-9]{4}\.[0-9]{4,5})/i)
    ?? query.match(/arxiv(?:\.org\/\w+\/|:\s*)([a-z-]+(?:\.[A-Z]{2})?\/[0-9]{7})/i)
    ?? query.match(/doi(?:\.org\/|:\s*)(10\.\S+)/i);
  return tokens(number ? number[1] : query);
}

// Those that it asks for, and whether it sets one thing against another.
function askedFor(all) {
  const plain = all.filter((token) => !FILLERS.has(token)), asked = plain.filter((token) => !COMPARING.has(token));
  const words = asked.length ? asked : plain.length ? plain : all;
  return { asked: words.slice(0, MOST_WORDS), compares: asked.length > 1 && asked.length < plain.length };
}

// The things that a query names, each by where its name stands: as few as there may be, without gaps where that is possible.
function namesIn(finds, spans, length, isName) {
  const names = [...finds.map((found, i) => ({ from: i, to: i + 1, finds: found })), ...spans].filter((span) => isName(span.finds));
  const best = [[]]; // up to each place: the names that leave the fewest words over, and of those the fewest
  const left = (some, to) => to - some.reduce((sum, { from, to: end }) => sum + end - from, 0);
  for (let to = 1; to <= length; to += 1) {
    best[to] = best[to - 1];
    for (const span of names.filter((name) => name.to === to)) {
      const some = [...best[span.from], span];
      const less = left(some, to) - left(best[to], to) || some.length - best[to].length;
      if (less < 0) best[to] = some;
    }
  }
  return best[length];
}

// The kind that a query asks for beside a name, and where: “openelm paper”. The models of “reward models” are none.
// Other words than its own ask for a kind of which something is named: the “scores” of a benchmark.
function kindAsked(asked, kinds, spans, sides) {
  const named = new Set(sides.flatMap(({ finds }) => [...finds.entries].filter(([, { isWhole }]) => isWhole).map(([entry]) => kindOf(kinds, entry)[0])));
  const titles = new Map(kinds.filter(([title]) => named.has(title)).flatMap(([title, , , , , words]) => words.split(" ").map((word) => [stem(word), title])));
  for (const [title] of kinds) titles.set(stem(title.toLowerCase()), title);
  const at = asked.length > 1 ? asked.findIndex((token) => titles.has(stem(token))) : -1;
  return at < 0 || spans.some(({ from, to }) => from <= at && at < to) ? { at: -1 } : { at, title: titles.get(stem(asked[at])) };
}

const MOST_WORDS = 12;
const MOST_NAMED = 3, MOST_PAIRS = 3; // of a name, things that it may stand for; pages of two of them

// Things of the kind that can be set side by side: the page of the two that are named, or, where a name is that of several,
// the pages of those of them that have one, or else all of them beside each other.
async function sideBySide(sides, ofKind, beside) {
  const those = sides.map(({ finds }) => [...finds.entries].filter(([entry, { isWhole }]) => isWhole && ofKind(entry)[0] === beside.kind).map(([entry]) => entry));
  if (those.length !== 2 || !those.every((some) => some.length) || String(those[0]) === String(those[1])) return [];
  const [left, right] = await Promise.all(those.map((some) => Promise.all(some.slice(0, MOST_NAMED).map((entry) => told("entries", entry)))));
  const made = (at, heads) => ({ made: { isOfMany: heads.length > 2, href: new URL(at.slice(1), ROOT).href, title: listed(heads.map((head) => head[1])), names: [], people: [], topics: [], detail: "side by side", summary: "", text: "", facts: [] } });
  const pairs = left.flatMap((one) => right.flatMap((other) => {
    const at = (one[6] ?? []).find((address) => other[6]?.includes(address));
    return at && one[0] !== other[0] ? [made(at, [one, other])] : [];
  }));
  if (pairs.length) return pairs.slice(0, MOST_PAIRS);
  const every = [...new Set([...left, ...right])];
  return [made(`${beside.at}?models=${every.map(([address]) => slugOf(address)).join(",")}`, every)];
}

const listed = (names) => names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const MOST_TOLD = 3; // words of a query of which other names are looked up, too

// What is found by the other names of the things that a query names: of “moe” what says “mixture of experts”.
async function otherNames(asked, sides, kindOf, all) {
  const found = await Promise.all(sides.map(async ({ from, to, finds }) => {
    const whole = [...finds.entries].filter(([, { isWhole }]) => isWhole);
    if (whole.length > 2) return [];
    const own = asked.slice(from, to).map(stem);
    const heads = await Promise.all(whole.map(([entry]) => told("entries", entry)));
    const names = heads.flatMap(([, title, others]) => [title, ...others]).flatMap(namesWithin).map((name) => telling(name));
    const others = names.filter((name) => name.length && name.length <= MOST_TOLD && !name.some((token) => /[0-9]/.test(token) || own.includes(stem(token))));
    const other = others.find((name) => (name.length === 1) === (own.length > 1)) ?? others[0];
    return other ? [{ from, to, finds: await allOf(other, all) }] : [];
  }));
  return found.flat().filter(({ finds }) => finds.entries.size);
}

const OTHER = 0.6; // what another name is worth

async function allOf(name, all) {
  const parts = await Promise.all(name.map(bothOf)), finds = new Finds();
  for (const [entry, first] of parts[0]) {
    const those = parts.map((part) => part.get(entry));
    if (!those.every(Boolean)) continue;
    const least = those.reduce((a, b) => (b.counts < a.counts ? b : a), first);
    finds.note(entry, lessened(least, OTHER));
  }
  for (const token of name) finds.words.add(stem(token));
  finds.rarity = Math.log(1 + all / Math.max(1, finds.entries.size));
  return finds;
}

const ranked = (totals) => totals.sort((a, b) => b.score - a.score || b.entry - a.entry);
const WELL = 0.85, FEW = 8, FAIRLY = 0.4;

// Those in which as much of the query stands as anywhere, or almost, or whose whole name is a part of it; where these are few, also those in which less does.
function wellFound(totals, most) {
  const isWell = ({ share, isNamed }) => share >= most * (isNamed ? FAIRLY : WELL);
  const well = totals.filter(isWell);
  const others = well.length < FEW ? totals.filter((total) => !isWell(total) && total.share >= most * FAIRLY).slice(0, FEW - well.length) : [];
  return ranked([...well, ...others]);
}

const WEIGHED = 6;

// The best are told apart by what is shown of them anyway: whether the words follow each other in a name or the summary,
// are all that the address says, and are one person's.
async function weighed(best, asked) {
  const wanted = asked.map(stem), phrase = ` ${wanted.join(" ")} `;
  const said = (text) => ` ${telling(text).map(stem).join(" ")} `;
  await Promise.all(best.map(async (hit) => {
    const [address, title, names, people, , summary] = await told("entries", hit.entry);
    if (hit.isPerson) {
      if (!people.some((person) => wanted.every((word) => said(person).includes(` ${word} `)))) hit.score *= 0.3;
    } else if (wanted.length > 1) {
      if ([title, ...names].some((name) => said(name).includes(phrase))) hit.score *= 1.4;
      else if (said(summary).includes(phrase)) hit.score *= 1.2;
    }
    const slug = said(slugOf(address)).trim().split(" ");
    if (slug.length === wanted.length && wanted.every((word) => slug.includes(word))) hit.score *= 1.2;
  }));
}

const slugOf = (address) => address.replace(/\/$/, "").replace(/.*\//, "");

// What the words that a query asks for find, each and together; where one of them is nowhere, those that were probably meant.
async function found(query, count) {
  const last = tokens(query).at(-1);
  const look = async (all) => {
    const { asked, compares } = askedFor(all);
    const [finds, spans] = await Promise.all([Promise.all(asked.map((token) => findsOf(token, token === last, count, asked.length > 1 ? plainMeant : undefined))), joinedFinds(asked, count)]);
    return { asked, compares, finds, spans, slipped: false };
  };
  const all = wordsOf(query), first = await look(all);
  const { asked, finds, spans } = first;
  const places = asked.flatMap((token, at) => finds[at].entries.size || spans.some(({ from, to }) => from <= at && at < to) ? [] : [at]);
  if (!places.length) return first;
  const { words, others, slipped } = await respelled(asked, places);
  const second = await look(words);
  for (const [at, token] of second.asked.entries()) second.finds[at].add("names", others.get(token) ?? new Map(), count);
  return { ...second, compares: first.compares || second.compares, slipped };
}

// Entries by kind, best first. The last word may go on: so a query finds the same before Enter and after.
export async function search(query) {
  const before = bytesFetched();
  const remembered = hasRead();
  const { kinds, count, beside, pages } = await open();
  const { asked, compares, finds, spans, slipped } = await found(query, count);
  const ofKind = (entry) => kindOf(kinds, entry);
  const isName = (found) => [...found.entries].some(([entry, { isWhole }]) => isWhole && ofKind(entry)[0] !== pages);
  let sides = namesIn(finds, spans, asked.length, isName);
  if (compares) {
    spans.push(...await shortenedFinds(asked, sides, isName, count));
    sides = namesIn(finds, spans, asked.length, isName);
  }
  const namesAll = sides.reduce((sum, { from, to }) => sum + to - from, 0) === asked.length;
  const isPair = compares || (sides.length > 1 && namesAll);
  const kind = sides.length || asked.length === 2 ? kindAsked(asked, kinds, spans, sides) : { at: -1 };
  if (asked.length <= MOST_TOLD) spans.push(...await otherNames(asked, sides, ofKind, count));
  const sought = asked.reduce((bits, _, at) => sides.length < 2 || sides.some(({ from, to }) => from <= at && at < to) ? bits | (1 << at) : bits, 0);
  const isOfKind = (entry) => ofKind(entry)[0] === kind.title;
  const totals = counted(finds, spans, asked.length, kind.at, isOfKind);
  for (const total of totals) {
    const [title, , worth, setsSideBySide] = ofKind(total.entry);
    total.isPair = isPair && setsSideBySide && (total.named & sought) === sought;
    total.tells = isPair && setsSideBySide && total.share === 1; // of both, though it may not be named after them
    total.score *= worth * (title === kind.title ? 2 : 1) * (total.isPair ? 4 : total.tells ? 2.5 : 1);
  }
  const most = Math.max(0, ...totals.map((total) => total.share));
  const best = wellFound(ranked(totals), most);
  const known = new Set(await toldWithin("entries", best.slice(0, WEIGHED).map((hit) => hit.entry), roomFor(AN_ANSWER - A_QUOTE, before)));
  await weighed(best.slice(0, WEIGHED).filter((hit) => known.has(hit.entry)), asked);
  ranked(best);
  const groups = kinds.map(([title]) => ({ title, hits: [] }));
  for (const hit of best) groups[kinds.findLastIndex(([, first]) => first <= hit.entry)].hits.push(hit);
  const made = isPair && beside.kind ? await sideBySide(sides, ofKind, beside) : [];
  if (made.length) {
    const title = groups.find((group) => group.title === beside.title) ?? groups[groups.push({ title: beside.title, hits: [] }) - 1];
    const score = Math.max(...best.map((hit) => hit.score)) + 1;
    const [first] = title.hits, isFirst = first?.isPair || (first?.tells && made[0].made.isOfMany);
    if (isFirst) first.score = Math.max(first.score, score);
    title.hits.splice(isFirst ? 1 : 0, 0, ...made.map((one) => ({ ...one, score })));
  }
  return {
    groups: groups.filter((group) => group.hits.length).sort((a, b) => b.hits[0].score - a.hits[0].score),
    total: best.length + made.length,
    before,
    remembered,
    asked: asked.length,
    some: most < 1,
    slipped,
    cut: finds.some((one) => one.cut),
    marks: [...finds, ...spans.map((span) => span.finds)].map(({ words, start }) => ({ words, start })),
  };
}

// What each entry scores, by what the words and the spans of words say of it.
function counted(finds, spans, length, ofKind, isOfKind) {
  const alternatives = finds.map((found) => [found]);
  const rarities = finds.map((found) => found.rarity);
  for (const { from, to, finds: found } of spans) {
    for (let at = from; at < to; at += 1) {
      alternatives[at].push(found);
      rarities[at] ||= found.rarity / (to - from);
    }
  }
  if (ofKind >= 0) rarities[ofKind] /= 4; // not every paper says of itself that it is one
  const sum = rarities.reduce((one, other) => one + other, 0) || 1;
  const isAll = spans.filter(({ from, to }) => from === 0 && to === length).map((span) => span.finds);
  if (length === 1) isAll.push(finds[0]);
  const totals = new Map();
  for (const entry of alternatives.flat().flatMap((found) => [...found.entries.keys()])) {
    if (!totals.has(entry)) totals.set(entry, scored(entry, alternatives, rarities, sum, isAll, ofKind, isOfKind(entry)));
  }
  return [...totals.values()];
}

// `named` has a bit for each word of the query that stands in a name of the entry.
function scored(entry, alternatives, rarities, sum, isAll, ofKind, isOfKind) {
  const { length } = alternatives, every = (1 << length) - 1;
  let score = 0, share = 0, named = 0, answered = 0, persons = 0, whole = 0, stated = false, byFacts = 0;
  const isName = isAll.some((found) => found.entries.get(entry)?.isWhole);
  for (let at = 0; at < length; at += 1) {
    let best;
    for (const { entries } of alternatives[at]) {
      const saying = entries.get(entry);
      if (saying && (!best || saying.counts > best.counts)) best = saying;
    }
    if (!best) {
      if (at === ofKind && isOfKind) [share, answered] = [share + rarities[at], answered | (1 << at)]; // a paper is one without saying so
      continue;
    }
    share += rarities[at];
    if (best.isStated) byFacts += rarities[at] * best.counts * (best.isValue ? A_VALUE : A_HEADING);
    score += rarities[at] * best.counts * (best.isWhole && length > 1 && !isName ? PART_OF_QUERY : 1);
    if (best.isNamed) named |= 1 << at;
    if (best.isWhole) whole |= 1 << at;
    if (best.isNamed || best.isStated) answered |= 1 << at;
    if (best.isPerson) persons |= 1 << at;
    stated ||= best.isStated && at !== ofKind;
  }
  share /= sum;
  if (!named && length > 1) score -= byFacts; // every model has a context and a licence
  const isPerson = persons === every, isFact = stated && whole && answered === every;
  score *= share ** 1.5 * (isName || isPerson || isFact ? 2.5 : named === every ? 1.5 : 1);
  return { entry, score, share: share > 0.999 ? 1 : share, named, isNamed: whole > 0, isPerson, isPair: false, stated, alternatives };
}

const A_VALUE = 0.45, A_HEADING = 0.8; // what is taken off for words of facts where nothing is named of which they are
const PART_OF_QUERY = 0.65; // what a whole name counts that is but a part of what was asked for

// By word of the query: the words of the index that stand for it in an entry.
const wordsBehind = (entry, alternatives) => alternatives.map((those) => those.filter((found) => found.entries.has(entry)))
  .filter((those) => those.length).map((those) => those.flatMap((found) => [...found.words]));

// What a result shows of an entry first, and whether it was found by words that do not stand there, or by a fact.
async function shownFirst({ entry: number, alternatives, stated }) {
  const [address, title, names, people, detail, summary, , topics = []] = await told("entries", number);
  const slug = slugOf(address);
  const known = new Set([title, slug, ...names, ...people, ...topics, detail, summary].flatMap((text) => [...tokens(text).map(stem), ...joined(text)]));
  for (const name of [title, slug, ...names]) for (const word of wholeNames(name)) known.add(word);
  const behind = wordsBehind(number, alternatives);
  const lacks = () => behind.some((words) => !words.some((word) => known.has(word)));
  const { kinds } = await open();
  const source = kindOf(kinds, number)[4] && !address.includes("#") ? address : number;
  return { address, title, names, people, topics, detail, summary, known, lacks, source, wantsText: stated || lacks() };
}

const kindOf = (kinds, entry) => kinds.findLast(([, first]) => first <= entry);
const AN_ANSWER = 120_000, A_QUOTE = 12_000; // bytes of the index that an answer takes, so that a first one is light
const roomFor = (most, before) => most - (bytesFetched() - before);

// Those of some results, the best first, of which there is room to show anything beside what it took to find them: the others
// wait until they are asked for.
export async function showable(best, { before }) {
  const known = new Set(await toldWithin("entries", best.filter(({ made }) => !made).map(({ entry }) => entry), roomFor(AN_ANSWER - A_QUOTE, before)));
  return new Set(best.filter(({ made, entry }) => made || known.has(entry)));
}

// Those of the best results, of all that are shown, of which the text may be quoted: as many as there is room for.
export async function quotable(shown, number, { before }) {
  const those = shown.filter(({ made }) => !made);
  const first = await Promise.all(those.map(shownFirst));
  const wanting = first.slice(0, number).filter(({ wantsText }) => wantsText).map(({ source }) => source);
  const told = new Set(await toldWithin("notes", wanting, roomFor(AN_ANSWER, before)));
  return new Set(those.slice(0, number).filter((_, i) => told.has(first[i].source)));
}

const doubted = new Set();

// What a result shows of an entry; its text only where it is wanted, and the words that it was found by are not all in the
// rest, or one is of a fact. An entry without one of these words is another one than was meant; of a twin, which may write a
// word in another way, that is believed when the index was read anew.
export async function entry(hit, quoted = true) {
  if (hit.made) return hit.made;
  const { address, title, names, people, topics, detail, summary, known, lacks, source, wantsText } = await shownFirst(hit);
  let text = "", facts = [];
  if (quoted && wantsText) {
    const note = source === address ? await twin(address) : await told("notes", hit.entry);
    const { stated: others } = await open();
    if (Array.isArray(note)) [text, facts] = [note[0], note[1].map(([heading, value, also]) => [heading, value, also ?? others[heading] ?? ""])];
    else text = note;
    for (const said of [text, ...facts.flat()]) for (const word of [...tokens(said).map(stem), ...joined(said)]) known.add(word);
    if (lacks() && !doubted.has(address)) {
      if (source === address) doubted.add(address);
      changed();
    }
  }
  return { href: new URL(address.slice(1), ROOT).href, title, names, people, topics, detail, summary, text, facts };
}
