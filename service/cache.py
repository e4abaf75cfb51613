"""Answers kept in memory, the ones longest unused dropped first."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")
_ENTRY: Final = 500
"""Bytes that an entry takes besides its texts."""


class Cache(Generic[Value]):
    """Values by key, whose sizes together stay below ``capacity``; safe to use from many threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._used = 0
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    @property
    def largest(self) -> int:
        """The size of the largest value that is kept: an eighth of the capacity."""
        return self._capacity // 8

    def get(self, key: Hashable) -> Value | None:
        """The value kept under ``key``, which is then the one used last."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keeps a value of ``size``; one that with its key is larger than ``largest`` displaces too much."""
        size += _ENTRY + _weight(key)
        if size > self.largest:
            return
        with self._lock:
            self._used += size - self._entries.pop(key, (value, 0))[1]
            self._entries[key] = (value, size)
            while self._used > self._capacity:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._used -= dropped


def _weight(key: Hashable) -> int:
    """The bytes of the texts in a key: a long query may have a short answer."""
    if isinstance(key, tuple):
        return sum(map(_weight, key))
    return sys.getsizeof(key) if isinstance(key, str | bytes) else 0
