"""The scorer itself: what pairs, what is strictly right, and what it says of an annotation it cannot read."""

import json
from pathlib import Path

import pytest

from loaders import evaluation
from loaders.comparing import fold_marks, same_number, shared_words
from loaders.errors import LoadError

GOLD = Path(__file__).parent / "gold"
EMPTY = {
    "document": {},
    "citations": [],
    "links": [],
    "targets": [],
    "assignments": [],
    "components": [],
    "reports": [],
}


def annotation(document: str) -> dict:
    return {layer: json.loads((GOLD / f"{document}.{layer}.json").read_text("utf-8")) for layer in evaluation.LAYERS}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân", True),  # tone mark on either vowel
        ("65- KL/TW", "65-KL/TW", True),  # stray blank in a number
        ("Phòng Tài chính – Kế hoạch", "Phòng Tài chính - Kế hoạch", True),
        ("QĐ-TTG", "QĐ-TTg", True),
        ("Bắc Kạn", "Bác Kạn", False),
        (None, "", True),
    ],
)
def test_fold_marks(a, b, same):
    assert (fold_marks(a) == fold_marks(b)) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [(4, 4.0, True), ([4, 4.5], (4.0, 4.5), True), (None, 4, False), (None, None, True), ([1, 2], 1, False)],
)
def test_same_number(a, b, same):
    assert same_number(a, b) is same


def test_shared_words_is_a_share_of_the_shorter_quote():
    assert shared_words("giảm tỷ lệ hộ nghèo 3,5%", "tỷ lệ hộ nghèo") == 1.0
    assert shared_words("a b", "c d") == 0.0


@pytest.mark.parametrize("document", ["bach-thong-2023", "binh-son-2022"])
def test_an_annotation_scores_one_against_itself(document):
    for row in evaluation.score(GOLD, document, annotation(document)):
        assert (row.f1, row.strict_f1, row.differences) == (1.0, 1.0, ()), row.layer


def test_missed_extra_and_differing_records_are_told_apart():
    found = annotation("bach-thong-2023")
    missed = found["targets"].pop(0)
    found["targets"][0] = {**found["targets"][0], "unit": "thôn"}
    found["targets"].append({**missed, "horizon": 1999})
    (targets,) = [r for r in evaluation.score(GOLD, "bach-thong-2023", found) if r.layer == "targets"]
    assert [d.kind for d in targets.differences] == ["missed", "extra", "differs"]
    assert (targets.annotated, targets.found, targets.hits, targets.strict_hits) == (3, 3, 2, 1)
    assert targets.f1 == pytest.approx(2 / 3)
    assert targets.strict_f1 == pytest.approx(1 / 3)


def test_nothing_found_scores_zero_where_something_was_annotated():
    for row in evaluation.score(GOLD, "bach-thong-2023", EMPTY):
        if row.layer != "document":
            assert row.f1 == 0.0, row.layer


def test_totals_add_counts():
    rows = [r for d in ("bach-thong-2023", "binh-son-2022") for r in evaluation.score(GOLD, d, annotation(d))]
    whole = evaluation.total("targets", [r for r in rows if r.layer == "targets"])
    assert whole.annotated == whole.hits > 3


def test_a_folder_without_annotation_is_refused(tmp_path):
    with pytest.raises(LoadError, match="no annotation here"):
        evaluation.annotated_documents(tmp_path)


def test_an_annotation_that_is_not_json_is_named(tmp_path):
    (tmp_path / "x.targets.json").write_text("[", "utf-8")
    assert evaluation.annotated_documents(tmp_path) == ["x"]
    with pytest.raises(LoadError, match=r"x\.targets\.json: not JSON"):
        list(evaluation.score(tmp_path, "x", EMPTY))
