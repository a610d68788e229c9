"""As many invented papers and models as a test asks for, over as many months, so that lists become longer than a page."""

TOPICS = ("alluvium", "basin", "cascade", "delta")
_WORDS = [
    "Amber",
    "Birch",
    "Cedar",
    "Dune",
    "Elder",
    "Fern",
    "Gorse",
    "Heath",
    "Iris",
    "Juniper",
    "Kelp",
    "Larch",
    "Moss",
    "Nettle",
    "Oak",
    "Poplar",
]


def many_papers(count: int, months: int = 12) -> dict[str, bytes]:
    """`count` papers by months from January 2021 on, some of them without a day, each of one topic or two."""
    files = {f"content/topics/{topic}.md": f"---\nname: {topic.capitalize()}\nsummary: S\n---\n" for topic in TOPICS}
    for number in range(count):
        month = f"{2021 + number % months // 12}-{number % months % 12 + 1:02}"
        files[f"content/papers/many-{number}.md"] = paper(
            number, month if number % 7 == 0 else f"{month}-{number % 28 + 1:02}"
        )
    return {path: text.encode() for path, text in files.items()}


def paper(number: int, day: str, more: str = "") -> str:
    topics = ", ".join(dict.fromkeys((TOPICS[number % 4], TOPICS[number % 3])))
    return (
        f"---\ntitle: {_WORDS[number % 16]} {_WORDS[number // 16 % 16]} {number}\narxiv: 2101.{10000 + number}\ndate: {day}\n"
        f"topics: [{topics}]\nsummary: What grows by water number {number}.\nauthors: [Ada Reed, Bo Rush]\n{more}---\n\n"
        f"By [the otter](../models/otter-1b.md) that [paddles](../methods/paddling.md), cited as such.\n"
    )


def many_models(count: int) -> dict[str, bytes]:
    """`count` models of a few families, a third of them the child of another."""
    files = {}
    for number in range(count):
        family = _WORDS[number % 8]
        parent = f"parents: [many-{number - 8}]\n" if number % 3 == 0 and number >= 8 else ""
        files[f"content/models/many-{number}.md"] = (
            f"---\nname: {family} {number}B\nsummary: S\ntopics: [rivers]\n{parent}checked: 2024-05-01\nsources:\n"
            f"  card: https://cards.example/{number}\nfacts:\n  developer: {family} Growers [@card]\n  family: {family} [@card]\n"
            f"  released: {2020 + number % 5}-{number % 12 + 1:02}-{number % 28 + 1:02} [@card]\n"
            f"  parameters_total: {number + 1}B [@card]\n  context_length: '{1024 * (number % 16 + 1):,} [@card]'\n---\n"
        )
    return {path: text.encode() for path, text in files.items()}
