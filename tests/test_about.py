"""The figures of /about are what an evaluation of the annotated plans gives, and what docs/benchmarks.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders import evaluation
from loaders.pipeline import extract, to_json
from loaders.reading import read
from service.about_page import LAYERS, Accuracy, accuracy, first_readings, rounds

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"


@pytest.fixture(scope="module")
def scores():
    """The score of each annotated layer of each annotated plan, by layer."""
    found: dict[str, list[evaluation.LayerScore]] = {}
    plans = {(folder, name) for folder in ("gold", "data") for name in evaluation.annotated_documents(HERE / folder)}
    read_plans = {name: to_json(extract(read(CORPUS / f"{name}.txt"))) for _, name in plans}
    for folder, name in sorted(plans):
        for row in evaluation.score(HERE / folder, name, read_plans[name]):
            found.setdefault(row.layer, []).append(row)
    return found


def test_figures_on_annotated_plans(scores):
    expected = []
    for layer, rows in scores.items():
        whole = evaluation.total(layer, rows)
        expected.append(Accuracy(layer, whole.annotated, round(whole.f1, 3), round(whole.strict_f1, 3), len(rows)))
    assert set(accuracy("annotated")) == set(expected)


def test_figures_on_generated_plans():
    benchmarks = (HERE.parent / "docs" / "benchmarks.md").read_text("utf-8")
    for row in accuracy("generated"):
        assert f"| {row.layer} | {row.records:,} | {row.f1:.3f} | {row.strict_f1:.3f} |" in benchmarks


def test_figures_on_documents_first_read():
    benchmarks = (HERE.parent / "docs" / "benchmarks.md").read_text("utf-8")
    part = benchmarks.partition("## Documents that were not seen before")[2].partition("\n## ")[0]
    heads = [line.strip("|").split("|") for line in part.splitlines() if re.match(r"\| \d+ \| \d", line)]
    fields = ("type", "number", "issued", "issuer", "signers", "recipients")
    for row in first_readings():
        cells = [line[2 + fields.index(row.field)].strip() for line in heads]
        counted = [cell.split("/") for cell in cells if cell]
        assert (row.right, row.of) == tuple(sum(int(pair[side]) for pair in counted) for side in (0, 1))
    plans = [line.strip("|").split("|") for line in part.splitlines() if re.match(r"\| \d, \d", line)]
    columns = {"targets": 1, "assignments": 3, "reports": 4, "components": 5}
    for row in rounds():
        cells = [line[columns[row.layer]] for line in plans] if row.layer in columns else [line[8] for line in heads]
        found = [float(cell.split()[0]) for cell in cells if cell.strip()]
        assert (row.lowest, row.highest) == (min(found), max(found))


def test_every_layer_has_figures_and_a_name():
    for kind in ("annotated", "generated"):
        assert [row.layer for row in accuracy(kind)] == list(LAYERS) == list(evaluation.LAYERS)
