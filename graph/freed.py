"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Has the C library keep nothing that is free (malloc_trim(3), where it is glibc).

    By itself it keeps what the largest pieces took, and what a closed database had.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
