from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import LoadError, ReadingError
from loaders.reading import read, source_from_text

TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\nSố: 303/KH-UBND\nBắc Kạn, ngày 04 tháng 6 năm 2020\nKẾ HOẠCH\n"
    "Thực hiện Kết luận số 65-KL/TW về công tác dân tộc; các cơ quan, đơn vị trên địa bàn tỉnh phối hợp thực hiện.\n"
)


def _file(folder: Path, data: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    source = read(_file(tmp_path, TEXT.encode(encoding)))
    assert source.text == TEXT
    assert source.media_type == "text/plain"


def test_hashes_and_normal_form(tmp_path: Path) -> None:
    data = unicodedata.normalize("NFD", TEXT).encode()
    source = read(_file(tmp_path, data, "plan.md"))
    assert source.text == TEXT
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert source.file_sha256 == hashlib.sha256(data).hexdigest()
    assert source.media_type == "text/markdown"


def test_pages(tmp_path: Path) -> None:
    source = read(_file(tmp_path, f"{TEXT}\f{TEXT}".encode()))
    assert source.pages == (0, len(TEXT) + 1)
    assert source_from_text("một trang").pages == (0,)


REFUSED: list[tuple[str, bytes, str]] = [
    ("empty", b"", "is empty"),
    ("blank", b" \n\t\r\n", "is empty"),
    ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice --headless --convert-to docx"),
    ("RTF", b"{\\rtf1\\ansi K\\'c3}", "soffice --headless --convert-to docx"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
    ("archive", b"PK\x03\x04" + bytes(100), "no Word file"),
    ("broken Word", b"PK\x03\x04 word/document.xml" + bytes(50), "damaged Word file"),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "binary file"),
    ("English", b"The plan of the committee and its tasks for the year, chapter by chapter.", "no Vietnamese text"),
    ("unknown bytes", "Комитет и план работы на год".encode("cp1251"), "neither UTF-8 nor TCVN3"),
    (
        "page without text",
        b"<!DOCTYPE html><html><body><script>var x = 1;</script></body></html>",
        "no Vietnamese text",
    ),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refusals_name_file_problem_and_remedy(tmp_path: Path, data: bytes, words: str) -> None:
    path = _file(tmp_path, data)
    with pytest.raises(ReadingError) as refusal:
        read(path)
    line = str(refusal.value)
    assert line.startswith(f"{path}: ")
    assert words in line
    assert "\n" not in line


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(ReadingError, match="is a folder"):
        read(tmp_path)


@given(
    st.binary(max_size=400)
    | st.sampled_from([b"%PDF-1.4", b"PK\x03\x04word/", b"<html>", b"\xff\xfe"]).flatmap(
        lambda head: st.binary(max_size=300).map(lambda tail: head + tail)
    )
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = _file(tmp_path_factory.getbasetemp(), data, "fuzz.txt")
    with contextlib.suppress(LoadError):
        assert read(path).text.strip()
