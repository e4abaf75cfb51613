"""The memory of a service's processes, and whether it grows while they live."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

MEGABYTE = 1024
WARM_UP = 60.0
"""Seconds of a process's life in which it still reads its modules and fills its caches."""
FEWEST = 20
"""Samples without which a life says nothing."""
GROWTH = 0.05
"""A life is flat when its memory grew by no more than this part of it."""
KINDS = {"spawn_main": "web process", "query_process": "query process", "serve": "parent"}
"""What a process is, by a word of its command; other helpers of Python have no memory to speak of."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The memory of one process at one time (monotonic), in MB: anonymous, shared pages by their share (Pss_Anon)."""

    time: float
    kind: str
    pid: int
    megabytes: float


@dataclass(frozen=True, slots=True)
class Life:
    """What one process had while nothing ended it: median MB, MB a minute (least squares), and for how many minutes."""

    kind: str
    level: float
    slope: float
    minutes: float

    @property
    def flat(self) -> bool:
        """Whether it grew no more than it may."""
        return self.slope * self.minutes <= GROWTH * self.level


def command(pid: int) -> str:
    """The command of a process; nothing for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def processes(pid: int) -> list[tuple[int, str]]:
    """A process and all below it, with their commands."""
    found: list[tuple[int, str]] = []
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        found.append((one, command(one)))
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return found


def sampled(pid: int) -> list[Sample]:
    """The memory of a process and of all below it now."""
    samples: list[Sample] = []
    for one, words in processes(pid):
        kind = next((kind for word, kind in KINDS.items() if word in words), None)
        with contextlib.suppress(OSError, StopIteration):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            size = int(next(line for line in lines if line.startswith("Pss_Anon")).split()[1]) / MEGABYTE
            if kind is not None:
                samples.append(Sample(time.monotonic(), kind, one, size))
    return samples


def lives(samples: Iterable[Sample], quiet: float) -> list[Life]:
    """Every process that lived on after ``quiet``, past its warming up."""
    found: list[Life] = []
    for (kind, _), group in groupby(sorted(samples, key=lambda one: (one.kind, one.pid, one.time)), _process):
        life = list(group)
        since = max(quiet, life[0].time + WARM_UP)
        late = [(one.time / 60, one.megabytes) for one in life if one.time >= since]
        if len(late) >= FEWEST:
            minutes, sizes = zip(*late, strict=True)
            slope = statistics.linear_regression(minutes, sizes).slope
            found.append(Life(kind, statistics.median(sizes), slope, minutes[-1] - minutes[0]))
    return found


def _process(sample: Sample) -> tuple[str, int]:
    return sample.kind, sample.pid


def memory(looks: Sequence[Sequence[Sample]], quiet: float) -> tuple[list[str], bool]:
    """The figures of each kind of process, and whether none of those that lived on grew; a look has all processes."""
    samples = [one for look in looks for one in look]
    lines: list[str] = []
    for kind in KINDS.values():
        sizes = [one.megabytes for one in samples if one.kind == kind]
        count = len({one.pid for one in samples if one.kind == kind})
        lines.append(f"{kind}: {count} seen, median {statistics.median(sizes):.0f} MB, most {max(sizes):.0f} MB")
    long_ones = lives(samples, quiet)
    lines += [
        f"  a {life.kind} that lived on: median {life.level:.1f} MB, "
        f"{life.slope:+.2f} MB a minute over {life.minutes:.1f} minutes"
        for life in long_ones
    ]
    totals = [sum(one.megabytes for one in look) for look in looks]
    lines.append(f"all processes together: median {statistics.median(totals):.0f} MB, most {max(totals):.0f} MB")
    kinds = {life.kind for life in long_ones}
    return lines, kinds == set(KINDS.values()) and all(life.flat for life in long_ones)
