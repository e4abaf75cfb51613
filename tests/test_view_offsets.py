"""The offset map is exact: each character of the view is the character of the source that it claims to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.outline import outline
from loaders.reading import read, source_from_text
from loaders.view import View, view

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
PIECES = [
    *"aàăạđĐÔ19.,;:-–+*#|()/\\%“”\"'\t\n\f\r\xa0\u200b\u00ad \u2028",
    "\n\n",
    "\r\n",
    "  ",
    "**",
    "***",
    "- ",
    "I. ",
    "1. ",
    "1.1. ",
    "a) ",
    "(1) ",
    "Điều 1. ",
    "| a | b |\n",
    "|\n",
    "\\-",
    "KẾ HOẠCH",
    "Số: 303/KH-UBND",
    "Căn cứ Luật",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "HIỆU LỰC VĂN BẢN\n",
    "Số hiệu: 1\n",
    "STT\n|\nTên\n|\n1\n|\nXã\n|\n",
    "đồng bào dân tộc thiểu số ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "\n12\n",
    "2022-08-08T13:50:58+0700\n",
    "<br>",
    "# ",
    "PHỤ LỤC I\n",
    "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\n",
]
BLANK = set(" \t\n")
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def assert_exact(seen: View) -> None:
    source = seen.source.text
    last = -1
    for offset, char in enumerate(seen.text):
        start, end = seen.span(offset, offset + 1)
        assert end == start + 1
        assert start > last, (offset, char)
        last = start
        if char not in BLANK:
            assert source[start] == char
    assert len(seen.folded) == len(seen.text)
    for line in seen.text.split("\n"):
        assert line == line.strip(" ")
        assert "  " not in line


@example("a ** a")  # the blanks on both sides of a mark that went stayed
@example("a  **  ** a")
@given(texts)
@settings(max_examples=400, deadline=None)
def test_every_character_maps_to_the_one_it_came_from(text: str) -> None:
    seen = view(source_from_text(text))
    assert_exact(seen)
    outlined = outline(seen)
    assert 0 <= outlined.head_end <= outlined.tail_start <= outlined.tail_end <= len(seen.text)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all(text: str) -> None:
    assert_exact(view(source_from_text(text)))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_plans(path: Path) -> None:
    assert_exact(view(read(path)))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_word_of_a_plan_is_lost(path: Path) -> None:
    """Only rules of dashes, the page number 6 of Bình Sơn, asterisks and the site's name are not shown."""
    seen = view(read(path))
    end = seen.span(len(seen.text) - 1, len(seen.text))[1]
    source = seen.source.text[:end].replace("*", " ").replace("Hệ thống pháp luật", "")
    assert list(filter(_counts, source.split())) == list(filter(_counts, seen.text.split()))


def _counts(word: str) -> bool:
    return not set(word) <= {"-"} and word != "6"
