"""The numbered section that a stretch of the source lies in."""

from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.resolving.sections import sections
from loaders.view import view

TEXT = """KẾ HOẠCH
Thực hiện Chương trình năm 2023

I. MỤC TIÊU
1. Mục tiêu cụ thể
Giảm tỷ lệ hộ nghèo 3%.
II. NHIỆM VỤ
2. Về phát triển kinh tế
a) Đối với nông nghiệp
(1) Phát triển vùng dược liệu
- Nhân rộng mô hình.
"""


def made():
    return sections(outline(view(source_from_text(TEXT))))


def path_of(words):
    return made().path_at(TEXT.index(words))


def test_sections_by_offset():
    assert path_of("Thực hiện") is None
    assert path_of("Giảm tỷ lệ") == "I.1"
    assert path_of("Về phát triển kinh tế") == "II.2"
    assert path_of("Phát triển vùng") == "II.2.a(1)"
    assert path_of("Nhân rộng") == "II.2.a(1)"


def test_a_heading_and_those_above_it():
    chain = made().chain("II.2.a(1)")
    assert [heading.path for heading in chain] == ["II.2.a(1)", "II.2.a", "II.2", "II"]
    assert chain[1].words == "Đối với nông nghiệp"
    assert TEXT[chain[1].start : chain[1].end] == "a) Đối với nông nghiệp"


def test_an_unknown_path_has_no_chain():
    assert made().chain("IX.9") == ()
