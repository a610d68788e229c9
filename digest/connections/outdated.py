"""Numbers in prose that a correction may have left behind: what they are about has other values in facts or results.

A build knows no past, so a number is held against what stands now, and only where it is plain what it is about: it stands
beside the name of a fact of this model or the unit it is counted in, or in a sentence on a benchmark, and cites the
source that the fact, or the table of results, was read in. What is worked out, or said of another model, is passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from digest.connections.site import Site
from digest.entries.entry import AnyEntry, resolve
from digest.entries.records import Benchmark, Model, ResultSet
from digest.entries.rulebook import OUTDATED_NUMBER
from digest.entries.statements import Statement, statements
from digest.entries.tabular import Column
from digest.field.facts import FactSpec, FactType
from digest.field.numerals import Numeral, numerals
from digest.field.profile import Facts
from digest.field.quantities import Quantity
from digest.values.cited import Cited
from digest.values.problems import Location, Problem
from digest.values.steps import lookup
from digest.values.words import Key, Url

_NEAR = 3
"""Words between a number and the name of a fact, at most."""
_FAR = 64.0
"""How many times larger or smaller a number may be before it is about something else."""
_BEFORE, _AFTER = 60, 15
"""Characters from the link to an entry to a number that is told of it, and from a number to the link, at most."""
_WORKED_OUT = re.compile(r"\b(?:arithmetic|comput\w+|calculat\w+|division|divid\w+|ratio|factor)\b")
_VAGUE = re.compile(r"\b(?:about|around|over|under|nearly|almost|some|more than|less than|up to|at least|roughly)\W*$")
_DIFFERENCE = re.compile(r"\bby\W*$")
_CONTRAST = re.compile(r"\b(?:from|instead of|rather than|than|not|unlike|where \w+ has)\W*$")
_BETWEEN = """
    a an and are as at but by can for from had has have if in instead is it its not of on or our over than that the these they
    this to under until up was we were when where which while will with
"""
_FUNCTION_WORDS = frozenset(_BETWEEN.split())
"""Words that part a number from what follows."""
_BESIDE = "a an and at by exact for from in instruct of on paper per the to total use used version with"
_EMPTY_WORDS = frozenset(_BESIDE.split())
"""Words of labels that prose leaves out."""


def outdated_numbers(site: Site, entry: AnyEntry) -> Iterator[Problem]:
    """Every number in the entry's texts that stands beside what has another value now."""
    benchmarks = f"content/{Benchmark.kind.folder}/"
    if entry.kind is not Model.kind and not any(path.startswith(benchmarks) for path in entry.links):
        return  # nothing to hold its numbers against, and to find these takes time
    texts = [text for place, text in entry.texts.items() if not place.startswith("history.")]
    told: set[tuple[int, str]] = set()
    for note in (entry.note, *texts):
        for one in statements(note):
            fault = _beside_facts(site, entry, one) or _beside_results(site, entry, one)
            if fault and (one.line, one.numeral.text) not in told:
                told.add((one.line, one.numeral.text))
                yield OUTDATED_NUMBER.broken(Location(entry.path, one.line), fault, one.numeral.text)


# Facts of the model itself.


def _beside_facts(site: Site, entry: AnyEntry, one: Statement) -> str:
    if entry.kind is not Model.kind or _WORKED_OUT.search(one.sentence) or _names_another(site, entry, one):
        return ""
    facts, catalogue = site.get(Model, entry.slug).record.facts, site.catalogue
    specs = [catalogue[name] for name in facts if name in catalogue and catalogue[name].type is FactType.QUANTITY]
    named = [(spec, cited) for spec in _nearest(specs, one) for cited in facts[spec.name]]
    if not any(cited.source in one.keys for _, cited in named) or any(_tells(one, cited) for _, cited in named):
        return ""
    if _CONTRAST.search(one.sentence[: one.at]) or _is_elsewhere(facts, one.numeral):
        return ""
    comparable = [(spec, cited) for spec, cited in named if _comparable(one.numeral, cited)]
    told = ", ".join(f"{spec.called} {cited.value} [@{cited.source}]" for spec, cited in comparable)
    return f"stands here, and the facts have {told}: was one of them corrected without the other?" if told else ""


def _is_elsewhere(facts: Facts, numeral: Numeral) -> bool:
    """Whether a number that hardly stands for two things is the value of any fact, or noted beside one."""
    if numeral.value < 1000 and "." not in numeral.text:
        return False
    told = (f"{cited.value} {cited.note}" for values in facts.values() for cited in values)
    return any(_equal(numeral, other.value) for text in told for other in numerals(text))


def _names_another(site: Site, entry: AnyEntry, one: Statement) -> bool:
    targets = (site.entry(resolve(entry.path, target)) for at, target in one.links if -_BEFORE < at - one.at < _AFTER)
    return any(target and target.kind is Model.kind and target is not entry for target in targets)


def _nearest(specs: list[FactSpec], one: Statement) -> list[FactSpec]:
    """The facts that the number is given for: `32 query heads`, or `a context of 8,192`, which nothing else follows."""
    after = _run(one.sentence[one.at + len(one.numeral.text) :].removeprefix("-"), _FUNCTION_WORDS)[:_NEAR]
    if after:
        return _named_by(specs, after, counted=True)
    return _named_by(specs, _run(one.sentence[: one.at], frozenset(), backwards=True)[: _NEAR + 1], counted=False)


