"""Invented papers and models, each a function of its number alone: equal in every run, however many there are.

A note is written in this digest's own Markdown; what other generators are given is made of it in `others.py`.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

TOPICS = (
    "alignment", "architectures", "data", "efficiency", "evaluation", "inference", "interpretability", "multimodality",
    "reasoning", "retrieval", "scaling", "training",
)  # fmt: skip
MONTHS = 120
"""Papers are spread over ten years, from January 2015."""
PAPERS_A_MODEL = 20
FAMILY = 5
"""Models in a family, each made from the one before."""

_SYLLABLES = [a + b for a in "bdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
_ORDINARY = (
    "model layer token attention gradient corpus sample score baseline answer question prompt memory cache vector matrix"
    " weight error margin table author test set loss step window context query document expert router head depth width"
    " small large dense sparse early late plain frozen learned measured reported shared local global open narrow"
    " trains holds keeps moves lifts lowers repeats compares splits merges reads writes counts drops needs explains"
)
WORDS = tuple(_ORDINARY.split()) + tuple("".join(found) for found in itertools.product(_SYLLABLES[::3], repeat=2))
_WEIGHTS = tuple(itertools.accumulate(1 / (rank + 5) for rank in range(len(WORDS))))
"""The more frequent the earlier, as in any text."""

_PATTERNS = (
    "The {} {} rests on a {} {}, which {} before it leave to the {}.",
    "Where the {} is {}, a {} {} takes the place of each {} and the {} stays.",
    "By the authors' own account the {} {} {} more than its {} does, and no {} was {}.",
    "Without the {}, most of what the {} {} adds is lost on the {}, and so is the {} {}.",
    "It is trained on {} and {} in turn, so that neither {} nor {} comes to rule the {} or the {}.",
    "What the {} shows is that {} and {} go together; whether the {} {} causes it is left {}.",
)
_SLOTS = 6
_FORMULAS = (
    r"$L(\theta) = -\sum_t \log p_\theta(x_t \mid x_{1:t})$",
    r"$W + BA$",
    r"$\operatorname{softmax}(QK^\top / \sqrt{d})\,V$",
    r"$\hat{y} = \sum_i g_i(x) E_i(x)$",
    r"$\beta \log \frac{\pi(y)}{\pi_0(y)}$",
)


@dataclass(frozen=True, slots=True)
class Paper:
    slug: str
    title: str
    arxiv: str
    date: str
    topics: tuple[str, ...]
    summary: str
    authors: tuple[str, ...]
    sources: dict[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Model:
    """`facts` holds a value and the key of its source for each."""

    slug: str
    name: str
    date: str
    topics: tuple[str, ...]
    summary: str
    parents: tuple[str, ...]
    sources: dict[str, str]
    facts: dict[str, tuple[str, str]]
    note: str


def name_of(number: int, salt: str = "") -> str:
    """A word of three syllables or more that no other number has."""
    base = len(_SYLLABLES)
    parts: list[str] = []
    while number or len(parts) < 3:
        number, part = divmod(number, base)
        parts.append(_SYLLABLES[(part * 37 + len(parts) * 11) % base])
    return salt + "".join(parts)


def paper_slug(number: int) -> str:
    return name_of(number)


def model_slug(number: int) -> str:
    return f"{name_of(number // FAMILY, 'o')}-{number % FAMILY + 1}"


def models_of(papers: int) -> int:
    return max(1, papers // PAPERS_A_MODEL)


def month_of(number: int) -> str:
    year, month = divmod(number % MONTHS, 12)
    return f"{2015 + year}-{month + 1:02}"


def paper(number: int, papers: int) -> Paper:
    """The paper of a number in a corpus of so many, which is what its links lead into."""
    rng = random.Random(number)
    slug, month = paper_slug(number), month_of(number)
    date = f"{month}-{number // MONTHS % 28 + 1:02}"
    arxiv = f"{month[2:4]}{month[5:]}.{number // MONTHS + 1:05}"
    topics = tuple(dict.fromkeys((TOPICS[number % len(TOPICS)], TOPICS[rng.randrange(len(TOPICS))])))
    words = rng.choices(WORDS, cum_weights=_WEIGHTS, k=12)
    name = slug.capitalize()
    title = f"{name}: {' '.join(words[:3]).title()} for {' '.join(words[3:5]).title()}"
    people = tuple(
        f"{name_of(rng.randrange(5000)).capitalize()} {name_of(rng.randrange(20000), 'K')}"
        for _ in range(number % 5 + 1)
    )
    return Paper(
        slug=slug,
        title=title,
        arxiv=arxiv,
        date=date,
        topics=topics,
        summary=f"{name} puts a {words[5]} {words[6]} in the place of the {words[7]}, and {words[8]} the {words[9]} {words[10]}.",
        authors=people,
        sources=_paper_sources(number, slug, arxiv),
        note=_paper_note(rng, number, papers),
    )  # fmt: skip


def _paper_sources(number: int, slug: str, arxiv: str) -> dict[str, str]:
    """The code only where the note has a table, which cites it."""
    code = {"code": f"https://code.example/{slug}"} if number % 4 == 0 else {}
    return {"abstract": f"https://arxiv.org/abs/{arxiv}", **code}


def _paper_note(rng: random.Random, number: int, papers: int) -> str:
    """Some 150 to 300 words that lead to a model, a method and another paper, each number with its source."""
    sentences = _sentences(rng)
    model, other = model_slug(rng.randrange(models_of(papers))), paper_slug(rng.randrange(papers))
    parts = [
        f"{next(sentences)} On the authors' test it reaches {rng.randrange(200, 999) / 10} where "
        f"[the model](../models/{model}.md) stood at {rng.randrange(100, 800) / 10} [@abstract, table {number % 7 + 1}]. {next(sentences)}",
        f"It builds on [the usual way](../methods/{TOPICS[number % len(TOPICS)]}-by-hand.md). {next(sentences)} {next(sentences)}",
    ]
    if number % 3 == 0:
        parts.append(
            f"What is learned is {rng.choice(_FORMULAS)}, with {rng.choice(_FORMULAS)} beside it. {next(sentences)}"
        )
    if number % 4 == 0:
        rows = "\n".join(
            f"| {word} | {rng.randrange(100, 999) / 10} [@abstract] | {rng.randrange(2, 99)} [@code] |"
            for word in rng.choices(WORDS, k=4)
        )
        parts.append(f"| setting | score | hours |\n| --- | --- | --- |\n{rows}")
    parts += [" ".join(itertools.islice(sentences, 1 + number % 3)) for _ in range(1 + number % 2)]
    parts.append("## What to be careful about")
    footnote = "[^1]" if number % 5 == 0 else ""
    parts.append(
        f"{next(sentences)}{footnote} [Another paper](../papers/{other}.md) finds less of it. {next(sentences)}"
    )
    if footnote:
        parts.append(f"[^1]: {next(sentences)}")
    return "\n\n".join(parts) + "\n"


def _sentences(rng: random.Random) -> Iterator[str]:
    for number in itertools.count(rng.randrange(len(_PATTERNS))):
        yield _PATTERNS[number % len(_PATTERNS)].format(*rng.choices(WORDS, cum_weights=_WEIGHTS, k=_SLOTS))


def model(number: int, papers: int, correction: int = 0) -> Model:
    """The model of a number in a corpus of so many papers; each correction gives it another count of training tokens."""
    rng = random.Random(-1 - number)
    slug, family = model_slug(number), name_of(number // FAMILY, "O")
    size = (0.4, 1.1, 3, 7, 70)[number % FAMILY] * (1 + number // FAMILY % 9 / 10)
    billions = f"{size:.3g}B"
    date = f"{month_of(number)}-{number // MONTHS % 28 + 1:02}"
    topics = (TOPICS[number % len(TOPICS)],)
    words = rng.choices(WORDS, cum_weights=_WEIGHTS, k=8)
    described = paper(rng.randrange(papers), 1)
    facts = {
        "developer": (f"{name_of(number // FAMILY % 40).capitalize()} Lab", "card"),
        "family": (family, "card"),
        "released": (date, "card"),
        "license": (("Apache 2.0", "MIT", "a licence of its own")[number % 3], "card"),
        "paper": (described.arxiv, "card"),
        "weights": (f"https://weights.example/{slug}", "card"),
        "parameters_total": (billions, "card"),
        "parameters_active": (billions, "card"),
        "layers": (str(12 + number % 60), "config"),
        "hidden_size": (f"{1024 + 128 * (number % 50):,}", "config"),
        "attention_heads": (str(8 * (number % 8 + 1)), "config"),
        "tokenizer": (f"BPE over {words[0]} and {words[1]}", "config"),
        "vocab_size": (f"{32000 + 128 * (number % 700):,}", "config"),
        "context_length": (f"{2048 * 2 ** (number % 6):,}", "card"),
        "training_tokens": (f"{(number % 150 + 1) / 10 + correction * 10:.3g}T", "paper"),
        "training_data": (f"web pages, {words[2]} and {words[3]}, in no stated order", "paper"),
        "alignment": ("taught by example, then by preference", "paper"),
    }
    sentences = _sentences(rng)
    before = (model_slug(number - 1),) if number % FAMILY else ()
    came = f"It came after [the one before](../models/{before[0]}.md). " if before else ""
    note = (
        f"{came}{next(sentences)} {next(sentences)} The card counts {number % 40 + 2} sources [@card].\n\n"
        f"[The paper](../papers/{described.slug}.md) tells of it. {' '.join(itertools.islice(sentences, 4))}\n"
    )
    return Model(
        slug=slug,
        name=f"{family} {billions}",
        date=date,
        topics=topics,
        summary=f"A {words[4]} {words[5]} model for {words[6]} and {words[7]}.",
        parents=before,
        sources={
            "card": f"https://weights.example/{slug}",
            "config": f"https://weights.example/{slug}/config.json",
            "paper": f"https://arxiv.org/abs/{described.arxiv}",
        },
        facts=facts,
        note=note,
    )
