"""How pure functions become steps: by a line above them. To call one is then to ask for its answer.

@step       a function of a world and a key
@whole      a function of a world alone
@in_pieces  one whose answer is a dict that is asked piece by piece
@lookup     a function of a world alone that finds out for all keys at once what is asked key by key
"""

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast, overload

A = TypeVar("A")
V = TypeVar("V")
W = TypeVar("W", bound="World")


class Asks(Protocol):
    """What answers questions."""

    def ask(self, step: str, key: str = "") -> Any: ...

    def ask_piece(self, step: str, key: str, piece: str) -> Any: ...


class World(Protocol):
    """What steps are run on."""

    @property
    def asker(self) -> Asks: ...


class Pieces(dict[str, Any]):
    """An answer in pieces."""


_STEPS: dict[str, Callable[[Any, str], Any]] = {}


def step_named(name: str) -> Callable[[Any, str], Any]:
    """The step of that name; its module is imported where it has not been yet."""
    if name not in _STEPS:
        importlib.import_module(f"digest.{name.rpartition('.')[0]}")
    return _STEPS[name]


def name_of(function: Callable[..., Any]) -> str:
    """What a step is called, in questions and in memory."""
    return f"{function.__module__.removeprefix('digest.')}.{function.__qualname__}"


def by_name(name: str) -> Callable[[Any], Any]:
    """A step of a world alone that is not imported before it has to run."""
    return lambda world: world.asker.ask(name)


def step(function: Callable[[W, str], A]) -> Callable[[W, str], A]:
    """Makes a step of a pure function of a world and a key."""
    name = name_of(function)
    _STEPS[name] = function

    @functools.wraps(function)
    def ask(world: W, key: str) -> A:
        return cast(A, world.asker.ask(name, key))

    return ask


def whole(function: Callable[[W], A]) -> Callable[[W], A]:
    """Makes a step of a pure function of a world alone."""
    name = name_of(function)
    _STEPS[name] = lambda world, key: function(world)

    @functools.wraps(function)
    def ask(world: W) -> A:
        return cast(A, world.asker.ask(name))

    return ask


class Lookup(Generic[V]):
    """Answers by key, each asked for itself."""

    def __init__(self, asker: Asks, step: str) -> None:
        self._asker, self._step = asker, step

    @overload
    def get(self, key: str) -> V | None: ...
    @overload
    def get(self, key: str, otherwise: V) -> V: ...
    def get(self, key: str, otherwise: V | None = None) -> V | None:
        """The answer for a key, or what is given in its place where there is none."""
        found = self._asker.ask_piece(self._step, "", key)
        return otherwise if found is None else cast(V, found)

    def __getitem__(self, key: str) -> V:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found


def lookup(function: Callable[[W], Mapping[str, V]]) -> Callable[[W], Lookup[V]]:
    """Makes a step of a pure function that finds out for all keys at once what is asked key by key."""
    name = name_of(function)
    _STEPS[name] = lambda world, key: Pieces(function(world))

    @functools.wraps(function)
    def ask(world: W) -> Lookup[V]:
        return Lookup(world.asker, name)

    return ask


def in_pieces(function: Callable[[W, str], Mapping[str, Any]]) -> Callable[[W, str, str], Any]:
    """Makes a step of a pure function whose answer is asked piece by piece."""
    name = name_of(function)
    _STEPS[name] = lambda world, key: Pieces(function(world, key))

    @functools.wraps(function)
    def ask(world: W, key: str, piece: str) -> Any:
        return world.asker.ask_piece(name, key, piece)

    return ask
