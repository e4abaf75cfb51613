"""``docs/findings.md``: every finding on the plans in a folder, with the words that show it, made by the check.

``python -m shapes.listing corpus 2026-01-01 > docs/findings.md`` (``make docs``) loads the folder into a store of its
own and checks it as of a day, so that the page is the same whenever it is made.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from graph.generations import Generations
from graph.publish import load
from graph.store import Store
from ontology import LV
from ontology.iri import Iris
from shapes.catalogue import Shapes, shipped
from shapes.checker import check
from shapes.findings import Finding, Report

_WORDS: Final[dict[str, str]] = {
    "violation": "Vi phạm / Violation",
    "warning": "Cảnh báo / Warning",
    "info": "Lưu ý / Info",
}
_LONGEST_QUOTE: Final = 240
_HEAD: Final = """# Findings on the plans of the project

Made by the check (`make docs`); not written by hand. {total} findings in {documents} plans: {violations} violations
(the document contradicts itself or the law of its form), {warnings} warnings (likely a mistake), {infos} notes, as of
{day}. Below each finding are the words of the document that show it, with their place in the source text.
"""


def page(store: Store, report: Report, iris: Iris, shapes: Shapes) -> str:
    """The whole page in Markdown: findings by document, the gravest first."""
    findings = sorted(report.findings, key=lambda one: one.documents[:1])
    head = _HEAD.format(
        total=len(findings),
        documents=len({finding.documents[0] for finding in findings}),
        violations=report.count("violation"),
        warnings=report.count("warning"),
        infos=report.count("info"),
        day=report.as_of,
    )
    return "\n".join([head, *_sections(findings, store, iris, shapes)])


def _sections(findings: list[Finding], store: Store, iris: Iris, shapes: Shapes) -> Iterator[str]:
    for document, group in groupby(findings, key=lambda one: one.documents[0]):
        yield f"## `{document.removeprefix(iris.base)}`\n"
        for finding in group:
            names = shapes.shapes[finding.shape].names
            yield f"### {_WORDS[finding.severity]}: {names['vi']} / {names['en']}\n"
            yield f"{finding.message_vi}\n\n*{finding.message_en}*\n"
            yield from (_quote(store, passage) for passage in finding.passages)


def _quote(store: Store, passage: str) -> str:
    words = next(store.quads(NamedNode(passage), LV.text.node)).object.value  # type: ignore[union-attr]
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"> {words} (`{passage.rpartition('#')[2]}`)\n"


def of_folder(folder: Path, day: str) -> str:
    """The page for the documents of a folder as of a day."""
    iris = Iris()
    shapes = shipped(iris)
    with tempfile.TemporaryDirectory() as root:
        load([folder], Path(root), iris=iris)
        store = Generations(Path(root)).current().open()
        return page(store, check(store, iris, as_of=day), iris, shapes)


if __name__ == "__main__":
    sys.stdout.write(of_folder(Path(sys.argv[1]), sys.argv[2]))
