"""Writes any number of plans whose truth is known, from the grammar in ``bench/grammar``.

    python bench/corpus.py N --out DIR [--seed S] [--truth DIR]

writes N plans as ``<name>.txt`` and, with ``--truth``, what they say as ``<name>.<layer>.json``, so that
``lienvan evaluate TRUTH --texts DIR`` scores extraction on them; ``planted.json`` lists the errors and contradictions
in them. The same seed writes the same plans, and the first hundred of a thousand are the hundred of that seed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from grammar.editions import editions
from grammar.plan import Aims, Plan, write_plan


@dataclass(frozen=True, slots=True)
class Made:
    """One plan: name, text, records by layer, planted errors."""

    name: str
    text: str
    truth: dict[str, Any]
    planted: list[dict[str, Any]]


def generate(count: int, seed: int = 0) -> Iterator[Made]:
    """The first ``count`` plans of a seed, one at a time: memory does not grow with their number."""
    aims: dict[str, Aims] = {}
    for edition in islice(editions(seed), count):
        above = edition.above
        plan: Plan = write_plan(edition, aims[above.name] if above else {}, seed)
        if above is None:
            aims.clear()
        aims[edition.name] = plan.aims
        origin = {"document": edition.name, **({"implements": above.name} if above else {})}
        yield Made(edition.name, plan.text, plan.truth, [origin | fact for fact in plan.planted])


def write(count: int, out: Path, seed: int = 0, truth: Path | None = None) -> list[Path]:
    """Writes plans and, where asked, their truth; returns the plans' files."""
    planted: list[dict[str, Any]] = []
    files = []
    for folder in (out, truth):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    for made in generate(count, seed):
        files.append(out / f"{made.name}.txt")
        files[-1].write_text(made.text, encoding="utf-8")
        planted += made.planted
        if truth is not None:
            for layer, records in made.truth.items():
                _write_json(truth / f"{made.name}.{layer}.json", records)
    if truth is not None:
        _write_json(truth / "planted.json", planted)
    return files


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(words: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--truth", type=Path, metavar="DIR")
    given = parser.parse_args(words)
    files = write(given.count, given.out, given.seed, given.truth)
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} plans, {size / 1e6:.1f} MB in {given.out}")


if __name__ == "__main__":
    main(sys.argv[1:])
