"""What waits to be found out anew since something that it asked has changed: that of the lowest rank first."""

from heapq import heapify, heappop, heappush

from digest.values.flat import Damaged
from digest.values.graph import OUTPUT, UNKNOWN, Graph

SEP = "\0"
"""Between the name of a step, its key and the name of a piece."""
_DEEP = 1 << 17


def owner_of(name: str) -> tuple[str, bool]:
    """The step, with its key, that a name belongs to, and whether it names a piece of its answer."""
    parts = name.split(SEP, 2)
    return (f"{parts[0]}{SEP}{parts[1]}", True) if len(parts) == 3 else (name, False)


class Waiting:
    """The pending answers of a graph by their ranks. They stay pending there until they are found out."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._heap = [(graph.ranks[number], number) for number in graph.pending]
        heapify(self._heap)
        self.at: int | None = None
        """The rank of those that are found out just now."""

    @property
    def lowest(self) -> int:
        """No change can come any more to what is of a lower rank."""
        if self.at is not None:
            return self.at
        return self._heap[0][0] if self._heap else OUTPUT

    def tell(self, number: int) -> None:
        """This is not what it was: let all wait that asked it. Outputs do not wait: they are unknown until they are made."""
        graph = self._graph
        for asker in graph.askers(number):
            rank = graph.ranks[asker]
            if rank == OUTPUT:
                graph.stamp(asker, UNKNOWN)
            elif asker not in graph.pending and not owner_of(graph.name(asker))[1]:
                graph.pending.add(asker)
                heappush(self._heap, (rank, asker))

    def lift(self, number: int, above: int) -> None:
        """See to it that its rank is above another, and those of all who asked it above its own.

        Raises Damaged where there is no such rank.
        """
        graph = self._graph
        if graph.ranks[number] > above:
            return
        graph.ranks[number] = above + 1
        lifted = [number]
        while lifted:
            one = lifted.pop()
            for asker in graph.askers(one):
                least = graph.ranks[one] + (not owner_of(graph.name(asker))[1])
                if graph.ranks[asker] < least:
                    if least > _DEEP:
                        raise Damaged("answers ask each other")
                    graph.ranks[asker] = least
                    lifted.append(asker)

    def take(self, most: int) -> list[int]:
        """All that wait at the lowest rank, unless that is above `most`."""
        graph, found = self._graph, [-1]
        while self._heap and self._heap[0][0] <= most:
            rank, number = self._heap[0]
            if number not in graph.pending or number == found[-1]:
                heappop(self._heap)
            elif graph.ranks[number] != rank:  # it was lifted since
                heappop(self._heap)
                self.back([number])
            elif self.at is None or rank == self.at:
                heappop(self._heap)
                self.at = rank
                found.append(number)
            else:
                break
        return found[1:]

    def back(self, numbers: list[int]) -> None:
        """Let those wait again that are still pending."""
        self.at = None
        for number in numbers:
            if number in self._graph.pending:
                heappush(self._heap, (self._graph.ranks[number], number))
