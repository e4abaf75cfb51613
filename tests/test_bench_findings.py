"""What generated plans brought to light: the smallest text of each error of extraction, once mended."""

from collections import Counter

import pytest

from loaders.pipeline import extract
from loaders.reading import source_from_text
from loaders.view import view

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


@pytest.mark.parametrize("name", ["Quản Bạ", "Mỹ Tú", "Đại Từ", "Phong Thổ", "Bình Sơn"])
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


@pytest.mark.parametrize(
    ("commune", "above", "province"),
    [
        ("Cấm Sơn", "UBND huyện Lục Ngạn", "Bắc Giang"),
        ("Tân Lộc", "UBND huyện Thạch Hà", "Hà Tĩnh"),
        ("Long Sơn", "UBND huyện Châu Thành", None),
        ("Long Sơn", "UBND tỉnh", None),
    ],
)
def test_the_province_of_a_commune_from_the_district_its_preamble_names(commune, above, province):
    text = PLAN.format(name=commune, capitals=f"XÃ {commune.upper()}").replace("huyện", "xã")
    basis = f"Thực hiện Kế hoạch số 275/KH-UBND ngày 21 tháng 4 năm 2022 của {above} về công tác dân tộc.\nI. MỤC"
    assert of(text.replace("I. MỤC", basis)).document.place.province == province


def test_a_township_named_after_the_reform_is_one_of_before():
    text = PLAN.format(name="Gia Ray", capitals="THỊ TRẤN GIA RAY").replace("2024", "2025").replace("02 n", "7 n")
    assert of(text.replace("huyện", "thị trấn")).document.place.province == "Đồng Nai"


@pytest.mark.parametrize(
    ("title", "name", "province"),
    [
        ("công tác dân tộc trên địa bàn huyện Cù Lao\n\nDung năm 2024", "Cù Lao Dung", "Sóc Trăng"),
        (
            "kinh tế - xã hội vùng đồng bào dân tộc thiểu số huyện Bảo\n\nYên giai đoạn 2021 - 2030",
            "Bảo Yên",
            "Lào Cai",
        ),
        ("kinh tế - xã hội vùng dân tộc thiểu số huyện\n\nBảo Yên giai đoạn 2021 - 2030", "Bảo Yên", "Lào Cai"),
        ("công tác dân tộc trên địa bàn huyện Bảo Yên", "Bảo Yên", "Lào Cai"),
    ],
)
def test_a_title_wrapped_within_the_name_of_the_place(title, name, province):
    text = f"KẾ HOẠCH\n\nPhát triển {title}\n\nCăn cứ Nghị định số 05/2011/NĐ-CP về công tác dân tộc;\n\n"
    document = of(text + "UBND huyện ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n- Triển khai.\n").document
    assert (document.issuer, document.place.province) == (f"Ủy ban nhân dân huyện {name}", province)


def test_the_number_of_a_page_before_the_day_of_a_deadline():
    text = PLAN.format(name="Bình Sơn", capitals="HUYỆN BÌNH SƠN")
    duty = (
        "II. TỔ CHỨC THỰC HIỆN\n- Các cơ quan, đơn vị báo cáo kết quả thực hiện về Phòng Dân tộc huyện trước\n\nngày"
        "\n\n9\n\n15/12 hằng năm để tổng hợp, báo cáo UBND tỉnh theo quy định.\n"
    )
    assert [report.deadline for report in of(text + duty).reports] == ["--12-15"]


def test_the_number_of_a_page_below_the_heading_of_an_agency():
    text = PLAN.format(name="Bình Sơn", capitals="HUYỆN BÌNH SƠN") + "II. TỔ CHỨC THỰC HIỆN\n"
    agencies = ("Phòng Nội vụ", "Phòng Tư pháp", "Trung tâm Y tế", "Phòng Dân tộc")
    for number, agency in enumerate(agencies, 1):
        duties = "- Xây dựng kế hoạch chi tiết và tổ chức thực hiện các nhiệm vụ được phân công.\n" * 15
        text += f"{number}. {agency}\n\n{number + 1}\n\n{duties}"
    assert Counter(duty.agency for duty in of(text).assignments) == dict.fromkeys(agencies, 15)


def test_numbers_that_count_up_within_a_page_are_the_text_s_own():
    rows = "".join(f"Nội dung {word}\n\n{number}\n\nNgười dân\n\n" for number, word in enumerate("abc", 2))
    assert [line for line in view(source_from_text(rows)).text.split("\n") if line.isdigit()] == ["2", "3", "4"]


def test_a_township_whose_name_holds_a_word_for_an_agency():
    text = PLAN.format(name="Nông trường Lệ Ninh", capitals="THỊ TRẤN NÔNG TRƯỜNG LỆ NINH")
    document = of(text.replace("huyện", "thị trấn")).document
    assert document.issuer.lower() == "ủy ban nhân dân thị trấn nông trường lệ ninh"


@pytest.mark.parametrize("name", ["Ngã Năm", "Bình Sơn"])
def test_a_title_that_ends_in_a_name_that_is_a_word_of_time(name):
    text = PLAN.format(name=name, capitals=f"HUYỆN {name.upper()}").replace(f"{name} năm 2024\n", f"{name}\n")
    basis = "Thực hiện Kế hoạch số 277/KH-UBND ngày 18/02/2022 của UBND tỉnh về công tác dân tộc.\nI. MỤC"
    title = of(text.replace("I. MỤC", basis)).document.title
    assert title == f"Thực hiện công tác dân tộc trên địa bàn huyện {name}"
