"""The figures of /about are what an evaluation of the annotated plans gives, and what docs/benchmarks.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import evaluation
from loaders.pipeline import extract, to_json
from loaders.reading import read
from service.about_page import LAYERS, Accuracy, accuracy

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


def test_every_layer_has_figures_and_a_name():
    for kind in ("annotated", "generated"):
        assert [row.layer for row in accuracy(kind)] == list(LAYERS) == list(evaluation.LAYERS)
