"""Time that grows with length alone, asked as a ratio in one run: no machine is too slow or too busy for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

TIMES = 3
"""Four times the length may take this many times four times as long; a quadratic reading takes four times four."""
RUNS = 3
TINY = 0.02  # seconds below which the clock says nothing


def assert_linear(make: Callable[[int], Made], work: Callable[[Made], object], size: int) -> None:
    """Fails when ``work`` on ``make(4 * size)`` takes out of proportion longer than on ``make(size)``.

    Measures seconds of computing, the least of three, so that neighbours on the machine count little.
    """
    small, large = make(size), make(4 * size)
    limit = TIMES * 4 * max(min(_seconds(work, small) for _ in range(RUNS)), TINY)
    taken: list[float] = []
    while not taken or (min(taken) >= limit and len(taken) < RUNS):  # where the first is quick, the least is
        taken.append(_seconds(work, large))
    assert min(taken) < limit


def _seconds(work: Callable[[Made], object], made: Made) -> float:
    start = time.process_time()
    work(made)
    return time.process_time() - start
