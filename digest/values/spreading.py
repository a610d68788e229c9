"""How many pieces of work are done: one after the other, unless somebody knows better."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Spread(Protocol):
    """Does pieces of work by number and gives what each gave, in whatever order; in several processes, where that pays.

    `prepare` is called in each further process before its first piece. `what` names the work for people, `cost` is a
    guess at the milliseconds of one piece.
    """

    def __call__(
        self, work: Callable[[int], T], count: int, what: str, cost: float, prepare: Callable[[], None]
    ) -> Iterator[T]: ...


def in_order(work: Callable[[int], T], count: int, what: str, cost: float, prepare: Callable[[], None]) -> Iterator[T]:
    """One piece after the other, in this process."""
    return map(work, range(count))
