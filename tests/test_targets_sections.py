"""Where goals stand and by which year: layouts of headings, topics, years, projects, tables."""

import pytest

from loaders.goals.sections import blocks
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.records import Document
from loaders.targets import targets
from loaders.view import view

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN BA BỂ
Số: 12/KH-UBND

Ba Bể, ngày 10 tháng 01 năm 2024

KẾ HOẠCH

Thực hiện Chương trình

"""


def document(period=None, vision=None):
    return Document(None, None, None, None, None, None, None, period, vision, (), (), 0, 0)


def goals(body, period=None, vision=None):
    outlined = outline(view(source_from_text(HEAD + body.replace("\n", "\n\n"))))
    return [(target.horizon, target.indicator) for target in targets(outlined, document(period, vision))]


SECTIONS = [
    # general goals are none; years by headings, topics within them
    (
        """I. MỤC TIÊU
1. Mục tiêu chung: Nâng cao đời sống, giảm 5% hộ nghèo.
2. Chỉ tiêu cụ thể:
2.1. Về kinh tế
- Thu nhập bình quân đầu người đạt 40 triệu đồng.
2.2. Về y tế:
- 95% dân số tham gia BHYT.
3. Định hướng đến năm 2030
- Không còn hộ nghèo.
II. NHIỆM VỤ
- Hỗ trợ 100% hộ nghèo.""",
        [
            (2025, "income-per-capita-inhabitants"),
            (2025, "health-insurance-population"),
            (2030, "poor-households-eliminated"),
        ],
    ),
    # a decision that approves a scheme; years as bullets
    (
        """Điều 1. Phê duyệt Đề án với các nội dung sau:
I. QUAN ĐIỂM, MỤC TIÊU
1. Quan điểm
- Ưu tiên 100% nguồn lực.
2. Mục tiêu
a) Mục tiêu tổng quát
Giảm 10% hộ nghèo.
b) Mục tiêu cụ thể
* Đến năm 2025:
- 90% dân số tham gia BHYT.
* Định hướng đến năm 2030:
- 98% dân số tham gia BHYT.
II. ĐỐI TƯỢNG
- 100% hộ dân tham gia BHYT.""",
        [
            (2025, "health-insurance-population"),
            (2030, "health-insurance-population"),
        ],
    ),
    # the year in a heading's run-in words; numbered goals
    (
        """I. MỤC TIÊU
1. Mục tiêu tổng quát: Phát triển bền vững.
2. Mục tiêu cụ thể: Đến năm 2027, phấn đấu đạt các chỉ tiêu sau:
(1) Tỷ lệ hộ nghèo giảm bình quân 3%/năm.
(2) Tỷ lệ che phủ rừng đạt 60%.""",
        [
            (2027, "poverty-rate-annual-reduction"),
            (2027, "forest-cover-rate"),
        ],
    ),
    # a bare heading in a yearly plan
    (
        """III. MỤC TIÊU
- Phấn đấu giảm tỷ lệ hộ nghèo 3,5% trở lên.
- Đối với chỉ tiêu từng dự án: Các cơ quan, đơn vị chịu trách nhiệm xây dựng kế hoạch.
IV. NỘI DUNG
- 100% hộ nghèo.""",
        [(2025, "poverty-rate-annual-reduction")],
    ),
    # a sentence on goals is no heading of goals
    (
        """I. MỤC ĐÍCH
- Mục tiêu, nhiệm vụ của Chương trình phải được quán triệt đến 100% cán bộ.
- Đạt được các chỉ tiêu giảm 5% hộ nghèo.
II. CHỈ TIÊU NĂM 2024
- 90% dân số tham gia BHYT.""",
        [(2024, "health-insurance-population")],
    ),
    # what was reached before is no goal
    (
        """I. KẾT QUẢ THỰC HIỆN GIAI ĐOẠN 2016 - 2020
