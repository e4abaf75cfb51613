"""TCVN3, VNI, VISCII and Windows-1258, as bytes and carried into Unicode byte by byte."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from loaders import legacy
from loaders.reading import read

# what each encoding prints for the same words, seen as Western European text
TCVN3 = (
    "Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch thùc hiÖn c«ng t¸c d©n "
    "téc, c¸c ®¬n vÞ cã tr¸ch nhiÖm; ngµy 30 th¸ng 10 n¨m 2019"
)
VNI = (
    "UÛy ban nhaân daân tænh ban haønh Keá hoaïch thöïc hieän coâng "
    "taùc daân toäc, caùc ñôn vò coù traùch nhieäm; ngaøy 30 thaùng 10 naêm 2019"
)
WORDS = (
    "Uỷ ban nhân dân tỉnh ban hành Kế hoạch thực hiện công tác dân "
    "tộc, các đơn vị có trách nhiệm; ngày 30 tháng 10 năm 2019"
)

CASES = [
    (TCVN3.encode("latin-1"), "tcvn3", WORDS),
    (VNI.encode("latin-1"), "vni", WORDS.replace("Uỷ", "Ủy")),
    (TCVN3.encode(), "tcvn3", WORDS),
    (VNI.encode(), "vni", WORDS.replace("Uỷ", "Ủy")),
]


@pytest.mark.parametrize(("data", "encoding", "words"), CASES)
def test_recognised_and_converted(tmp_path: Path, data: bytes, encoding: str, words: str) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes(data)
    source = read(path)
    assert (source.encoding, source.text) == (encoding, words)


def _viscii(text: str) -> bytes:
    codes = {char: code for code, char in legacy.VISCII.items()}
    return bytes(codes.get(char, ord(char)) for char in text)


def test_viscii(tmp_path: Path) -> None:
    """Byte values from RFC 1456: ế is 0xAA, ạ 0xD5, Ẳ 0x02."""
    assert _viscii("Kế hoạch") == b"K\xaa ho\xd5ch"
    assert _viscii("Ẳ") == b"\x02"
    path = tmp_path / "cu.txt"
    path.write_bytes(_viscii(WORDS))
    assert (read(path).encoding, read(path).text) == ("viscii", WORDS)


def test_windows_1258(tmp_path: Path) -> None:
    """The tone stands behind its vowel, hat and horn are one with it."""
    path = tmp_path / "cu.txt"
    path.write_bytes("".join(_tone_apart(char) for char in WORDS).encode("cp1258"))
    assert (read(path).encoding, read(path).text) == ("cp1258", WORDS)


def _tone_apart(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    if not set(parts) & set("\u0300\u0301\u0303\u0309\u0323"):
        return char
    tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone


CAPITALS = [
    ("KÕ HO¹CH", "KẾ HOẠCH"),
    ("Uû BAN NH¢N D¢N TØNH B¾C K¹N", "UỶ BAN NHÂN DÂN TỈNH BẮC KẠN"),
    ("Bé ChÝnh trÞ", "Bộ Chính trị"),
    ("ë ®Þa ph­¬ng", "ở địa phương"),
    ("§¶ng bé", "Đảng bộ"),
]


@pytest.mark.parametrize(("printed", "words"), CAPITALS)
def test_tcvn3_capitals_are_restored(printed: str, words: str) -> None:
    converted = legacy.from_text(f"{printed}. {TCVN3}")
    assert converted is not None
    assert converted[0].startswith(f"{words}.")


VIETNAMESE = [
    (WORDS, True),
    ("Đắk Wil\nNam Dong\nCư Jút\nThuận An\nĐức Lập\nĐắk Mil\nĐắk Sắk", True),
    ("The plan of the committee", False),
    ("Le déjeuner à la carte, élève et forêt", False),
    ("12/3 + 4", False),
]


@pytest.mark.parametrize(("text", "expected"), VIETNAMESE)
def test_what_is_vietnamese(text: str, expected: bool) -> None:
    assert legacy.is_vietnamese(text) is expected


def test_unicode_text_is_left_alone() -> None:
    assert legacy.from_text(WORDS) is None
    assert legacy.from_text("Café à la carte") is None
