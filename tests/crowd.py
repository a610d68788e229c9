"""A crowd of invented entries that fills lists, tables, filters, charts and the search index as a grown digest would.

The entries of `tests/corpus.py` are one of each kind and state; these are many of a kind, long, wide and hard to break.
"""

from collections.abc import Iterator

MONTHS = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-03")
TOPICS = ("currents", "mud", "tides")
LONGEST = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"

MODELS = {
    # slug: (name, family, released, parameters, parents, further facts)
    **{
        f"sedge-{size.lower()}": (f"Sedge {size}", "Sedge", "2024-03-22", size, (), {"context_length": "2,048"})
        for size in ("270M", "450M", "1.1B", "3B")
    },
    "rush-2-7b": ("Rush 2 7B", "Rush", "2023-07-18", "6.7B", (), {"context_length": "4,096", "layers": "32"}),
    "rush-3-8b": ("Rush 3 8B", "Rush", "2024-03-18", "8B", ("rush-2-7b",), {"context_length": "8,192", "layers": "32"}),
    "rush-3-70b": ("Rush 3 70B", "Rush", "2024-03-18", "70B", (), {"context_length": "8,192", "layers": "80"}),
    "reed-8x7b": ("Reed 8x7B", "Reed", "2023-12-11", "46.7B", (), {"experts_total": "8", "experts_active": "2"}),
    "reed-8x22b": ("Reed 8x22B", "Reed", "2024-03-10", "141B", ("reed-8x7b",), {"experts_total": "8", "experts_active": "2"}),
    "iris-2": ("Iris-2 2.7B", "Iris", "2023-12-12", "2.7B", (), {"context_length": "2,048", "layers": "32"}),
    "iris-3-mini": ("Iris-3-mini 3.8B", "Iris", "2024-03-23", "3.8B", ("iris-2",), {"context_length": "128,000", "layers": "32"}),
    **{
        f"cattail-{number}b": (f"Cattail {number}B", "Cattail", f"2023-{number:02}", f"{number}B", (f"cattail-{number - 1}b",) if number > 1 else (), {"context_length": "4,096"})
        for number in range(1, 13)
    },
    "horsetail": ("Horsetail", "", "", "", (), {"context_length": "not disclosed"}),
}  # fmt: skip


def crowd() -> dict[str, bytes]:
    """Path → bytes of the crowd, and of settings under which pages can be mended and sources are stale."""
    return {f"content/{path}": text.encode() for path, text in _texts()}


def _texts() -> Iterator[tuple[str, str]]:
    yield "site.yaml", SETTINGS
    for topic in TOPICS:
        yield f"topics/{topic}.md", f"---\nname: {topic.capitalize()}\nsummary: All about {topic}.\n---\n"
    for slug in MODELS:
        yield f"models/{slug}.md", _model(slug)
    for number in range(40):
        yield f"papers/pond-{number}.md", _paper(number)
    yield "papers/mud.md", MUD
    yield "methods/lowa.md", METHOD.format(name="Low-rank wading", short="LoWa", other="dowa")
    yield "methods/dowa.md", METHOD.format(name="Deep low-rank wading", short="DoWa", other="lowa")
    yield "methods/direct-current.md", METHOD.format(name="Direct current optimization", short="DCO", other="lowa")
    yield "benchmarks/pondbench.md", BENCHMARK
    for reporter, distance in (("Bank of the River", 0), ("Delta Institute", 1)):
        yield f"results/pond-{distance}.yaml", _results(reporter, distance)
    yield "results/wide.yaml", _wide()
    yield "comparisons/pond-against-size.md", COMPARISON.format(rows=_rows(MODELS))
    yield "comparisons/builds.md", BUILDS.format(rows=_rows(list(MODELS)[:9]))
    yield "claims/2023-12.yaml", _claims()
    yield "pages/hard-to-break.md", HARD


SETTINGS = """
title: The Little Digest
tagline: A digest for tests
description: Invented models and papers, more of them than anyone would read.
base_url: https://little.example/
id: tag:little.example,2024
editor: The Little Editors
feed_length: 4
edit_url: https://forge.example/little/edit/main/{path}#L{line}
report_url: https://forge.example/little/issues/new?title={title}&body={address}
as_of: 2025-05-01
stale_after: 365
third_party: [delta.example]
source_titles: {'https://cards.example/pond': The card that the whole pond cites}
"""


