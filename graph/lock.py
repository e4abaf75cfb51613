"""One load at a time: a lock on the store's folder that the kernel gives back when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.errors import StoreLockedError

_PAUSE = 0.1  # seconds between two tries


@contextmanager
def load_lock(root: Path, wait: float) -> Iterator[None]:
    """Hold the lock of the store in ``root``, waiting at most ``wait`` seconds for another process to end.

    Raises StoreLockedError with the holder's process id.
    """
    path = root / "lock"
    with path.open("a+", encoding="ascii") as stream:
        _acquire(stream, path, time.monotonic() + wait)
        stream.seek(0)
        stream.truncate()
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield


def is_loading(root: Path) -> bool:
    """Whether a load holds the lock of the store in ``root``."""
    try:
        with (root / "lock").open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _acquire(stream: IO[str], path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _locked(path) from None
            time.sleep(_PAUSE)
        else:
            return


def _locked(path: Path) -> StoreLockedError:
    holder = path.read_text(encoding="ascii").strip()
    who = f"process {holder}" if holder else "another process"
    return StoreLockedError(str(path.parent), f"{who} is loading into this store", "Wait until it has ended")
