"""Headings, paragraphs and parts of a source text, by their offsets in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from growth import assert_linear

from graph.document_parts import Parts, read_parts
from graph.layout import Heading, Layout, layout
from service.document_outline import entries
from service.source_lines import excerpt, paragraphs

ROOT = Path(__file__).parent.parent
PLAN = """KẾ HOẠCH
Thực hiện công tác dân tộc

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Tỷ lệ hộ nghèo giảm 3%.
- Thu nhập tăng.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Dân tộc
- Chủ trì.
"""


def test_headings_stand_where_the_text_has_them():
    found = layout(PLAN).headings
    assert [(one.depth, one.label, one.words) for one in found] == [
        (0, "I", "MỤC TIÊU"),
        (1, "1", "Mục tiêu cụ thể"),
        (0, "II", "TỔ CHỨC THỰC HIỆN"),
        (1, "1", "Phòng Dân tộc"),
    ]
    assert all(PLAN[one.start :].startswith(one.label + ".") for one in found)


def test_lines_of_a_wrapped_paragraph_stand_together():
    text = (ROOT / "corpus" / "binh-son-2022.txt").read_text("utf-8")
    found = paragraphs(excerpt(text, None).lines, layout(text).paragraphs.tolist())
    words = [" ".join(piece.text for line in lines for piece in line.pieces) for lines in found]
    wrapped = "- Không còn hộ nghèo; người dân được tiếp cận đầy đủ dịch vụ xã hội cơ bản."
    assert wrapped not in text
    assert wrapped in words
    assert "3. Tầm nhìn đến năm 2045" in words


def test_without_a_layout_each_line_is_a_paragraph():
    lines = excerpt(PLAN, None).lines
    assert paragraphs(lines, []) == [[line] for line in lines]


def test_no_character_is_lost_between_paragraphs():
    shown = excerpt(PLAN, None).lines
    again = [line for lines in paragraphs(shown, layout(PLAN).paragraphs.tolist()) for line in lines]
    assert tuple(again) == shown


def test_an_outline_of_thousands_of_headings_is_cut_to_what_is_near():
    found = [Heading(100 * number, number % 3 and 1, str(number), "Mục") for number in range(9000)]
    shown = entries(found, 450_000, 460_000, 160)
    assert len(shown) == 160
    inside = [entry.heading.start for entry in shown if entry.shown]
    assert len(inside) == 100
    assert min(inside) == 450_000
    assert entries(found[:50], 0, 1000, 160)[0].shown


def rows(*parts):
    base = "https://w3id.org/lienvan/doc/a/2020/b"
    return [(f"{base}/{name}", f"{base}/text#char={start},{end}") for name, start, end in parts]


def test_what_was_packed_is_unpacked():
    text = (ROOT / "corpus" / "binh-son-2022.txt").read_text("utf-8")
    found = layout(text)
    again = Layout.unpacked(found.packed())
    assert again.headings == found.headings
    assert again.paragraphs.tolist() == found.paragraphs.tolist()
    for parts in (
        read_parts(rows(("target/2", 50, 60), ("assignment/1", 10, 20), ("report/7", 30, 40))),
        read_parts([]),
    ):
        assert Parts.unpacked(parts.packed()).between(0, 100) == parts.between(0, 100)


def test_parts_by_place_and_kind():
    found = read_parts(
        rows(("target/2", 50, 60), ("assignment/1", 10, 20), ("target/1", 30, 40), ("field/title", 0, 5))
    )
    assert [part.name for part in found.between(0, 100)] == ["assignment/1", "target/1", "target/2"]
    assert [part.name for part in found.between(20, 50)] == ["target/1"]
    assert [part.name for part in found.of("target", 1, 10)] == ["target/2"]
    assert found.counts()["target"] == 2
    assert found.counts()["report"] == 0


def test_a_document_without_parts():
    found = read_parts(rows())
    assert found.between(0, 10) == ()
    assert set(found.counts().values()) == {0}
    assert found.starts.dtype == np.int32


@pytest.mark.parametrize("name", ["task/III.2.a", "field/title", "extraction/1"])
def test_what_has_no_place_in_a_list_is_left_out(name):
    assert read_parts(rows((name, 0, 5))).between(0, 10) == ()


def test_the_layout_grows_with_the_text():
    assert_linear(lambda size: PLAN * (size // len(PLAN)), layout, 40_000)
