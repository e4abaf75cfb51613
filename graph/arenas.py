"""Less memory for a load: the threads of the store share what the C library would keep for each of them."""

from __future__ import annotations

import ctypes
from typing import Final

_M_ARENA_MAX: Final = -8
"""Of ``malloc.h``; see mallopt(3)."""
_ARENAS: Final = 2


def share_arenas() -> None:
    """Where the C library is glibc, has all threads of this process take memory from two arenas from now on.

    By itself it makes up to eight for each core, and keeps in each what was freed there: in a load of 10,000 documents
    a sixth of all memory, most of it of the threads by which RocksDB merges its files.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)
