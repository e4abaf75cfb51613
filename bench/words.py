"""How often the question that is meant comes first, on phrasings written before the matcher or without looking at it.

``python bench/words.py STORE``: for each set of ``tests/data/phrasings.toml`` the phrasings whose question and
parameters are the first reading, those whose question alone is, and the ones that went wrong.
STORE holds the five plans.
"""

from __future__ import annotations

import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from graph.generations import Generations
from ontology.iri import Iris
from service.evaluation import select
from service.word_names import Names
from service.words import understand

PHRASINGS = Path(__file__).parents[1] / "tests" / "data" / "phrasings.toml"
SETS = {
    "phrasing": "written before the matcher",
    "fresh": "written after, before looking at what it answers",
    "independent": "written by another hand that had not seen the matcher's words",
}
MOST_ROWS = 1_000_000


def main() -> None:
    """Prints one line for each set, and below it what went wrong."""
    generation = Generations(Path(sys.argv[1])).current()
    store = generation.open()
    names = Names(lambda text: select(store, text, MOST_ROWS), Iris(generation.manifest.base))
    phrasings = tomllib.loads(PHRASINGS.read_text("utf-8").replace('"today"', f'"{datetime.now(UTC).date()}"'))
    for name, words in SETS.items():
        items = phrasings[name]
        found = [(item, understand(item["ask"], names)) for item in items]
        firsts = [(item, meaning.readings[0] if meaning.readings else None) for item, meaning in found]
        question = sum(first is not None and first.question.slug == item["question"] for item, first in firsts)
        wrong = [
            (item, first)
            for item, first in firsts
            if first is None or (first.question.slug, first.given) != (item["question"], item["parameters"])
        ]
        right = len(items) - len(wrong)
        print(f"{words}: {right} of {len(items)} right first ({right / len(items):.1%}), the question alone {question}")
        for item, first in wrong:
            said = "nothing" if first is None else f"{first.question.slug} {dict(first.given)}"
            print(f"  {item['ask']} -> {said}, meant {item['question']} {item['parameters']}")


if __name__ == "__main__":
    main()
