"""The targets layer on whole plans and on sentences of many: figures, spans, values, indicators."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from growth import assert_linear

from loaders import evaluation
from loaders.header import header
from loaders.outline import outline
from loaders.reading import read, source_from_text
from loaders.records import Document
from loaders.targets import target_gaps, targets
from loaders.view import view

TESTS = Path(__file__).parent
CORPUS = TESTS.parent / "corpus"
ANNOTATED = {
    "binh-son-2022": "gold",
    "bach-thong-2023": "gold",
    "dakrong-2022": "data",
    "bac-kan-2020": "data",
    "dak-lak-2021-2030": "data",
}
NO_FACTS = Document(None, None, None, None, None, None, None, None, None, (), (), 0, 0)
FRAME = """KẾ HOẠCH

I. MỤC TIÊU

1. Mục tiêu tổng quát

Phát triển.

2. Mục tiêu cụ thể đến năm 2025

{}

II. NHIỆM VỤ
"""


def sentence_targets(sentence):
    outlined = outline(view(source_from_text(FRAME.format(f"- {sentence}"))))
    return targets(outlined, NO_FACTS)


def plan(name):
    outlined = outline(view(read(CORPUS / f"{name}.txt")))
    return outlined, targets(outlined, header(outlined))


def sentences():
    """The sentences of the data file with what each says."""
    blocks = (TESTS / "data" / "targets.sentences.txt").read_text("utf-8").split("\n> ")[1:]
    return [(sentence, said.split("\n")) for sentence, said in (block.strip().split("\n", 1) for block in blocks)]


def as_line(target):
    value = target.value
    if value is None:
        said = "-"
    else:
        figures = "..".join(f"{part:g}" for part in (value if isinstance(value, tuple) else (value,)))
        said = f"{target.comparator} {figures} {target.unit}"
    indicator = target.indicator if target.aligned else "?"
    rate = ["/năm" if target.per else "", target.baseline or ""]
    line = " | ".join(map(str, [target.horizon, indicator, f"{target.direction} {said}", *rate]))
    return re.sub(r"[ |]+$", "", line.replace("|  |", "| |"))


@pytest.mark.parametrize("name", ANNOTATED)
def test_plans_as_a_careful_reader_annotated_them(name):
    annotated = json.loads((TESTS / ANNOTATED[name] / f"{name}.targets.json").read_text("utf-8"))
    found = json.loads(json.dumps([asdict(target) for target in plan(name)[1]]))
    records = {layer: [] for layer in evaluation.LAYERS} | {"document": {}, "targets": found}
    scores = evaluation.score(TESTS / ANNOTATED[name], name, records)
    score = next(row for row in scores if row.layer == "targets")
    assert len(found) == len(annotated)
    assert (score.f1, score.strict_f1) == (1.0, 1.0), score.differences


@pytest.mark.parametrize("name", ANNOTATED)
def test_spans_are_the_quotes(name):
    outlined, found = plan(name)
    source = outlined.view.source.text
    for target in found:
        assert " ".join(source[target.start : target.end].split()) == target.quote
        assert target.quote.strip(" -,;:.") == target.quote


@pytest.mark.parametrize(("sentence", "said"), sentences())
def test_sentences(sentence, said):
    assert [as_line(target) for target in sentence_targets(sentence)] == said


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        (
            "Tỷ lệ trẻ em mẫu giáo 5 tuổi đến trường trên 98%, học trung học cơ sở trên 95%.",
            ["Tỷ lệ trẻ em mẫu giáo 5 tuổi đến trường trên 98%", "học trung học cơ sở trên 95%"],
        ),
        ("Phấn đấu có 80% xã có nhà văn hóa;", ["80% xã có nhà văn hóa"]),
        # a part of a whole is quoted with it
        (
            "80% lao động được đào tạo nghề và có thu nhập ổn định, trong đó có ít nhất 50% là lao động nữ.",
            [
                "80% lao động được đào tạo nghề và có thu nhập ổn định",
                "80% lao động được đào tạo nghề và có thu nhập ổn định, trong đó có ít nhất 50% là lao động nữ",
            ],
        ),
        # the first value borrows the predicate of the second
        (
            "Phấn đấu 01 xã và 02 thôn ra khỏi địa bàn đặc biệt khó khăn.",
            ["01 xã và 02 thôn ra khỏi địa bàn đặc biệt khó khăn", "02 thôn ra khỏi địa bàn đặc biệt khó khăn"],
        ),
        # brackets stay in pairs
        (
            "90% thôn có nhà văn hóa (trong đó có 50% nhà văn hóa đạt chuẩn); thu nhập đạt 40 triệu đồng (tăng 2 lần).",
            [
                "90% thôn có nhà văn hóa",
                "50% nhà văn hóa đạt chuẩn",
                "thu nhập đạt 40 triệu đồng",
                "thu nhập đạt 40 triệu đồng (tăng 2 lần)",
            ],
        ),
    ],
)
def test_quotes_are_short_and_say_what_is_measured(sentence, quotes):
    assert [target.quote for target in sentence_targets(sentence)] == quotes


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("100% số hộ dân được sử dụng điện.", "hộ dân"),
        ("98% đồng bào dân tộc thiểu số tham gia bảo hiểm y tế.", "đồng bào dân tộc thiểu số"),
        ("Tỷ lệ lao động qua đào tạo đạt 50%.", "lao động qua đào tạo"),
        ("Hỗ trợ nhà ở cho 120 hộ nghèo.", "hộ nghèo"),
    ],
)
def test_subjects(sentence, subject):
    assert [target.subject for target in sentence_targets(sentence)] == [subject]


def test_an_unknown_indicator_is_named_by_its_clause():
    (target,) = sentence_targets("Phấn đấu 15% nhà rông có bể bơi.")
    assert (target.indicator, target.label, target.aligned) == ("nha-rong-co-be-boi", "Nhà rông có bể bơi", False)


def test_gaps_are_sentences_without_a_target_and_numbers_that_are_nobodys_value():
    text = (
        "- Giảm tỷ lệ hộ nghèo 3%/năm; các phòng, ban chịu trách nhiệm thực hiện chỉ tiêu được giao.\n\n"
        "- 98% trẻ 5 tuổi đến trường tại 12 điểm bản."
    )
    outlined = outline(view(source_from_text(FRAME.format(text))))
    gaps = target_gaps(outlined, NO_FACTS, targets(outlined, NO_FACTS))
    assert [(gap.layer, gap.quote) for gap in gaps] == [
        ("targets", "các phòng, ban chịu trách nhiệm thực hiện chỉ tiêu được giao"),
        ("targets", "12"),
    ]
    source = outlined.view.source.text
    assert [source[gap.start : gap.end] for gap in gaps] == [gap.quote for gap in gaps]


@pytest.mark.parametrize("text", ["", "KẾ HOẠCH", "I. MỤC TIÊU", "2. Mục tiêu cụ thể đến năm 2025\n\n-\n\n- %\n\n- 5%"])
def test_texts_with_next_to_nothing_are_read_without_fault(text):
    outlined = outline(view(source_from_text(text)))
    found = targets(outlined, NO_FACTS)
    assert all(target.quote for target in found)
    assert isinstance(target_gaps(outlined, NO_FACTS, found), tuple)


@pytest.mark.parametrize(
    "repeated", ["đạt 5%, ", "từ 5% xuống ", "tỷ lệ hộ nghèo ", "12/", "1234567890", "(", "- ", "hộ nghèo; ", "5% và "]
)
def test_long_lines_of_one_thing_are_read_in_linear_time(repeated):
    def made(length):
        return outline(view(source_from_text(FRAME.format("- " + repeated * (length // len(repeated))))))

    assert_linear(made, lambda outlined: targets(outlined, NO_FACTS), 15_000)