def _model(slug: str) -> str:
    name, family, released, size, parents, more = MODELS[slug]
    facts = {
        "developer": f"{family} Growers, of the {LONGEST}" if slug == "reed-8x22b" else f"{family or 'Wild'} Growers"
    }
    facts |= {"family": family, "released": released, "parameters_total": size, "parameters_active": size}
    facts |= {"license": "not disclosed" if slug.startswith("iris") else "Apache 2.0"} | more
    facts |= {"weights": f"https://weights.example/{slug}"} if family in ("Rush", "Cattail") else {}
    facts |= {"training_data": "web pages, books, code and what the river brought in spring, in no stated order"}
    facts |= {"alignment": "taught by example, then by preference"} if parents else {}
    lines = "\n".join(f"  {key}: {value} [@card]" for key, value in facts.items() if value)
    parent = f"parents: [{', '.join(parents)}]\n" if parents else ""
    cited = "; ".join(f"@{key}" for key in ("card", "paper"))
    return (
        f"---\nname: {name}\nsummary: A model of the pond.\ntopics: [currents]\n{parent}checked: 2024-03-30\nsources:\n"
        f"  card: https://cards.example/{slug}\n  paper: https://arxiv.org/abs/2403.09999\nfacts:\n{lines}\n---\n\n"
        + "\n\n".join(
            f"Of the {number} ponds that were looked at{', or so' * (number % 5)}, most held {'very ' * (number % 7)}"
            f"clear water by the end of it [{cited}]. {'Some' + ' more' * number} were dry, as Gardenia wrote [@card]"
            f"{', and so on' if number % 2 else ''}."
            for number in range(2, 14)
        )
        + "\n"
    )  # fmt: skip


def _paper(number: int) -> str:
    month, topic = MONTHS[number % len(MONTHS)], TOPICS[number % len(TOPICS)]
    second = f", {TOPICS[(number + 1) % len(TOPICS)]}" if number % 4 == 0 else ""
    title = f"Pond Life {number}: " + " ".join(["What Lives", "under Water", "and Why It Stays"][: number % 3 + 1])
    model = list(MODELS)[number % len(MODELS)]
    status = ("withdrawn", f"superseded by pond-{number - 1}", "superseded by https://ponds.example/second")[number % 3]
    of = f"status: {status} [@page] the {LONGEST} has another\nchecked: 2024-03-30\nsources: {{page: 'https://ponds.example/{number}'}}\n"
    return (
        f"---\ntitle: '{title}'\narxiv: {month[2:4]}{month[5:]}.2{number:04}\ndate: {month}-{number % 28 + 1:02}\n"
        f"topics: [{topic}{second}]\nsummary: A paper about a model that quantizes what swims.\nauthors: [Ada Pond, Bea Pool]\n{of if number % 7 == 5 else ''}---\n\n"
        f"A look at [the model](../models/{model}.md) by Gardenia Quill's method.\n"
    )


MUD = f"""---
title: 'MUD: Meandering Universal Deltas'
arxiv: 2403.19756
date: 2024-03-30
topics: [mud]
summary: A network of rivers whose edges learn where to flow.
authors: [Delta Meander, Zoë Schölkopf, 山田太郎, et al.]
checked: 2024-03-31
sources:
  abstract: https://arxiv.org/abs/2403.19756
  code: https://code.example/mud
---

It wades where others swim, as [Low-rank wading](../methods/lowa.md) does, and is 100 times slower [@abstract; @code].

| setting | {LONGEST} | speed |
| --- | --- | --- |
| wet | it flows | 12 [@abstract] |
| dry | it does not | 0 [@code, file meander.py] |
"""

METHOD = """---
name: {name} ({short})
short: {short}
summary: One way through the mud.
topics: [mud]
related: [{other}]
papers: [mud]
---

![Score against size](../comparisons/pond-against-size.md)
"""

BENCHMARK = """---
name: PondBench
long_name: Questions about ponds, pools and puddles
summary: Asks a model what lives in a pond.
---

The same model gets different scores from different reporters.

## Where it is asked, by whom, and why
"""


