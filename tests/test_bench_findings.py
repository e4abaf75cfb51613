"""What generated plans brought to light: the smallest text of each error of extraction, once mended."""

import pytest

from loaders.pipeline import extract
from loaders.reading import source_from_text

PLAN = """ỦY BAN NHÂN DÂN
{capitals}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 135/KH-UBND
{name}, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác dân tộc trên địa bàn huyện {name} năm 2024
I. MỤC ĐÍCH
- Triển khai công tác dân tộc.
"""


def of(text):
    return extract(source_from_text(text))


@pytest.mark.parametrize("name", ["Quản Bạ", "Mỹ Tú", "Đại Từ", "Bình Sơn"])
def test_a_district_whose_name_sounds_like_a_word_of_the_grammar(name):
    document = of(PLAN.format(name=name, capitals=f"HUYỆN {name.upper()}")).document
    assert document.issuer == f"Ủy ban nhân dân huyện {name}"
    assert document.period == (2024, 2024)


def test_from_a_year_on_is_no_period():
    text = PLAN.format(name="Bình Sơn", capitals="HUYỆN BÌNH SƠN")
    assert of(text.replace("Sơn năm 2024\nI.", "Sơn từ năm 2024\nI.")).document.period is None


def test_the_number_of_a_page_within_the_recipients():
    text = PLAN.format(name="Bình Sơn", capitals="HUYỆN BÌNH SƠN")
    tail = (
        "Nơi nhận:\n- UBND tỉnh;\n\n12\n\n- Công an huyện;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nHà Kim Oanh\n"
    )
    assert of(text + tail).document.recipients == ("UBND tỉnh", "Công an huyện", "Lưu: VT")


def test_what_a_wrapped_preamble_carries_out_below_a_basis_that_fills_its_line():
    text = """KẾ HOẠCH

Thực hiện Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội

vùng đồng bào dân tộc thiểu số và miền núi trên địa bàn huyện Vụ Bản

Căn cứ Nghị định số 05/2011/NĐ-CP ngày 14/01/2011 về công tác dân tộc;

Thực hiện Kế hoạch số 154/KH-UBND ngày 21/4/2022 của UBND tỉnh Nam Định

về việc thực hiện Chương trình mục tiêu quốc gia phát triển kinh tế -

xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021 - 2025

trên địa bàn tỉnh. Ủy ban nhân dân huyện ban hành Kế hoạch như sau:

I. MỤC ĐÍCH
"""
    assert [(link.source, link.relation, link.target) for link in of(text).links] == [
        ("this", "implements", "154/KH-UBND")
    ]


def test_the_number_of_a_page_among_the_duties_of_an_agency():
    text = PLAN.format(name="Bình Sơn", capitals="HUYỆN BÌNH SƠN")
    duties = (
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế huyện\n- Rà soát nhu cầu đầu tư.\n\n7\n\n- Xây dựng kế hoạch chi tiết.\n"
    )
    assert [one.quote for one in of(text + duties).assignments] == [
        "Rà soát nhu cầu đầu tư.",
        "Xây dựng kế hoạch chi tiết.",
    ]
