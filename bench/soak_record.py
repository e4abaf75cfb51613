"""What happened in a soak, and whether it was as it should be."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import dataclass, field

Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what was asked, when (monotonic), and the rows."""

    query: str
    begin: float
    end: float
    rows: Rows


@dataclass
class Record:
    """What happened, from all threads."""

    answers: list[Answered] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    killed: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    expected: dict[int, dict[str, Rows]] = field(default_factory=dict)
    visible: dict[int, list[float]] = field(default_factory=dict)


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


def report(record: Record) -> bool:
    """Prints the figures; gives whether all is as it should be."""
    bad = wrong(record)
    delays = sorted(one.end - one.begin for one in record.answers)
    third = max(1, len(record.memory) // 3)
    early = statistics.median(size for _, size in record.memory[third : 2 * third] or record.memory)
    late = statistics.median(size for _, size in record.memory[-third:])
    print(f"answers {len(record.answers)}, wrong {bad}, generations {len(record.expected)}")
    print(f"p50 {delays[len(delays) // 2] * 1000:.0f} ms, p95 {delays[int(len(delays) * 0.95)] * 1000:.0f} ms")
    print("outcomes: " + ", ".join(f"{name}: {count}" for name, count in sorted(record.outcomes.items())))
    print("faults: " + ", ".join(f"{name}: {count}" for name, count in sorted(record.faults.items())))
    most = max(size for _, size in record.memory)
    print(
        f"memory of all processes: median of the second third {early:.0f} MB, of the last {late:.0f}, most {most:.0f}"
    )
    flat = late <= early * 1.15
    lost = (
        record.outcomes["lost"] + record.outcomes["not whole"] + record.outcomes["a load on a full disk went through"]
    )
    print(f"{'as it should be' if flat and not bad and not lost else 'NOT AS IT SHOULD BE'}")
    return flat and not bad and not lost
