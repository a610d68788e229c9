"""Which came from which: nodes with parents → a nested list. Loops are found, not followed.

Nothing here calls itself, so that a line of a thousand generations is as good as one of two.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.values.words import Day


@dataclass(frozen=True, slots=True)
class Node:
    """Something with parents. `key` is its name among the others, `parents` are keys, the first the one it hangs from."""

    key: str
    title: str
    address: str
    day: Day | None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line of the nested list. `opens`: its children follow; `closes`: how many lists end with it; `also`: further parents."""

    node: Node
    depth: int
    opens: bool
    closes: int
    also: tuple[Node, ...]


def nested(nodes: Iterable[Node]) -> tuple[TreeLine, ...]:
    """Every node once, below its first parent; the oldest first, those without a day last.

    Parents that are no node are passed over. Nodes on a loop hang from nothing and are left out: ask `loops` first.
    """
    by_key = {node.key: node for node in nodes}
    children: dict[str, list[Node]] = defaultdict(list)
    roots: list[Node] = []
    for node in sorted(by_key.values(), key=_by_age):
        known = [parent for parent in node.parents if parent in by_key]
        (children[known[0]] if known else roots).append(node)
    order: list[tuple[Node, int]] = []
    waiting = [(node, 0) for node in reversed(roots)]
    while waiting:
        node, depth = waiting.pop()
        order.append((node, depth))
        waiting += [(child, depth + 1) for child in reversed(children[node.key])]
    rows = []
    following = [*(depth for _, depth in order), 0][1:]
    for (node, depth), after in zip(order, following, strict=True):
        also = [by_key[parent] for parent in dict.fromkeys(node.parents) if parent in by_key][1:]
        rows.append(TreeLine(node, depth, after > depth, max(0, depth - after), tuple(also)))
    return tuple(rows)


def _by_age(node: Node) -> tuple[bool, datetime.date, str, str]:
    return node.day is None, node.day.date if node.day else datetime.date.min, node.title.casefold(), node.key


def loops(parents: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Lines of descent that lead back to where they start, each once: `("a", "b")` where a comes from b and b from a.

    A loop starts at its alphabetically first member.
    """
    done: set[str] = set()
    found = []
    for start in sorted(parents):
        # A walk from the child to its parents; `path` is the way from `start` to where it stands.
        path: dict[str, Iterator[str]] = {}
        step: str | None = start
        while step is not None or path:
            if step is not None and step in path:
                line = list(path)
                loop = line[line.index(step) :]
                first = loop.index(min(loop))
                found.append((*loop[first:], *loop[:first]))
            elif step is not None and step not in done and step in parents:
                path[step] = iter(parents[step])
            here = next(reversed(path), None)
            if here is None:
                break
            step = next(path[here], None)
            if step is None:
                done.add(here)
                del path[here]
    return sorted(set(found))
