"""Many things a few at a time, as queries name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

_T = TypeVar("_T")
_AT_ONCE: Final = 100
"""The engine looks up one named node after the other as long as they are few; of many it may make a scan of each."""


def few(many: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Pieces of at most a hundred, in order."""
    return (many[start : start + _AT_ONCE] for start in range(0, len(many), _AT_ONCE))
