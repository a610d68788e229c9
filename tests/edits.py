"""A small digest of every kind of entry, and random edits of it: right ones, useless ones and wrong ones."""

from collections.abc import Callable
from random import Random

from tests.conftest import repository_tree
from tests.corpus import png

Tree = dict[str, bytes]
Edit = Callable[[Tree, Random], None]

SLUGS = ("ant", "bee", "cod", "doe", "elk")
WORDS = ("swift", "calm", "deep", "odd", "plain", "keen")
TOPICS = ("rivers", "woods")


def front(**fields: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + "---\n\n"


def paper(random: Random, slug: str) -> bytes:
    number = SLUGS.index(slug)
    day = f"20{random.choice('23')}4-0{random.randint(1, 3)}-{random.choice(('05', '17'))}"
    text = front(
        title=f"On {slug} {random.choice(WORDS)}",
        arxiv=f"2404.0000{number}",
        date=day,
        topics=f"[{', '.join(random.sample(TOPICS, random.randint(1, 2)))}]",
        summary=f"A {random.choice(WORDS)} paper.",
        authors=random.choice(("", "[A. Frog]", "[B. Toad, C. Newt]")),
        checked=random.choice(("2024-05-01", "2024-05-01", "2024-06", "2025-08-01")),
        sources="{p: 'https://arxiv.org/abs/2404.00001'}",
        added=random.choice(("", "2024-05-02", "2024-06")),
        history=random.choice(("", "[{date: 2024-05-03, change: 'Some words [@p].'}]")),
    )
    return (text + note(random)).encode()


def note(random: Random) -> str:
    there = SLUGS if random.random() < 0.05 else SLUGS[:3]  # the others come and go
    links = [f"[it](../{kind}/{slug}.md)" for kind in ("papers", "models") for slug in there]
    links += ["[so](../claims/said.yaml#first)", "[how](../methods/wading.md)", "[there](../benchmarks/swim.md)"]
    said = [
        f"It is {random.choice(WORDS)}, as {link} says [@p]." for link in random.sample(links, random.randint(0, 2))
    ]
    placed = random.choice(("", "\n\n![Table](../results/table.yaml)", "\n\n![Pond](pond.png)", "\n\n## Part\n\nMore."))
    return f"It is {random.choice(WORDS)}. {' '.join(said)}{placed}\n"


def model(random: Random, slug: str) -> bytes:
    facts = [
        f"parameters_total: {random.choice(('7B', '70B'))} [@c]",
        f"family: {random.choice(('Fish', 'Fowl'))} [@c]",
    ]
    facts.append(f"released: 2024-0{random.randint(1, 4)}-01 [@c]")
    text = front(
        name=f"{slug.title()} {random.choice('12')}",
        summary="A model.",
        topics=f"[{random.choice(TOPICS)}]",
        parents=f"[{random.choice([s for s in SLUGS[:3] if s < slug])}]"
        if slug > "ant" and random.random() < 0.5
        else "",
        checked="2024-05-01",
        sources="{c: 'https://card.example/'}",
        facts="{" + ", ".join(fact.replace(" [@c]", " [@c]") for fact in ()) + "}" if not facts else "",
    )
    lines = "".join(f"  {fact}\n" for fact in random.sample(facts, random.randint(1, 3)))
    return text.replace("---\n\n", f"facts:\n{lines}---\n\n").encode() + b"A note.\n"


def small_digest() -> Tree:
    """Every kind of entry, few of each."""
    random = Random(1)
    tree = {path: data for path, data in repository_tree().items() if not path.startswith("content/")}
    tree["content/site.yaml"] = (
        b"title: Pond\ntagline: T\ndescription: D\nbase_url: https://pond.example/\nid: tag:pond.example,2024\n"
    )
    for slug in SLUGS[:3]:
        tree[f"content/papers/{slug}.md"] = paper(random, slug)
        tree[f"content/models/{slug}.md"] = model(random, slug)
    for topic in TOPICS:
        tree[f"content/topics/{topic}.md"] = front(name=topic.title(), summary="A topic.").encode()
    tree |= {
        "content/papers/pond.png": png(4, 3),
        "content/methods/wading.md": (front(name="Wading", summary="S.", topics="[rivers]") + "Slowly.\n").encode(),
        "content/benchmarks/swim.md": front(name="Swim", summary="S.", aliases="[Lap]").encode(),
        "content/pages/about.md": (front(title="About", summary="S.") + "Hello.\n").encode(),
        "content/editions/april.md": (
            front(title="April", date="2024-04-30", summary="S.", papers="[ant, bee]", models="[ant]") + "Read.\n"
        ).encode(),
        "content/results/table.yaml": (
            b"title: Laps\nreporter: A lab\nsource: p\nchecked: 2024-05-01\nsources: {p: 'https://lab.example/'}\n"
            b"columns: {swim: {benchmark: swim}}\nrows:\n  - {model: ant, cells: {swim: 44.1}}\n"
            b"  - {model: bee, cells: {swim: 55.2}}\n"
        ),
        "content/comparisons/both.md": front(title="Both", summary="S.", results="table", topics="[woods]").encode(),
        "content/claims/said.yaml": (
            b"title: Said\nsaid_by: A. Frog\nsaid_in: https://frog.example/\nchecked: 2024-05-01\n"
            b"sources: {p: 'https://lab.example/'}\nclaims:\n"
            b"  - {id: first, section: One, said: 'Ants swim.', verdict: confirmed, found: 'They do [@p].', about: [models/ant.md]}\n"
        ),
    }
    return tree


def _some_path(tree: Tree, random: Random, start: str) -> str:
    return random.choice(sorted(path for path in tree if path.startswith(start)))


def write_paper(tree: Tree, random: Random) -> None:
    slug = random.choice(SLUGS)
    tree[f"content/papers/{slug}.md"] = paper(random, slug)


def write_model(tree: Tree, random: Random) -> None:
    slug = random.choice(SLUGS)
    tree[f"content/models/{slug}.md"] = model(random, slug)


def add_words(tree: Tree, random: Random) -> None:
    path = _some_path(tree, random, f"content/{random.choice(('papers/', 'models/', 'methods/', 'editions/'))}")
    if path.endswith(".md"):
        tree[path] += f"\nMore {random.choice(WORDS)} words.\n".encode()


def draft_or_publish(tree: Tree, random: Random) -> None:
    path = _some_path(tree, random, f"content/{random.choice(('papers/', 'models/', 'methods/', 'topics/'))}")
    if b"\ndraft: true\n" in tree[path]:
        tree[path] = tree[path].replace(b"\ndraft: true\n", b"\n", 1)
    elif path.endswith(".md"):
        tree[path] = tree[path].replace(b"---\n", b"---\ndraft: true\n", 1)


def touch_nothing(tree: Tree, random: Random) -> None:
    path = _some_path(tree, random, "content/")
    tree[path] = bytes(tree[path])


def delete(tree: Tree, random: Random) -> None:
    """Mostly something that nothing links to."""
    folder = random.choice(("papers", "models", "papers", "topics"))
    spare = [f"content/{folder}/{slug}.md" for slug in SLUGS[3:]]
    path = random.choice(spare) if random.random() < 0.9 else _some_path(tree, random, f"content/{folder}/")
    tree.pop(path, None)


def rename(tree: Tree, random: Random) -> None:
    path = random.choice(
        [path for path in tree if path.startswith("content/papers/") and path[15:18] in SLUGS[3:]] or [""]
    )
    path = path if path and random.random() < 0.9 else _some_path(tree, random, "content/papers/")
    tree[f"content/papers/{random.choice(SLUGS)}.{path.rpartition('.')[2]}"] = tree.pop(path)


def break_something(tree: Tree, random: Random) -> None:
    path = _some_path(tree, random, "content/papers/")
    tree[path] = random.choice(
        (b"no front matter", b"---\ntitle: [\n---\n", b"\xff\xfe", tree[path].replace(b"topics", b"topic"))
    )


def change_settings(tree: Tree, random: Random) -> None:
    lines = tree["content/site.yaml"].decode().splitlines()[:5]
    lines[0] = f"title: {random.choice(('Pond', 'Lake'))}"
    lines += random.sample(
        ["feed_length: 2", "as_of: 2025-06-01", "kinds: {papers: {one: Text, many: Texts}}", "accent: '#3b5bb0'",
         "source_titles: {'https://lab.example/': The lab}", "editor: A. Frog", "tagline: again"],
        random.randint(0, 3),
    )  # fmt: skip
    tree["content/site.yaml"] = "\n".join(dict.fromkeys(lines)).encode() + b"\n"


def change_template(tree: Tree, random: Random) -> None:
    name = random.choice(("base.html", "paper.html", "macros.html", "list.html", "papers.html", "feed_note.html"))
    tree[f"templates/{name}"] += (
        random.choice((b"\n", b"<!-- x -->", b"\n{% if %}")) if random.random() < 0.2 else b"\n"
    )


def change_static(tree: Tree, random: Random) -> None:
    tree["static/style.css"] += b"/* " + random.choice(WORDS).encode() + b" */\n"
    if random.random() < 0.3:
        tree[f"static/{random.choice(WORDS)}.js"] = b"// nothing\n"


def change_picture(tree: Tree, random: Random) -> None:
    tree["content/papers/pond.png"] = random.choice((png(4, 3), png(5, 3), b"no picture"))


def change_facts(tree: Tree, random: Random) -> None:
    text = b"facts:\n  fins: {label: Fins, type: quantity, group: Body, overview: true}\n"
    if tree.pop("content/facts.yaml", None) is None:
        tree["content/facts.yaml"] = text


def mend(tree: Tree, random: Random) -> None:
    """Back to a digest without a problem, but for what was said of single files."""
    for path, data in small_digest().items():
        if random.random() < 0.8:
            tree[path] = data
    for path in [path for path in tree if path.endswith(".png") and "pond" not in path]:
        del tree[path]


EDITS: tuple[Edit, ...] = (
    write_paper, write_paper, write_model, add_words, add_words, draft_or_publish, touch_nothing, delete, rename, break_something,
    change_settings, change_template, change_static, change_picture, change_facts, mend, mend, mend,
)  # fmt: skip