def _run(text: str, ends: frozenset[str], backwards: bool = False) -> list[str]:
    """The words next to a number, as far as nothing parts them from it."""
    found = re.findall(r"[\w-]+|[^\w\s]", text)
    words = []
    for word in reversed(found) if backwards else found:
        if not word[0].isalnum() or word.lower() in ends:
            break
        words.append(_stem(word))
    return words


def _named_by(specs: list[FactSpec], words: list[str], counted: bool) -> list[FactSpec]:
    """Those of the facts that the words name best; `counted` where they follow the number, as heads do."""
    named = {spec.name: max((_named(phrase, words, counted) for phrase in _phrases(spec)), default=0) for spec in specs}
    best = max(named.values(), default=0)
    return [spec for spec in specs if best and named[spec.name] == best]


def _phrases(spec: FactSpec) -> Iterator[list[str]]:
    """What a fact goes by: its label, its noun, the unit that it is counted in, and what else prose says."""
    for phrase in {spec.label, spec.noun, spec.unit, *spec.said}:
        yield [word for word in re.findall(r"[\w-]+", phrase.lower()) if word not in _EMPTY_WORDS]


def _named(phrase: list[str], words: list[str], counted: bool) -> int:
    """How many words of a phrase stand there: all of them, or what is counted by it, such as heads."""
    if not phrase or (phrase[-1].endswith("s") and not counted):
        return 0
    if all(_stem(word) in words for word in phrase):
        return len(phrase)
    return int(phrase[-1].endswith("s") and _stem(phrase[-1]) in words)


def _stem(word: str) -> str:
    return re.sub("(?:ies|y|s)$", "", word.lower())


def _comparable(numeral: Numeral, cited: Cited[Any]) -> bool:
    value = cited.value
    if not isinstance(value, Quantity) or numeral.share != ("%" in value.text) or not value.low or not numeral.value:
        return False
    return 1 / _FAR <= numeral.value / value.low <= _FAR


def _tells(one: Statement, cited: Cited[Any]) -> bool:
    """Whether the number is the value, as it is or rounded, or stands in what is noted beside it."""
    value = cited.value
    if not isinstance(value, Quantity):
        return False
    noted = (other.value for other in numerals(f"{value.text} {cited.note}"))
    return any(_same(one, other) for other in (value.low, value.high, *noted))


def _same(one: Statement, value: float) -> bool:
    vague = abs(value) * 0.15 if _VAGUE.search(one.sentence[: one.at]) else 0.0
    return abs(one.numeral.value - value) <= vague or _equal(one.numeral, value)


def _equal(numeral: Numeral, value: float) -> bool:
    """Whether they are one number, as far as the places of the first tell."""
    binary = abs(value) * 0.05 if numeral.step >= 1000 else 0.0  # 128K for 131,072
    return abs(numeral.value - value) <= max(numeral.step * 0.5001, binary)


# Published tables.


@lookup
def _printed_in(site: Site) -> dict[str, tuple[tuple[str, float], ...]]:
    """By the address of a source: the numbers that result sets read in it, each with the benchmark that it is on."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for entry in site.of(ResultSet):
        record = entry.record
        for row in record.rows:
            for key, cell in row.cells.items():
                column = record.columns.get(key, _NO_COLUMN)
                source = record.sources.get(Key(cell.source or column.source or row.source or record.source))
                text = f"{cell.value} {cell.note} {row.note} {column.note}"
                if source:
                    numbers = found[_page(source.url)]
                    numbers += [(column.benchmark or "", numeral.value) for numeral in numerals(text)]
    return {page: tuple(dict.fromkeys(numbers)) for page, numbers in found.items()}


_NO_COLUMN = Column()


def _page(url: Url) -> str:
    """What an address leads to, whichever version of a paper it is."""
    return re.sub(r"(\d{4}\.\d{4,5})v\d+", r"\1", url.short)


def _beside_results(site: Site, entry: AnyEntry, one: Statement) -> str:
    text = one.sentence
    if _WORKED_OUT.search(text) or "." not in one.numeral.text or _DIFFERENCE.search(text[: one.at]):
        return ""
    if re.match(r"\W*(?:points?|percentage)\b", text[one.at + len(one.numeral.text) :]):
        return ""
    near = (site.entry(resolve(entry.path, target)) for at, target in one.links if -_BEFORE < at - one.at < _AFTER)
    benchmarks = {target.slug: target for target in near if target and target.kind is Benchmark.kind}
    sources = entry.record.sources.items()
    printed = {key: _printed_in(site).get(_page(source.url), ()) for key, source in sources} if benchmarks else {}
    on = [value for key in one.keys for slug, value in printed.get(key, ()) if slug in benchmarks]  # type: ignore[call-overload]
    if not on or any(_same(one, value) for numbers in printed.values() for _, value in numbers):
        return ""
    if not min(on) - 20 <= one.numeral.value <= max(on) + 20:
        return ""
    names = ", ".join(target.label for target in benchmarks.values())
    return f"stands here beside {names}, and no result set read in [@{one.keys[0]}] holds it: was one of them corrected without the other?"
