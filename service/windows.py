"""Counts of requests in fixed windows of time, in memory: what Flask-Limiter keeps them in.

The memory storage of the package ``limits`` starts a thread for nearly every request, which costs more than the answer
of a kept query. Here windows that are over are dropped when many new ones have come.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import Any, Final

from limits.storage import Storage

URI: Final = "windows://"
_SWEEP: Final = 10_000
"""So many new windows, and those that are over are dropped."""


class Windows(Storage):
    """The count of each key in its current window."""

    STORAGE_SCHEME = ["windows"]  # noqa: RUF012 - as limits declares it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._lock = Lock()
        self._windows: dict[str, tuple[float, int]] = {}
        self._new = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the storage raises: nothing of its own."""
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counts ``amount`` more; a new window lasts ``expiry`` seconds. Gives the count."""
        now = time.time()
        with self._lock:
            end, count = self._windows.get(key, (0.0, 0))
            if end <= now:
                end, count = now + expiry, 0
                self._began(now)
            self._windows[key] = end, count + amount
            return count + amount

    def _began(self, now: float) -> None:
        self._new += 1
        if self._new >= _SWEEP:
            self._new = 0
            self._windows = {key: window for key, window in self._windows.items() if window[0] > now}

    def get(self, key: str) -> int:
        """The count of the current window."""
        end, count = self._windows.get(key, (0.0, 0))
        return count if end > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the current window ends, in seconds since the epoch; now, where there is none."""
        return self._windows.get(key, (time.time(), 0))[0]

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forgets all windows; gives how many there were."""
        with self._lock:
            forgotten, self._windows = len(self._windows), {}
        return forgotten

    def clear(self, key: str) -> None:
        """Forgets the window of a key."""
        with self._lock:
            self._windows.pop(key, None)
