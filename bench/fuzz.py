"""Damages real texts at random and holds extraction to its promises, for as long as one likes.

``python bench/fuzz.py --seconds 3600 --seed 1``: pieces of the corpus are cut, doubled, glued, shouted and strewn with
signs; each must be extracted without any exception but a refusal, every record must quote the characters it points at
(white space, page furniture and case aside), and the records must be JSON. Prints each new kind of failure once with
the seed that makes it again (``--seed N --cases 1``), then the number of cases; ends with 1 when there was a failure.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from loaders.folding import fold
from loaders.pipeline import extract, to_json
from loaders.reading import source_from_text
from loaders.records import Records

ROOT = Path(__file__).parent.parent
LAYERS = ("citations", "links", "targets", "assignments", "components", "reports")
SIGNS = '.,;:-()“”"%/|*1290đĐI '
BLANKS = (" ", "  ", "\t", "\n", "\n\n", "")
PIECES = (
    "**",
    "- ",
    "(1) ",
    "| ",
    "\f",
    "\n12\n",
    "V/v ",
    "Số: /KH-UBND",
    "1719/QĐ-TTg ",
    "ngày 30/2/20 21 ",
    "Dự án 3, ",
    "TM. ỦY BAN NHÂN DÂN\n",
    "Nơi nhận:\n",
    "Điều 1. ",
    "Căn cứ Luật ",
    "giảm 3 - 4%/năm; ",
    "Sở ",
    "chủ trì, ",
    "\u0300",
    "\u200b",
)


def damaged(text: str, chance: random.Random) -> str:
    """Some neighbouring lines of ``text`` with up to forty wounds."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    lines = lines[first : first + chance.randrange(5, 160)]
    for _ in range(chance.randrange(40)):
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice(WOUNDS)(lines[at], chance).split("\n")
    return "\n".join(lines)


def _scratched(line: str, chance: random.Random) -> str:
    characters = list(line)
    for _ in range(min(3, len(characters))):
        characters[chance.randrange(len(characters))] = chance.choice(SIGNS)
    return "".join(characters)


WOUNDS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda line, chance: chance.choice(PIECES) + line,
    lambda line, chance: line + chance.choice(PIECES),
    lambda line, chance: line[: chance.randrange(len(line) + 1)],
    lambda line, _: f"{line}\n{line}",
    lambda line, _: f"{line} {line}",
    lambda line, chance: re.sub(r"\s", lambda _: chance.choice(BLANKS), line),
    lambda line, _: line.upper(),
    _scratched,
)


def held(source_text: str, records: Records) -> None:
    """Every record lies in the text, and the characters of its quote stand there in their order."""
    json.dumps(to_json(records))
    for layer in LAYERS:
        for record in getattr(records, layer):
            if not 0 <= record.start < record.end <= len(source_text):
                raise AssertionError(f"outside the text: {record}")
            there = iter(fold(source_text[record.start : record.end]))
            if not all(char in there for char in fold(record.quote) if not char.isspace()):
                raise AssertionError(f"not the characters it points at: {record}")


def main() -> int:
    """Runs until the time or the number of cases is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=sys.maxsize)
    asked = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "bases").glob("*.txt"))]
    end = time.monotonic() + asked.seconds
    failures: dict[str, int] = {}
    done = 0
    while done < asked.cases and time.monotonic() < end:
        seed = asked.seed + done
        chance = random.Random(seed)
        source = source_from_text(damaged(chance.choice(texts), chance))
        try:
            held(source.text, extract(source, explain=True))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this run is looking for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
            if kind not in failures:
                print(f"seed {seed}: {kind}: {str(error)[:400]}", flush=True)
            failures[kind] = failures.get(kind, 0) + 1
        done += 1
    print(f"{done} cases, {sum(failures.values())} failures {failures or ''}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
