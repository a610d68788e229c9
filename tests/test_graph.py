"""Who asked what, both ways: the same whether it is a base, an overlay of one, or was written down and read again."""

from random import Random

import pytest

from digest.values.graph import INPUT, OUTPUT, UNKNOWN, Damaged, Graph
from digest.values.waiting import Waiting
from digest.values.written import base_parts, change, change_bytes, graph_of

NAMES = [f"step\0{key}" for key in ("", "höhe", "\ud800", *map(str, range(20)))]


def _bytes(graph: Graph) -> bytes:
    """The base of a graph as it is written."""
    return b"".join(base_parts(graph))


def read_again(graph: Graph) -> Graph:
    """A graph as it is written, and read by another."""
    again = graph_of(_bytes(graph))
    change(again, change_bytes(graph))
    return again


def edited(graph: Graph, random: Random) -> None:
    """Some answers come, change, ask something else, wait, and go."""
    for _ in range(random.randrange(12)):
        name = random.choice(NAMES)
        number = graph.number(name, random.randrange(1, 9))
        earlier = [one for one in map(graph.find, NAMES[: NAMES.index(name)]) if one is not None]
        graph.ask(number, random.sample(earlier, random.randrange(len(earlier) + 1)))
        graph.stamp(number, f"{random.randrange(1 << 32):024x}")
        if random.random() < 0.2:
            graph.pending.add(number)
    for _ in range(random.randrange(3)):
        gone = graph.find(random.choice(NAMES))
        if gone is not None and not any(True for _ in graph.askers(gone)):
            graph.remove(gone)


def told(graph: Graph) -> dict[str, object]:
    """All that a graph says, by name. Who asked is found out from what was asked, and held against what it says itself."""
    known = {name: number for name in NAMES if (number := graph.find(name)) is not None}
    names = {number: name for name, number in known.items()}
    assert {name: graph.name(number) for name, number in known.items()} == {name: name for name in known}
    asked = {name: [names[one] for one in graph.asked(number)] for name, number in known.items()}
    for name, number in known.items():
        said = {names[asker] for asker in graph.askers(number)}
        assert said == {asker for asker, those in asked.items() if name in those}, name
    return {
        name: (graph.fingerprint(number), graph.ranks[number], asked[name], number in graph.pending)
        for name, number in known.items()
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_graph_is_the_same_in_every_form(seed: int) -> None:
    random = Random(seed)
    graph = Graph()
    for _ in range(6):
        edited(graph, random)
        graph = graph.flattened() if not graph.base.count or random.random() < 0.3 else graph
        said = told(graph)
        again = read_again(graph)
        assert told(again) == said
        assert told(read_again(graph).flattened()) == said
        graph = random.choice((graph, again))


def test_what_no_output_comes_to_is_left_out() -> None:
    graph = Graph()
    for name, rank, asked in (
        ("file\0a", INPUT, ()),
        ("one\0", 1, ("file\0a",)),
        ("two\0", 1, ()),
        ("made\0x", OUTPUT, ("one\0",)),
    ):
        graph.ask(graph.number(name, rank), [graph.number(one, INPUT) for one in asked])
    flat = graph.flattened()
    assert [name for name in ("file\0a", "one\0", "two\0", "made\0x") if flat.find(name) is not None] == [
        "file\0a",
        "one\0",
        "made\0x",
    ]
    assert len(flat) == 3


@pytest.mark.parametrize("at", [0, 9, 120, -1])
def test_a_byte_that_is_another_is_noticed(at: int) -> None:
    graph = Graph()
    edited(graph, Random(5))
    data = bytearray(_bytes(graph.flattened()))
    data[at] ^= 1
    with pytest.raises(Damaged):
        graph_of(bytes(data))
    with pytest.raises(Damaged):
        graph_of(bytes(data[:20]))


@pytest.mark.parametrize("said", [b"", b"1 2\n{}", b"[]", b"\xff\xfe"])
def test_changes_that_are_none_are_refused(said: bytes) -> None:
    with pytest.raises(Damaged):
        change(Graph(), said)


def test_changes_of_another_base_are_refused() -> None:
    one, other = Graph(), Graph()
    edited(one, Random(1))
    edited(other, Random(2))
    one, other = one.flattened(), other.flattened()
    _bytes(one), _bytes(other)
    with pytest.raises(Damaged):
        change(other, change_bytes(one))


def test_a_number_that_leads_nowhere_is_refused_when_it_is_followed() -> None:
    graph = Graph()
    graph.ask(graph.number("step\0a", 1), [graph.number("file\0b", INPUT)])
    flat = graph.flattened()
    flat.base.asked[0] = 77
    crafted = graph_of(_bytes(flat))
    with pytest.raises(Damaged, match="nowhere"):
        list(crafted.asked(crafted.find("step\0a") or 0))


def chain(*names: str) -> Graph:
    """Each asked the one before."""
    graph = Graph()
    for rank, name in enumerate(names):
        number = graph.number(name, rank)
        graph.ask(number, [number - 1] if rank else [])
        graph.stamp(number, "0" * 23 + "1")
    return graph.flattened()


def test_who_asked_waits_and_is_lifted_with_what_it_asked() -> None:
    graph = chain("file\0", "a\0", "b\0", "c\0")
    waiting = Waiting(graph)
    a, b, c = (graph.find(f"{name}\0") or 0 for name in "abc")
    waiting.tell(graph.find("file\0") or 0)
    assert graph.pending == {a}
    waiting.tell(a)
    waiting.lift(a, 6)
    assert [graph.ranks[one] for one in (a, b, c)] == [7, 8, 9]
    assert waiting.take(6) == []
    assert waiting.take(8) == [a]
    assert waiting.lowest == 7
    graph.pending.discard(a)
    waiting.back([a])
    assert waiting.lowest == 8


def test_answers_that_ask_each_other_are_no_graph() -> None:
    graph = chain("file\0", "a\0", "b\0")
    graph.ask(graph.find("a\0") or 0, [graph.find("b\0") or 0])
    with pytest.raises(Damaged, match="each other"):
        Waiting(graph).lift(graph.find("a\0") or 0, 4)


def test_an_output_does_not_wait_but_is_unknown() -> None:
    graph = chain("file\0", "a\0")
    page = graph.number("made\0page", OUTPUT)
    graph.ask(page, [graph.find("a\0") or 0])
    graph.stamp(page, "0" * 23 + "2")
    Waiting(graph).tell(graph.find("a\0") or 0)
    assert not graph.pending
    assert graph.fingerprint(page) == UNKNOWN
