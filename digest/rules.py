"""The house rules: what an entry of this digest holds, beyond what is needed to build it. Each has its reason."""

from collections.abc import Iterator

from digest.content import Entry
from digest.problems import Location, Problem
from digest.records import Article, Benchmark, Comparison, Edition, Method, Model, Paper, Topic
from digest.site import Site

LONGEST_SUMMARY = 300


def broken_rules(site: Site) -> Iterator[Problem]:
    """Every breach of every rule."""
    for entries in site.kinds.values():
        for entry in entries.values():
            yield from _unsourced_numbers(entry)
            yield from _summary(entry)
            yield from _topic(entry)


def _unsourced_numbers(entry: Entry) -> Iterator[Problem]:
    """Because a number without a source is what this digest exists to do away with."""
    for note in (entry.note, *entry.texts.values()):
        for line, number in note.unsourced:
            message = f"{number!r} has no source: end the sentence with [@key] (a paragraph, list item or table row with a number cites one)"
            yield Problem(Location(entry.path, line), message)


def _summary(entry: Entry) -> Iterator[Problem]:
    """Because lists, cards and feed readers cut what is longer."""
    record = entry.record
    if isinstance(record, Paper | Model | Method | Topic | Benchmark | Comparison | Edition | Article):
        length = len(record.summary)
        if length > LONGEST_SUMMARY:
            message = f"a summary has at most {LONGEST_SUMMARY} characters, this one has {length}: move the rest into the note"
            yield Problem(entry.where("summary"), message)


def _topic(entry: Entry) -> Iterator[Problem]:
    """Because a paper without a topic is found by nobody who browses."""
    if isinstance(entry.record, Paper) and not entry.record.topics:
        yield Problem(entry.where("topics"), "a paper has at least one topic")
