"""What happened in a soak, and whether it was as it should be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from soak_memory import Sample, memory

Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what was asked, when (monotonic), and the rows."""

    query: str
    begin: float
    end: float
    rows: Rows


@dataclass(frozen=True, slots=True)
class Broken:
    """A request without an answer: when (monotonic), and how the client learnt of it."""

    begin: float
    end: float
    error: str


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill of the web process: just before the signal, and when the process was seen to be gone."""

    sent: float
    gone: float


@dataclass
class Record:
    """What happened, from all threads."""

    answers: list[Answered] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    killed: list[Kill] = field(default_factory=list)
    memory: list[list[Sample]] = field(default_factory=list)
    expected: dict[int, dict[str, Rows]] = field(default_factory=dict)
    visible: dict[int, list[float]] = field(default_factory=dict)
    quiet: float = 0.0
    """From then on (monotonic) nothing that ends a process was done."""


def rows_of(content: bytes) -> Rows:
    """The rows of SPARQL's JSON, in an order of their own."""
    bindings = json.loads(content)["results"]["bindings"]
    rows = (sorted((name, json.dumps(term, sort_keys=True)) for name, term in row.items()) for row in bindings)
    return tuple(sorted(tuple(row) for row in rows))


def wrong(record: Record) -> int:
    """Answers that are those of no generation which was visible while they were asked for."""
    found = 0
    for one in record.answers:
        allowed = (
            record.expected[number].get(one.query)
            for number, (begin, end) in record.visible.items()
            if begin <= one.end and end >= one.begin
        )
        found += all(one.rows != rows for rows in allowed)
    return found


def outages(record: Record) -> list[tuple[float, float]]:
    """From each kill of the web process to the first answer that was asked for when it was gone."""
    return [
        (kill.sent, min((one.end for one in record.answers if one.begin >= kill.gone), default=float("inf")))
        for kill in record.killed
    ]


def lost(record: Record) -> list[Broken]:
    """Requests without an answer that no kill of the web process cut off."""
    away = outages(record)
    return [one for one in record.broken if not any(one.begin <= back and one.end >= sent for sent, back in away)]


def faults(record: Record) -> Iterator[str]:
    """What was done, and what came of it."""
    yield "outcomes: " + ", ".join(f"{name}: {count}" for name, count in sorted(record.outcomes.items()))
    yield "faults: " + ", ".join(f"{name}: {count}" for name, count in sorted(record.faults.items()))
    missing = lost(record)
    cut = len(record.broken) - len(missing)
    yield f"without an answer: {cut} cut off by kills of the web process, {len(missing)} lost"
    yield from (f"  lost after {one.end - one.begin:.2f} s: {one.error}" for one in missing)
    longest = max((back - sent for sent, back in outages(record)), default=0.0)
    yield f"answers again after a kill of the web process: after at most {longest:.1f} s"


def report(record: Record) -> bool:
    """Prints the figures; gives whether all is as it should be."""
    bad = wrong(record)
    delays = sorted(one.end - one.begin for one in record.answers)
    print(f"answers {len(record.answers)}, wrong {bad}, generations {len(record.expected)}")
    print(f"p50 {delays[len(delays) // 2] * 1000:.0f} ms, p95 {delays[int(len(delays) * 0.95)] * 1000:.0f} ms")
    print("\n".join(faults(record)))
    lines, flat = memory(record.memory, record.quiet)
    print("\n".join(lines))
    outcomes = record.outcomes
    unwanted = len(lost(record)) + outcomes["not whole"] + outcomes["a load on a full disk went through"]
    good = flat and not bad and not unwanted
    print("as it should be" if good else "NOT AS IT SHOULD BE")
    return good