def _results(reporter: str, distance: int) -> str:
    rows = "\n".join(
        f"  - model: {slug}\n    cells: {{pond: {30 + index * 1.5 + distance}, mud: {60 - index}.0}}"
        for index, slug in enumerate(MODELS)
        if index % 2 == 0 or not distance
    )
    return (
        f"title: What {reporter} measured\nreporter: {reporter}\nsource: post\nsources:\n"
        f"  post: https://delta.example/{distance}\nchecked: 2024-03-30\ncolumns:\n"
        "  pond: {benchmark: pondbench, metric: 'accuracy, %', shots: 5}\n"
        f"  mud: {{title: Mud, metric: share of what {LONGEST} holds}}\nrows:\n{rows}\n"
    )


def _wide() -> str:
    """A table of more columns than fit any window."""
    columns = "\n".join(f"  c{n}: {{title: 'Setting {n}, as it was', metric: seconds}}" for n in range(14))
    cells = ", ".join(f"c{n}: '{n * 1000 + 0.5} [@post, table {n}] as printed'" for n in range(14))
    rows = "\n".join(
        f"  - model: {slug}\n    variant: as it came from the river\n    cells: {{{cells}}}" for slug in MODELS
    )
    return (
        "title: A table of many columns\nreporter: Delta Institute\nsource: post\nsources:\n"
        f"  post: https://delta.example/wide\nchecked: 2024-03-30\ncolumns:\n{columns}\nrows:\n{rows}\n"
    )


def _rows(slugs: object) -> str:
    return "\n".join(f"  - model: {slug}" for slug in slugs)  # type: ignore[attr-defined]


COMPARISON = """---
title: The pond against size
summary: Score against size, of many models.
topics: [tides]
rows:
{rows}
columns:
  - fact: parameters_active
  - {{benchmark: pondbench, from: [pond-0, pond-1]}}
charts:
  - kind: scatter
    title: PondBench against active parameters
    description: Further up is better.
    x: parameters_active
    y: pondbench
    series: family
---
"""

BUILDS = """---
title: How they are built
summary: Facts of many models, side by side.
topics: [tides]
transpose: true
rows:
{rows}
columns:
  - fact: developer
  - fact: released
  - fact: license
  - fact: parameters_total
  - fact: parameters_active
  - fact: experts_total
  - fact: layers
  - fact: context_length
  - fact: training_data
---
"""


def _claims() -> str:
    claims = "\n".join(
        f"  - id: pond-{n}\n    section: Part {n % 3}\n    said: Pond number {n} is dry.\n    verdict: {verdict}\n"
        f"    found: The card says otherwise, on {n} pages [@card; @post].\n    about: [models/rush-3-8b.md, papers/mud.md]"
        for n, verdict in enumerate(["confirmed", "partly", "contradicted", "not checked"] * 4)
    )
    return (
        "title: Claims about ponds\nsaid_by: A. Blogger\nsaid_in: https://blog.example/ponds\nchecked: 2024-03-31\nsources:\n"
        f"  card: https://cards.example/pond\n  post: https://delta.example/claims\nclaims:\n{claims}\n"
    )


HARD = f"""---
title: Hard to break
summary: Everything that is longer than a line.
checked: 2024-03-31
sources:
  a: https://delta.example/{"a-long-address/" * 12}
  b: {{url: 'https://delta.example/b', title: A source with a title that goes on for longer than most lines of a margin do}}
---

## {LONGEST} and what becomes of it in a heading

A word of {len(LONGEST)} letters is {LONGEST}, or so [@a; @b], `{"code_that_never_ends_" * 6}` another [@b].

$$
f(x) = {" + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(24))}
$$

```python
line = "{"a line of code that is wider than the page " * 4}"
```

| one | two | three | four | five | six |
| --- | --- | --- | --- | --- | --- |
| {" | ".join(["internationalisation"] * 6)} |

> Quoted from [{"an address that is its own text: https://delta.example/" + "abc" * 30}](https://delta.example/b).

1. A list [@a], with a note.[^1]
   - in a list in which {" ".join(["words"] * 30)} follow

[^1]: The note, of 2 lines [@b]: {" ".join(["more"] * 40)}.
"""
