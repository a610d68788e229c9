"""Steps that ask, on a world of five lines: what runs again after one edit, and what does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.outside.memory import Memory
from digest.values.answers import Print
from digest.values.asking import Asker
from digest.values.frozen import fingerprint_of
from digest.values.graph import OUTPUT, Graph
from digest.values.inputs import Given
from digest.values.steps import in_pieces, lookup, name_of, step, whole


@dataclass
class Herd:
    """A folder of animals: a name on the first line, a weight on the second, remarks below; and a sign at the gate."""

    asker: Asker


FILES = {"farm/a": "Ada\n3\n", "farm/b": "Bea\n5\n", "farm/c": "Cid\n7\nlame", "sign": "Animals"}


@in_pieces
def animal(herd: Herd, path: str) -> dict[str, object]:
    data = herd.asker.file(path)
    if data is None:
        return {}
    name, weight, remarks = data.decode().split("\n", 2)
    return {"name": name, "weight": int(weight), "remarks": remarks}


@lookup
def by_initial(herd: Herd) -> dict[str, str]:
    names = [animal(herd, path, "name") for path in herd.asker.names("farm")]
    return {name[0]: name for name in names}


@whole
def total(herd: Herd) -> int:
    return sum(animal(herd, path, "weight") for path in herd.asker.names("farm"))


@step
def greeting(herd: Herd, initial: str) -> str:
    return f"Hello {by_initial(herd).get(initial, 'nobody')}"


@whole
def gate(herd: Herd) -> str:
    """Asks for the total only where the sign says so."""
    sign = (herd.asker.file("sign") or b"").decode()
    return f"{sign}: {total(herd)}" if sign == "Weighed" else sign


@step
def first(herd: Herd, letters: str) -> str:
    """The name by the first of some letters that has one."""
    found = (by_initial(herd).get(letter) for letter in letters)
    return next((name for name in found if name), "") or f"{total(herd)} kg of nobody"


@whole
def poster(herd: Herd) -> str:
    """Asks for what lies high above it as soon as the sign says so."""
    sign = (herd.asker.file("sign") or b"").decode()
    return first(herd, "XYZ") if sign == "Wanted" else sign


@whole
def heavy(herd: Herd) -> str:
    if total(herd) > 20:
        raise ValueError("too heavy")
    return "fine"


@in_pieces
def plan(herd: Herd, path: str) -> dict[str, object]:
    """What a page is to be made of, by its path."""
    return {"page": Print(fingerprint_of(str(animal(herd, path, "name")).encode()))}


@step
def around(herd: Herd, key: str) -> str:
    return around(herd, key)


class Day:
    """One run over some files, in which the pages of the farm are brought up to date."""

    def __init__(self, folder: Path, **changes: str | None) -> None:
        files = FILES | {path.replace("_", "/"): text for path, text in changes.items()}
        self.tree = {path: text.encode() for path, text in files.items() if text is not None}
        self.memory = Memory(folder, "farm")
        self.herd = Herd(Asker(Given(self.tree), self.memory.graph, self.memory.answers))
        self.herd.asker.serve(self.herd)
        self.herd.asker.push()

    def __enter__(self) -> Herd:
        return self.herd

    def __exit__(self, *error: object) -> None:
        self.memory.save(self.herd.asker.ledger.finish(), {}, 0)
        self.memory.close()


def ran(folder: Path, **changes: str | None) -> tuple[list[str], list[str]]:
    """The answers of a day, and the steps that ran for them."""
    with Day(folder, **changes) as herd:
        answers = [str(total(herd)), gate(herd), greeting(herd, "A"), greeting(herd, "D")]
    without = Herd(Asker(Given(Day(folder / "none", **changes).tree)))
    without.asker.serve(without)
    assert answers == [str(total(without)), gate(without), greeting(without, "A"), greeting(without, "D")]
    return answers, sorted(name.rpartition(".")[2] for name in herd.asker.ran for _ in range(herd.asker.ran[name]))


@pytest.fixture
def yesterday(tmp_path: Path) -> Iterator[Path]:
    answers, steps = ran(tmp_path)
    assert answers == ["15", "Animals", "Hello Ada", "Hello nobody"]
    assert steps == ["animal"] * 3 + ["by_initial", "gate", "greeting", "greeting", "total"]
    yield tmp_path


def test_nothing_changed_and_nothing_runs(yesterday: Path) -> None:
    assert ran(yesterday)[1] == []


def test_a_change_that_nobody_asked_about_ends_at_its_file(yesterday: Path) -> None:
    assert ran(yesterday, farm_c="Cid\n7\nbetter")[1] == ["animal"]


def test_a_change_goes_as_far_as_its_piece_was_asked(yesterday: Path) -> None:
    assert ran(yesterday, farm_b="Bea\n6\n") == (["16", "Animals", "Hello Ada", "Hello nobody"], ["animal", "total"])


def test_what_keeps_all_outputs_is_not_looked_through_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    looked = Graph.askers
    monkeypatch.setattr(Graph, "askers", lambda graph, number: asked.append(number) or looked(graph, number))
    paths = [f"{number}.html" for number in range(9)]

    def made(name: str) -> dict[str, str]:
        with Day(tmp_path, farm_a=f"{name}\n3\n") as herd:
            ledger = herd.asker.ledger
            assert not ledger.made(), "all were made of another name"
            for path in paths:
                herd.asker.make(path, (name_of(plan), "farm/a"), lambda: str(animal(herd, "farm/a", "name")).encode())
            ledger.keep([], paths)
            assert not {number for number in asked if ledger.graph.ranks[number] == OUTPUT}
            return ledger.made()

    assert made("Ada").keys() == made("Adam").keys() == set(paths)


def test_a_key_of_a_lookup_is_asked_for_itself(yesterday: Path) -> None:
    assert ran(yesterday, farm_b="Bess\n5\n")[1] == ["animal", "by_initial"]


def test_one_is_added(yesterday: Path) -> None:
    answers, steps = ran(yesterday, farm_d="Dan\n1\n")
    assert answers == ["16", "Animals", "Hello Ada", "Hello Dan"]
    assert steps == ["animal", "by_initial", "greeting", "total"]


def test_one_is_removed_and_comes_back(yesterday: Path) -> None:
    assert ran(yesterday, farm_a=None) == (
        ["12", "Animals", "Hello nobody", "Hello nobody"],
        ["animal", "by_initial", "greeting", "total"],  # that of a file that is gone too: only then nobody asks it
    )
    answers, _ = ran(yesterday)
    assert answers == ["15", "Animals", "Hello Ada", "Hello nobody"]


def test_a_step_asks_for_something_else_today(yesterday: Path) -> None:
    assert ran(yesterday, sign="Weighed")[1] == ["gate"]
    answers, steps = ran(yesterday, sign="Weighed", farm_b="Bea\n6\n")
    assert (answers[1], steps) == ("Weighed: 16", ["animal", "gate", "total"])
    assert ran(yesterday)[0][1] == "Animals"


def test_what_is_asked_for_the_first_time_is_found_out_before(yesterday: Path) -> None:
    """The sign leads to a step that waits itself, of a higher rank: the poster comes after it, and runs once."""

    def shown(**changes: str | None) -> tuple[str, dict[str, int]]:
        with Day(yesterday, **changes) as herd:
            text = poster(herd), first(herd, "XYZ")
            return text[0], {name.rpartition(".")[2]: times for name, times in herd.asker.ran.items()}

    assert shown()[0] == "Animals"
    assert shown(sign="Wanted", farm_b="Bea\n6\n") == (
        "16 kg of nobody",
        {"animal": 1, "total": 1, "first": 1, "poster": 1, "gate": 1},
    )
    assert shown(sign="Wanted", farm_b="Zoe\n6\n")[0] == "Zoe"
    assert shown() == ("Animals", {"animal": 1, "by_initial": 1, "total": 1, "first": 1, "poster": 1, "gate": 1})


def test_a_step_that_fails_runs_again_for_whoever_asks(yesterday: Path) -> None:
    def weighed(**changes: str | None) -> str:
        with Day(yesterday, **changes) as herd:
            return heavy(herd)

    assert weighed() == "fine"
    for _ in range(2):
        with pytest.raises(ValueError, match="too heavy"):
            weighed(farm_b="Bea\n60\n")
    assert weighed(farm_b="Bea\n6\n") == "fine"


def test_what_nobody_wants_any_more_is_forgotten(yesterday: Path) -> None:
    with Day(yesterday) as herd:
        wanted = herd.asker.noted(lambda: total(herd))[1]
        herd.asker.ledger.keep([*wanted, f"{name_of(gate)}\0"], ())
        assert herd.asker.ledger.graph.find(f"{name_of(gate)}\0")
    with Day(yesterday, farm_a=None) as herd:
        assert total(herd) == 12
        herd.asker.ledger.keep(wanted, ())
        graph = herd.asker.ledger.graph
        gone = [f"{name_of(gate)}\0", "file\0sign", f"{name_of(animal)}\0farm/a", "file\0farm/a"]
        assert [name for name in gone if graph.find(name) is not None] == []
        assert graph.find("file\0farm/b") is not None
    assert ran(yesterday)[0] == ["15", "Animals", "Hello Ada", "Hello nobody"]


def test_changes_in_a_row_are_all_remembered(yesterday: Path) -> None:
    for weight in range(10, 60):
        assert ran(yesterday, farm_b=f"Bea\n{weight}\n")[0][0] == str(weight + 10)


def test_changes_that_are_damaged_never_were(yesterday: Path) -> None:
    before = (yesterday / "changes").read_bytes()
    ran(yesterday, farm_b="Bea\n6\n")
    (yesterday / "changes").write_bytes(before[:-9])
    assert ran(yesterday, farm_b="Bea\n7\n")[0][0] == "17"


def test_a_step_that_asks_itself_is_told_so(tmp_path: Path) -> None:
    with Day(tmp_path) as herd, pytest.raises(RuntimeError, match="asks itself"):
        around(herd, "x")


def test_a_lost_answer_is_made_again(yesterday: Path) -> None:
    (yesterday / "answers.sqlite3").unlink()
    with Day(yesterday) as herd:
        assert total(herd) == 15
        assert herd.asker.ran == {name_of(total): 1, name_of(animal): 3}


def test_an_answer_that_is_not_what_was_put_down_is_made_again(yesterday: Path) -> None:
    with Day(yesterday) as herd:
        graph, answers = herd.asker.ledger.graph, herd.asker.answers
        assert answers
        fingerprint = graph.fingerprint(graph.find(f"{name_of(total)}\0") or 0)
        answers._connection.execute("UPDATE answers SET data = '[[],16]' WHERE print = ?", (fingerprint,))  # type: ignore[attr-defined]
        assert total(herd) == 15


def test_who_is_asked_after_the_end_knows_what_was_found_out(tmp_path: Path) -> None:
    with Day(tmp_path) as herd:
        before = herd.asker.ledger.graph
        assert total(herd) == 15
        assert herd.asker.ledger.finish() is not before
        herd.asker._alive.clear()
        ran = dict(herd.asker.ran)
        assert (total(herd), greeting(herd, "A"), total(herd)) == (15, "Hello Ada", 15)
        assert herd.asker.ran == ran | {name_of(greeting): 1, name_of(by_initial): 1}


def test_a_lost_piece_is_made_and_put_down_again(yesterday: Path) -> None:
    with Day(yesterday) as herd:
        graph, answers = herd.asker.ledger.graph, herd.asker.answers
        fingerprint = graph.fingerprint(graph.find(f"{name_of(animal)}\0farm/a\0weight") or 0)
        answers._connection.execute("DELETE FROM answers WHERE print = ?", (fingerprint,))  # type: ignore[union-attr]
        assert (animal(herd, "farm/a", "weight"), herd.asker.ran) == (3, {name_of(animal): 1})
    with Day(yesterday) as herd:
        assert (animal(herd, "farm/a", "weight"), herd.asker.ran) == (3, {})


def test_a_piece_that_is_what_it_was_is_not_put_down_again(yesterday: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[bytes] = []
    monkeypatch.setattr(Memory(None, "farm").answers.__class__, "put", lambda answers, print, data: put.append(data))
    with Day(yesterday, farm_b="Bea\n6\n") as herd:
        assert animal(herd, "farm/b", "weight") == 6
    assert b"[[],6]" in put
    assert b'[[],"Bea"]' not in put


@pytest.mark.parametrize("damage", [b"", b"no graph", b"farm\n" + b"x" * 300], ids=["empty", "foreign", "cut"])
def test_a_damaged_graph_knows_nothing(yesterday: Path, damage: bytes) -> None:
    (yesterday / "graph").write_bytes(damage)
    assert len(ran(yesterday)[1]) == 8


def test_a_memory_of_another_version_knows_nothing(yesterday: Path) -> None:
    memory = Memory(yesterday, "another farm")
    assert not len(memory.graph)
    memory.close()


def test_what_another_process_found_out_is_known(tmp_path: Path) -> None:
    with Day(tmp_path / "child") as child:
        child.asker.detach()
        total(child)
        delta = child.asker.delta()
    with Day(tmp_path / "parent") as herd:
        herd.asker.merge(delta)
        assert total(herd) == 15
        assert herd.asker.ran == {name_of(total): 1, name_of(animal): 3}, "there, not here"
    assert ran(tmp_path / "parent")[1] == ["by_initial", "gate", "greeting", "greeting"]


def test_an_output_is_made_again_where_its_plan_or_what_it_asked_changed(tmp_path: Path) -> None:
    def page(folder: Path, **changes: str | None) -> tuple[str, bool]:
        with Day(folder, **changes) as herd:
            known = herd.asker.ledger.made().get("page", "")
            plan = (name_of(animal), "farm/a")
            data = b"" if known else herd.asker.make("page", plan, lambda: str(total(herd)).encode())
            return known or fingerprint_of(data), bool(known)

    first = page(tmp_path)
    assert first == (fingerprint_of(b"15"), False)
    assert page(tmp_path) == (fingerprint_of(b"15"), True)
    assert page(tmp_path, farm_b="Bea\n6\n") == (fingerprint_of(b"16"), False)


def test_a_fingerprint_as_an_answer_stands_for_itself(tmp_path: Path) -> None:
    def made(**changes: str | None) -> bool:
        with Day(tmp_path, **changes) as herd:
            known = "page" in herd.asker.ledger.made()
            if not known:
                herd.asker.make("page", (name_of(plan), "farm/a"), lambda: b"a page")
            assert plan(herd, "farm/a", "page") == fingerprint_of(b"Ada" if not changes else b"Adam"), "and can be read"
        return not known

    assert (made(), made(), made(farm_a="Adam\n3\n"), made(farm_a="Adam\n4\n")) == (True, False, True, False)
