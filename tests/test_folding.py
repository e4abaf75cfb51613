from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.folding import fold

CASES = [
    ("Số: 303/KH-UBND", "so: 303/kh-ubnd"),
    ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "uy ban nhan dan tinh dak lak"),
    ("Uỷ ban", "uy ban"),
    ("hòa hoà", "hoa hoa"),
    ("giai đoạn 2021 – 2030 — 2045", "giai doan 2021 - 2030 - 2045"),
    ("“nếp nghĩ, cách làm” ‘x’", "\"nep nghi, cach lam\" 'x'"),
    ("một\xa0hai", "mot hai"),
    ("Tiểu dự án 1 thuộc Dự án 10…", "tieu du an 1 thuoc du an 10…"),
    ("😀Ư", "😀u"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_folds(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(max_size=300))
def test_offsets_stay(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="aăâeêioôơuưyđAĂÂÊÔƠƯĐ ,.-/0123456789", max_size=60))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_vietnamese_letter_becomes_a_plain_one() -> None:
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    letters = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels
        for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    ]
    assert {fold(letter) for letter in letters} == set("aeiouy")


def test_long_texts_are_folded_in_pieces() -> None:
    text = "Đồng bào dân tộc thiểu số. " * 40_000
    assert fold(text) == "dong bao dan toc thieu so. " * 40_000