1. Mục tiêu cụ thể
- Tỷ lệ hộ nghèo giảm 4%/năm.
II. MỤC TIÊU GIAI ĐOẠN 2021 - 2026, ĐỊNH HƯỚNG
- Tỷ lệ hộ nghèo giảm 3%/năm.""",
        [(2026, "poverty-rate-annual-reduction")],
    ),
    # the goals of one project: those with a number
    (
        """II. NHIỆM VỤ
1. Dự án 1: Giải quyết đất ở
a) Mục tiêu: Hỗ trợ đất ở cho 25 hộ. Ổn định đời sống đồng bào.
b) Nội dung: Hỗ trợ 30 hộ.""",
        [(2025, "households-supported-residential-land")],
    ),
    # plain headings without numbers
    (
        """I. MỤC TIÊU
Mục tiêu tổng quát:
- Giảm 10% hộ nghèo.
Mục tiêu cụ thể:
- 90% dân số tham gia BHYT.
II. GIẢI PHÁP
- Vận động 100% người dân.""",
        [(2025, "health-insurance-population")],
    ),
    # a vision takes its year from its heading
    (
        """I. MỤC TIÊU, TẦM NHÌN ĐẾN NĂM 2045
1. Mục tiêu cụ thể
a) Mục tiêu đến năm 2030
- Tỷ lệ che phủ rừng đạt 50%.
2. Tầm nhìn đến năm 2045
- Không còn hộ nghèo; người dân được tiếp cận đầy đủ dịch vụ xã hội cơ bản.""",
        [
            (2030, "forest-cover-rate"),
            (2045, "poor-households-eliminated"),
            (2045, "full-access-to-basic-social-services"),
        ],
    ),
    # an item that lists its parts below it
    (
        """I. MỤC TIÊU CỤ THỂ
- Tỷ lệ học sinh trong độ tuổi đi học:
+ Tiểu học: 99%
+ THCS: 95%;
+ THPT: 65%.""",
        [
            (2025, "primary-school-age-attendance"),
            (2025, "lower-secondary-age-attendance"),
            (2025, "upper-secondary-age-attendance"),
        ],
    ),
    # numbered goals beside a heading of goals
    (
        """II. MỤC TIÊU
1. Mục tiêu chung: Giảm nghèo bền vững.
2. Chỉ tiêu cụ thể
2.1. Tỷ lệ giảm hộ nghèo năm 2025: 6,2%.
2.2. Hỗ trợ ít nhất 05 mô hình giảm nghèo.
2.3. Các chỉ tiêu giải quyết thiếu hụt dịch vụ xã hội cơ bản
- Tỷ lệ người nghèo tham gia bảo hiểm y tế đạt 100%.""",
        [
            (2025, "poverty-rate-annual-reduction"),
            (2025, "livelihood-models-replicated"),
            (2025, "health-insurance-poor-households"),
        ],
    ),
    # a period as a heading, and what a project's bullets say besides its goal
    (
        """I. MỤC TIÊU CỤ THỂ
2.1. Giai đoạn 2021 - 2025
- Tỷ lệ che phủ rừng đạt 50%.
2.2. Giai đoạn 2026 - 2030
- Tỷ lệ che phủ rừng đạt 52%.
II. NHIỆM VỤ
1. Dự án 1: Giải quyết tình trạng thiếu đất ở
- Mục tiêu: 90% hộ nghèo có đất ở.
- Kinh phí: 5.214 triệu đồng, hỗ trợ nhà ở cho 45 hộ.""",
        [
            (2025, "forest-cover-rate"),
            (2030, "forest-cover-rate"),
            (2025, "households-supported-residential-land"),
        ],
    ),
    # a colon within the period of a title
    (
        """III. MỤC TIÊU CỤ THỂ GIAI ĐOẠN I: TỪ NĂM 2021 ĐẾN NĂM 2025
- Tỷ lệ che phủ rừng đạt 50%.""",
        [(2025, "forest-cover-rate")],
    ),
    # a year inside a sentence holds from there on
    (
        """I. MỤC TIÊU CỤ THỂ
