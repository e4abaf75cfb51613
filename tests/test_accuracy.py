"""How good the extractor is on annotated plans, as floors: one that reads worse fails here and says what it missed.

``gold`` is the annotation of two plans by careful readers; ``data`` annotates layers of the other three by the same
contract.
"""

from pathlib import Path

import pytest

from loaders import evaluation
from loaders.pipeline import extract, to_json
from loaders.reading import read

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
F1_FLOOR, STRICT_FLOOR = 0.98, 0.96
ANNOTATED = [(folder, name) for folder in ("gold", "data") for name in evaluation.annotated_documents(HERE / folder)]


def told(row):
    return [f"{d.kind} {row.layer}: annotated {d.annotated}, found {d.found}" for d in row.differences]


@pytest.mark.parametrize(("folder", "document"), ANNOTATED, ids=[f"{folder}-{name}" for folder, name in ANNOTATED])
def test_every_layer_of_an_annotated_plan_reaches_the_floors(folder, document):
    found = to_json(extract(read(CORPUS / f"{document}.txt")))
    rows = list(evaluation.score(HERE / folder, document, found))
    assert rows
    for row in rows:
        floors = (1.0, 1.0) if row.layer == "document" else (F1_FLOOR, STRICT_FLOOR)
        assert row.f1 >= floors[0], told(row)
        assert row.strict_f1 >= floors[1], told(row)


def test_all_seven_layers_of_two_plans_are_annotated():
    files = {file.name for file in (HERE / "gold").iterdir()}
    assert files == {
        f"{name}.{layer}.json" for name in ("bach-thong-2023", "binh-son-2022") for layer in evaluation.LAYERS
    }
