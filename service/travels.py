"""Records that go to the query processes with every query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Travels:
    """A frozen record with slots, pickled as its class and its values: dataclasses do it more slowly."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])
