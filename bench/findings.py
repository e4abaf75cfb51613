"""How many planted errors the check finds in generated plans, and what it finds that nobody planted.

    python bench/findings.py [N] [--seed S] [--store DIR] [--list]

writes N plans (200) with ``bench/corpus.py``, loads and checks them in a store of their own (kept in DIR, where it is
used again), and prints for each kind of planted error how many there are and how many of them have a finding in the
same document about the same thing; then the violations and warnings that no planted error explains, by shape: a
comparison of two targets is explained when the grammar wrote both with these values. ``--list`` writes out what was
missed and what is not explained.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

import corpus
from graph.generations import Generation, Generations
from graph.publish import load
from graph.store import Store
from ontology import LV
from ontology.iri import SHAPES, Iris
from shapes import Finding, check

SHAPES_OF: Final[Mapping[str, frozenset[str]]] = {
    "weaker-target": frozenset({"WeakerThanAbove", "WeakerThanImplemented"}),
    "component-without-lead": frozenset({"ComponentLead"}),
    "misprinted-symbol": frozenset({"CitationPlain"}),
    "missing-number": frozenset({"NumberPresent"}),
    "missing-date": frozenset({"DatePresent", "DateComplete"}),
    "duplicated-heading": frozenset({"NumberUsedOnce"}),
    "two-deadlines": frozenset({"OneDutyOneDeadline", "OneGroupOneDeadline"}),
}
"""Which shapes find which planted error. A letterhead that is left out is none: the issuer is read from elsewhere."""


Goal = tuple[str, str, str, float]
"""A target as the grammar wrote it: plan, indicator, horizon, value."""


class Checked:
    """The findings of a store of generated plans by the name of the plan."""

    def __init__(self, store: Store, names: Mapping[str, str], findings: Iterable[Finding]) -> None:
        self._store = store
        self._names = names
        self.findings = tuple(findings)

    def compares(self, finding: Finding) -> tuple[Goal, Goal] | None:
        """The two targets that a finding holds against each other, as they were read."""
        if finding.shape.removeprefix(SHAPES) not in SHAPES_OF["weaker-target"] or finding.value is None:
            return None
        return self._goal(finding.focus), self._goal(finding.value.value)

    def _goal(self, target: str) -> Goal:
        plan = self._names.get(self._of(target, LV.statedIn), "")
        bound = self._of(target, LV.lowerBound) or self._of(target, LV.upperBound)
        return plan, self._of(target, LV.indicator).rpartition("/")[2], self._of(target, LV.horizon), float(bound)

    def name(self, finding: Finding) -> str:
        """The plan that a finding is about."""
        return self._names.get(finding.documents[0], "") if finding.documents else ""

    def tells(self, finding: Finding, fact: Mapping[str, Any]) -> bool:
        """Whether a finding is about a planted error."""
        shape = finding.shape.removeprefix(SHAPES)
        return (
            shape in SHAPES_OF.get(fact["kind"], ())
            and self.name(finding) == fact["document"]
            and self._same(finding, fact)
        )

    def _same(self, finding: Finding, fact: Mapping[str, Any]) -> bool:
        if fact["kind"] == "weaker-target":
            indicator, horizon = self._of(finding.focus, LV.indicator), self._of(finding.focus, LV.horizon)
            return indicator.endswith("/" + fact["indicator"]) and horizon == str(fact["horizon"])
        if fact["kind"] == "component-without-lead":
            return finding.value is not None and finding.value.value.endswith("/" + fact["component"])
        if fact["kind"] == "misprinted-symbol":
            return self._of(finding.focus, LV.printedNumber) == fact["number"]
        if fact["kind"] == "duplicated-heading":
            return finding.value is not None and finding.value.value == fact["number"]
        return True

    def _of(self, node: str, term: str) -> str:
        return next((quad.object.value for quad in self._store.quads(NamedNode(node), NamedNode(term))), "")  # type: ignore[union-attr]


def checked(folder: Path, texts: Path) -> Checked:
    """The plans of a folder, loaded unless the store has them, and checked."""
    iris = Iris()
    if Generations(folder).current_number() is None:
        load([texts], folder, iris=iris)
    generation: Generation = Generations(folder).current()
    store = generation.open()
    names = {entry.iri: Path(entry.file_name).stem for entry in generation.manifest.documents.values()}
    return Checked(store, names, check(store, iris).findings)


def goals(count: int, seed: int) -> set[Goal]:
    """Every target with a value that the grammar wrote."""
    written = ((made.name, goal) for made in corpus.generate(count, seed) for goal in made.truth["targets"])
    return {
        (name, goal["indicator"], str(goal["horizon"]), float(value))
        for name, goal in written
        for value in (goal["value"] if isinstance(goal["value"], list) else [goal["value"]])
        if value is not None
    }


def report(found: Checked, planted: list[dict[str, Any]], written: set[Goal], *, listed: bool) -> None:
    """Prints the table, and what was missed or is not explained."""
    told = {finding.iri for finding in found.findings if (pair := found.compares(finding)) and written.issuperset(pair)}
    missed = []
    counts: dict[str, list[int]] = {}
    for fact in planted:
        telling = [finding for finding in found.findings if found.tells(finding, fact)]
        told.update(finding.iri for finding in telling)
        count = counts.setdefault(fact["kind"], [0, 0])
        count[0] += 1
        count[1] += bool(telling)
        if not telling and fact["kind"] in SHAPES_OF:
            missed.append(fact)
    for kind, (number, seen) in sorted(counts.items()):
        print(f"{kind:24} planted {number:5}   found {seen:5}   {seen / number:6.1%}")
    print(f"{'all with a shape':24} {1 - len(missed) / sum(fact['kind'] in SHAPES_OF for fact in planted):.1%}")
    for severity in ("violation", "warning"):
        all_of_it = [finding for finding in found.findings if finding.severity == severity]
        rest = [finding for finding in all_of_it if finding.iri not in told]
        shapes = Counter(finding.shape.removeprefix(SHAPES) for finding in rest)
        print(f"{severity}s {len(all_of_it)}, not planted {len(rest)}: {dict(shapes.most_common())}")
        for finding in rest if listed else ():
            print(f"  {found.name(finding)}\n    {finding.message_en}\n    {' | '.join(finding.passages)}")
    for fact in missed if listed else ():
        print("missed", fact)


def main(words: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=21, metavar="S")
    parser.add_argument("--store", type=Path, metavar="DIR")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        corpus.write(given.count, Path(scratch) / "texts", given.seed)
        planted = [fact for made in corpus.generate(given.count, given.seed) for fact in made.planted]
        found = checked(given.store or Path(scratch) / "store", Path(scratch) / "texts")
        report(found, planted, goals(given.count, given.seed), listed=given.list)


if __name__ == "__main__":
    main(sys.argv[1:])
