"""A graph as bytes and back: the base, which is written seldom, and beside it what is otherwise since.

Both are data and nothing else. The base is a check sum, the lengths of its arrays, and these; the changes are JSON, with
a check sum and that of the base they belong to.
"""

import json
import struct
from array import array
from itertools import accumulate, pairwise
from zlib import crc32

from digest.values.flat import Damaged, Flat
from digest.values.graph import Graph

_HEAD = struct.Struct(f"<I{len(Flat.KINDS)}Q")


def base_parts(graph: Graph) -> list[bytes | memoryview]:
    """The base of a graph in parts, one after the other; it knows its check sum from then on."""
    parts = [part.cast("B") for part in graph.base.parts]
    check = 0
    for part in parts:
        check = crc32(part, check)
    graph.base.check = check
    return [_HEAD.pack(check, *map(len, parts)), *parts]


def graph_of(data: bytes | memoryview) -> Graph:
    """A graph that is what its base is. Raises Damaged for bytes that are no base."""
    try:
        check, *sizes = _HEAD.unpack_from(data)
    except struct.error as error:
        raise Damaged(str(error)) from None
    whole = memoryview(data)[_HEAD.size :]
    if len(whole) != sum(sizes) or crc32(whole) != check:
        raise Damaged("the check sum is another")
    cuts = pairwise(accumulate(sizes, initial=0))
    flat = Flat([whole[start:end] for start, end in cuts])
    flat.check = check
    return Graph(flat)


def change_bytes(graph: Graph) -> bytes:
    """What is otherwise than in the base."""
    count = graph.base.count
    lifted = memoryview(graph.ranks)[:count] != graph.base.ranks
    said = json.dumps(
        {
            "new": [
                (name, graph.ranks[number], graph.fingerprint(number), list(graph.asked(number)))
                for number, name in enumerate(graph.names, count)
            ],
            "lifted": [(n, graph.ranks[n]) for n in range(count) if graph.ranks[n] != graph.base.ranks[n]]
            if lifted
            else [],
            "prints": list(graph.prints.items()),
            "asks": [(number, asked.tolist()) for number, asked in graph.asks.items()],
            "removed": sorted(graph.removed),
            "pending": sorted(graph.pending),
        },
        separators=(",", ":"),
    ).encode()
    return b"%d %d\n%s" % (graph.base.check, crc32(said), said)


def change(graph: Graph, data: bytes) -> None:
    """Take over changes. Raises Damaged for bytes that are none, or none of this base; the graph is of no use then."""
    head, _, said = data.partition(b"\n")
    if head != b"%d %d" % (graph.base.check, crc32(said)):
        raise Damaged("the check sum is another")
    try:
        found = json.loads(said)
        for number, rank in found["lifted"]:
            graph.ranks[number] = rank
        graph.take_over(
            [(str(name), rank, str(one), asked) for name, rank, one, asked in found["new"]],
            {int(number): str(one) for number, one in found["prints"]},
            {int(number): array("I", asked) for number, asked in found["asks"]},
            set(map(int, found["removed"])),
            set(map(int, found["pending"])),
        )
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise Damaged(str(error)) from None