- Tỷ lệ hộ nghèo đến năm 2025 còn dưới 8%, đến năm 2030 còn dưới 3%.
- Tỷ lệ che phủ rừng năm 2020 đạt 40%, năm 2024 đạt 45%.""",
        [
            (2025, "poverty-rate"),
            (2030, "poverty-rate"),
            (2024, "forest-cover-rate"),
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), SECTIONS)
def test_sections(body, expected):
    assert goals(body, period=(2021, 2025)) == expected


def test_without_a_year_in_the_headings_the_plans_period_counts_then_its_vision():
    body = "I. MỤC TIÊU CỤ THỂ\n- Tỷ lệ che phủ rừng đạt 50%."
    assert goals(body, period=(2023, 2023)) == [(2023, "forest-cover-rate")]
    assert goals(body, vision=2045) == [(2045, "forest-cover-rate")]
    assert goals(body) == [(None, "forest-cover-rate")]


def test_a_paragraph_cut_by_a_page_behind_a_colon_is_one():
    body = "I. MỤC TIÊU\n- Thu hút 3% lao động sang làm các ngành, nghề:\nCông nghiệp, dịch vụ. Không còn hộ nghèo."
    outlined = outline(view(source_from_text(HEAD + body.replace("\n", "\n\n"))))
    (block,) = blocks(outlined, document())
    assert outlined.view.text[block.start : block.end].endswith("nghề:\nCông nghiệp, dịch vụ. Không còn hộ nghèo.")


TABLES = [
    # unit column, what was reached, what is wanted
    (
        [
            "TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2020 | Mục tiêu đến năm 2025",
            "1 | Tỷ lệ hộ nghèo dân tộc thiểu số | % | 25 | 10",
            "2 | Thu nhập bình quân của người dân tộc thiểu số | triệu đồng/người/năm | 20 | 45,5",
            "3 | Số xã đạt chuẩn nông thôn mới | xã | 2 | ≥ 6",
            "4 | Mức giảm tỷ lệ hộ nghèo bình quân hằng năm | % | 3 | 4 - 5",
            "5 | Điện thương phẩm bình quân đầu người | kWh/người | 500 | 800",
        ],
        [
            (2025, "poverty-rate-ethnic-households", "level", "eq", 10, "%", None),
            (2025, "income-per-capita-ethnic-people", "level", "eq", 45.5, "triệu đồng/người/năm", None),
            (2025, "communes-new-rural-standard", "level", "ge", 6, "xã", None),
            (2025, "poverty-rate-annual-reduction", "decrease", "between", (4, 5), "%", "năm"),
            (2025, "dien-thuong-pham-binh-quan-dau-nguoi", "level", "eq", 800, "kWh/người", None),
        ],
    ),
    # years in a second header row
    (
        [
            "TT | Chỉ tiêu | Đơn vị | Lộ trình",
            " | | | Năm 2024 | Năm 2025",
            "1 | Tỷ lệ dân số tham gia bảo hiểm y tế | % | 95 | 97",
        ],
        [
            (2024, "health-insurance-population", "level", "eq", 95, "%", None),
            (2025, "health-insurance-population", "level", "eq", 97, "%", None),
        ],
    ),
    # no header: the last number, with its unit in the cell before or with it
    (
        ["1 | Tỷ lệ che phủ rừng | % | 73,4", "2 | Tỷ lệ dân số tham gia bảo hiểm y tế | 98%"],
        [
            (2025, "forest-cover-rate", "level", "eq", 73.4, "%", None),
            (2025, "health-insurance-population", "level", "eq", 98, "%", None),
        ],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_tables(rows, expected):
    table = "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    text = f"{HEAD}I. MỤC TIÊU\n\n1. Mục tiêu cụ thể đến năm 2025\n\n{table}\n\nII. NHIỆM VỤ\n"
    outlined = outline(view(source_from_text(text)))
    found = targets(outlined, document())
    said = [(t.horizon, t.indicator, t.direction, t.comparator, t.value, t.unit, t.per) for t in found]
    assert said == expected
