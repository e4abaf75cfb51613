"""Word, HTML and PDF files give the text in reading order."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pdf_files import pdf

from loaders.errors import ReadingError
from loaders.formats import html
from loaders.outline import outline
from loaders.reading import read
from loaders.view import view

HEAD = [
    ["ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
    ["Số: 303/KH-UBND", "Bắc Kạn, ngày 04 tháng 6 năm 2020"],
]
TASKS = [
    ["TT", "Nội dung", "Chủ trì"],
    ["1", "Rà soát các xã\nvùng đồng bào", "Ban Dân tộc"],
    ["2", "Báo cáo", "Sở Tài chính"],
]
TAIL = [["Nơi nhận:\n- Các sở, ngành;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nPhạm Duy Hưng"]]
EXPECTED = """ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 303/KH-UBND
Bắc Kạn, ngày 04 tháng 6 năm 2020
KẾ HOẠCH
I. MỤC TIÊU
Các cơ quan, đơn vị thực hiện công tác dân tộc trên địa bàn tỉnh.
TT\tNội dung\tChủ trì
1\tRà soát các xã vùng đồng bào\tBan Dân tộc
2\tBáo cáo\tSở Tài chính
Nơi nhận:
- Các sở, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Phạm Duy Hưng"""
PARAGRAPHS = ["KẾ HOẠCH", "I. MỤC TIÊU", "Các cơ quan, đơn vị thực hiện công tác dân tộc trên địa bàn tỉnh."]


def _table(document: docx.document.Document, rows: list[list[str]]) -> docx.table.Table:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    return table


def _saved(document: docx.document.Document, folder: Path) -> Path:
    path = folder / "plan.docx"
    document.save(str(path))
    return path


def test_word_tables_in_reading_order(tmp_path: Path) -> None:
    document = docx.Document()
    _table(document, HEAD)
    for words in PARAGRAPHS:
        document.add_paragraph(words)
    _table(document, TASKS)
    _table(document, TAIL)
    source = read(_saved(document, tmp_path))
    assert source.text == EXPECTED
    assert source.media_type.endswith("wordprocessingml.document")
    assert view(source).text == EXPECTED


def test_word_prints_its_numbers(tmp_path: Path) -> None:
    """Numbers that Word counts are not in its text; ``w:numPr`` names the list and level."""
    document = docx.Document()
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-")]
    numbering = document.part.numbering_part.element
    abstract = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (style, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{abstract}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, words in [
        (0, "MỤC TIÊU"),
        (1, "Mục tiêu chung"),
        (2, "Đến năm 2025"),
        (2, "Đến năm 2030"),
        (3, "Một"),
        (3, "Hai"),
        (4, "Các xã"),
        (1, "Mục tiêu cụ thể"),
        (2, "Xã"),
        (0, "NHIỆM VỤ CỦA CÁC CƠ QUAN"),
    ]:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    document.add_paragraph("các đơn vị của tỉnh thực hiện")
    assert read(_saved(document, tmp_path)).text.split("\n") == [
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
        "1.1. Đến năm 2025",
        "1.2. Đến năm 2030",
        "a) Một",
        "b) Hai",
        "- Các xã",
        "2. Mục tiêu cụ thể",
        "2.1. Xã",
        "II. NHIỆM VỤ CỦA CÁC CƠ QUAN",
        "các đơn vị của tỉnh thực hiện",
    ]


def test_word_insertions_and_content_controls_are_text_and_deletions_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Các cơ quan ")._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>của tỉnh </w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>của huyện </w:delText></w:r></w:del>"))
    paragraph.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>thực hiện</w:t></w:r></w:sdtContent></w:sdt>")
    )
    merged = _table(document, [["TT", "Nội dung", "Chủ trì"], ["1", "a", "b"]])
    merged.cell(1, 1).merge(merged.cell(1, 2)).text = "Chung"
    assert read(_saved(document, tmp_path)).text == "Các cơ quan của tỉnh thực hiện\nTT\tNội dung\tChủ trì\n1\tChung"


def test_a_word_file_too_large_to_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    document.add_paragraph("Kế hoạch của tỉnh")
    monkeypatch.setattr("loaders.formats.word._LARGEST", 10)
    with pytest.raises(ReadingError, match="unpacks to"):
        read(_saved(document, tmp_path))


def _html_table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<tr>" + "".join(f"<td><p>{cell.replace(chr(10), '<br>')}</p></td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table border='1'>{cells}</table>"


def page(body: str) -> str:
    menu = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Văn bản mới {n}</a></li>" for n in range(20)) + "</ul></nav>"
    return (
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Kế hoạch</title></head><body>{menu}"
        f"<div id='content'>{body}</div><footer>Bản quyền của trang</footer><script>var a = 1;</script></body></html>"
    )


def _body() -> str:
    prose = (
        "<p>- Các cơ quan, đơn vị, địa phương của tỉnh thực hiện công tác dân tộc theo chức năng, nhiệm vụ "
        "được giao.</p>" * 12
    )
    paragraphs = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    return f"{_html_table(HEAD)}{paragraphs}{prose}{_html_table(TASKS)}{_html_table(TAIL)}"


def test_a_page_without_its_menus(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(page(_body()), encoding="utf-8")
    source = read(path)
    assert source.media_type == "text/html"
    lines = [line for line in source.text.split("\n") if not line.startswith("- Các cơ quan")]
    assert "\n".join(lines) == EXPECTED


def test_pages_in_the_encoding_they_declare(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    text = page(_body()).replace("utf-8", "utf-16")
    path.write_bytes(text.encode("utf-16"))
    assert "KẾ HOẠCH" in read(path).text
    assert html.charset(b"<meta charset='windows-1258'>") == "windows-1258"


def test_numbered_lists_of_a_page() -> None:
    found = html.extract(
        "<html><body><p>Nơi nhận:</p><ol><li>Một</li><li>Hai</li></ol><ul><li>Ba</li><li>a) Bốn</li></ul></body></html>"
    )
    assert found.split("\n") == ["Nơi nhận:", "1. Một", "2. Hai", "- Ba", "a) Bốn"]


def _lines() -> list[str]:
    printed = ["Số: 12/KH-UBND", "KẾ HOẠCH", "I. MỤC TIÊU"]
    words = ("Các cơ quan, đơn vị của tỉnh thực hiện công tác dân tộc trên địa bàn các xã vùng đồng bào " * 12).split()
    return printed + [" ".join(words[start : start + 16]) for start in range(0, len(words), 16)]


def test_pdf_pages(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    lines = _lines()
    path.write_bytes(pdf([[*lines[:9], "1"], [*lines[9:], "2"]]))
    source = read(path)
    assert source.media_type == "application/pdf"
    assert len(source.pages) == 2
    assert source.text[source.pages[1] :].startswith(lines[9])
    seen = outline(view(source)).view.text
    assert seen == "\n".join(["Số: 12/KH-UBND", "KẾ HOẠCH", "I. MỤC TIÊU", " ".join(lines[3:])])


REFUSED = [
    (pdf([_lines()], encrypted=True), "is encrypted"),
    (pdf([[], [], []]), "is a scan: its 3 pages hold no text. Add a text layer first: ocrmypdf"),
    (b"%PDF-1.7 nothing of the kind", "damaged PDF"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_refused_pdf(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=words):
        read(path)


def test_word_bytes_are_known_whatever_the_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Các cơ quan của tỉnh thực hiện")
    data = io.BytesIO()
    document.save(data)
    path = tmp_path / "plan.txt"
    path.write_bytes(data.getvalue())
    assert read(path).text == "Các cơ quan của tỉnh thực hiện"
