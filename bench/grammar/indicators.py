"""Indicators as plans word them: shares of somebody who does something, and sentences of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Better = Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator in per cent of ``whom`` that ``do``: ``xã`` / ``có đường ô tô đến trung tâm xã được …``."""

    indicator: str
    whom: str
    do: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """An indicator with a sentence of its own; ``{v}`` is the value, ``{w}`` the upper one of a range."""

    indicator: str
    words: str
    direction: str
    comparator: str | None
    unit: str | None
    values: tuple[float, ...]
    better: Better = 1
    per: str | None = None
    baseline: int | None = None


SHARES: Final = (
    Share("communes-paved-road-to-centre", "xã", "có đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông", 85, 100),
    Share("villages-hardened-road-to-centre", "thôn", "có đường ô tô đến trung tâm được cứng hóa", 60, 98),
    Share(
        "schools-and-health-stations-solidly-built", "số trường, lớp học và trạm y tế", "được xây dựng kiên cố", 80, 100
    ),
    Share(
        "households-with-electricity",
        "số hộ dân",
        "được sử dụng điện lưới quốc gia và các nguồn điện khác phù hợp",
        90,
        99,
    ),
    Share(
        "hygienic-water-ethnic-people", "đồng bào dân tộc thiểu số", "được sử dụng nước sinh hoạt hợp vệ sinh", 80, 98
    ),
    Share(
        "television-and-radio-ethnic-people",
        "đồng bào dân tộc thiểu số",
        "được xem truyền hình và nghe đài phát thanh",
        90,
        99,
    ),
    Share("health-insurance-ethnic-people", "đồng bào dân tộc thiểu số", "tham gia bảo hiểm y tế", 88, 99),
    Share(
        "antenatal-care-and-attended-birth",
        "phụ nữ có thai",
        "được khám thai định kỳ, sinh con ở cơ sở y tế hoặc có sự trợ giúp của cán bộ y tế",
        70,
        95,
    ),
    Share(
        "vocational-training-working-age-labour",
        "lao động trong độ tuổi",
        "được đào tạo nghề phù hợp với nhu cầu, điều kiện của người dân tộc thiểu số",
        35,
        60,
    ),
    Share("villages-with-community-house", "thôn", "có nhà sinh hoạt cộng đồng", 70, 98),
    Share(
        "villages-with-traditional-arts-team",
        "thôn",
        "có đội văn hóa, văn nghệ truyền thống hoạt động thường xuyên, có chất lượng",
        40,
        80,
    ),
    Share(
        "communes-new-rural-standard",
        "số xã vùng đồng bào dân tộc thiểu số và miền núi",
        "đạt chuẩn nông thôn mới",
        40,
        80,
    ),
    Share(
        "ethnic-farm-households-commodity-agroforestry",
        "số hộ nông dân người dân tộc thiểu số",
        "làm kinh tế nông - lâm nghiệp hàng hóa",
        50,
        85,
    ),
    Share("communes-national-health-criteria", "xã", "đạt bộ tiêu chí quốc gia về y tế", 70, 99),
    Share("communes-with-culture-house", "xã", "có nhà văn hóa", 80, 99),
)
PHRASES: Final = (
    Phrase(
        "poverty-rate-annual-reduction-ethnic-households",
        "Tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số mỗi năm giảm trên {v}%",
        "decrease",
        "gt",
        "%",
        (2, 2.5, 3, 3.5, 4, 4.5, 5),
        per="năm",
    ),
    Phrase(
        "income-per-capita-growth-ethnic-people",
        "mức thu nhập bình quân của người dân tộc thiểu số tăng trên {v} lần so với năm 2020",
        "increase",
        "gt",
        "lần",
        (1.5, 2, 2.5, 3),
        baseline=2020,
    ),
    Phrase(
        "child-underweight-rate",
        "giảm tỷ lệ trẻ em suy dinh dưỡng thể nhẹ cân xuống dưới {v}%",
        "level",
        "lt",
        "%",
        (10, 12, 15, 18, 20),
        better=-1,
    ),
    Phrase(
        "child-stunting-rate",
        "giảm tỷ lệ suy dinh dưỡng thể thấp còi của trẻ em dưới 5 tuổi xuống dưới {v}%",
        "level",
        "lt",
        "%",
        (18, 20, 22, 25, 28),
        better=-1,
    ),
    Phrase("forest-cover-rate", "Tỷ lệ che phủ rừng của vùng đạt {v}%", "level", "eq", "%", (45, 48, 50, 52, 55, 58)),
    Phrase(
        "life-expectancy-ethnic-people",
        "Tuổi thọ trung bình người dân tộc thiểu số đạt {v} tuổi",
        "level",
        "eq",
        "tuổi",
        (70, 72, 74, 75),
    ),
    Phrase(
        "extremely-difficult-communes-and-villages-reduction",
        "giảm {v}% số xã, thôn đặc biệt khó khăn",
        "decrease",
        "eq",
        "%",
        (10, 15, 20, 25),
    ),
    Phrase(
        "scattered-or-at-risk-ethnic-households-relocated",
        "quy hoạch, sắp xếp, di dời, bố trí {v}% số hộ dân tộc thiểu số đang cư trú phân tán, rải rác ở các khu vực "
        "xa xôi, hẻo lánh, nơi có nguy cơ xảy ra lũ ống, lũ quét, sạt lở",
        "level",
        "eq",
        "%",
        (60, 70, 80, 90),
    ),
    Phrase(
        "literacy-vietnamese-age-15-plus",
        "người từ 15 tuổi trở lên đọc thông, viết thạo tiếng phổ thông trên {v}%",
        "level",
        "gt",
        "%",
        (85, 88, 90, 92, 95),
    ),
    Phrase(
        "kindergarten-attendance-age-5",
        "Tỷ lệ trẻ em mẫu giáo 5 tuổi đến trường trên {v}%",
        "level",
        "gt",
        "%",
        (95, 96, 97, 98),
    ),
    Phrase(
        "labour-productivity-growth",
        "Năng suất lao động xã hội vùng đồng bào dân tộc thiểu số và miền núi tăng bình quân {v}%/năm",
        "increase",
        "eq",
        "%",
        (5, 5.5, 6, 6.5, 7),
        per="năm",
    ),
    Phrase(
        "human-development-index-ethnic-people",
        "Chỉ số phát triển con người là người dân tộc thiểu số thuộc vùng đồng bào dân tộc thiểu số và miền núi (HDI) "
        "đạt trên {v}",
        "level",
        "gt",
        "chỉ số",
        (0.65, 0.67, 0.69, 0.7),
    ),
)
GOOD_WILL: Final = (
    Phrase(
        "settled-farming-and-residence-completed",
        "Hoàn thành cơ bản công tác định canh, định cư",
        "level",
        None,
        None,
        (),
    ),
    Phrase(
        "residential-and-production-land-shortage-resolved",
        "Giải quyết cơ bản tình trạng thiếu đất ở, đất sản xuất cho đồng bào dân tộc thiểu số",
        "level",
        None,
        None,
        (),
    ),
    Phrase(
        "traditional-culture-preserved",
        "Bảo tồn và phát huy các giá trị, bản sắc văn hóa truyền thống tốt đẹp của các dân tộc",
        "level",
        None,
        None,
        (),
    ),
    Phrase(
        "ethnic-cadre-force-developed",
        "Đào tạo, quy hoạch, xây dựng đội ngũ cán bộ người dân tộc thiểu số",
        "level",
        None,
        None,
        (),
    ),
    Phrase(
        "ecological-degradation-prevented",
        "ngăn chặn tình trạng suy thoái môi trường sinh thái",
        "level",
        None,
        None,
        (),
    ),
)
VISION: Final = (
    Phrase(
        "income-ratio-to-national-average-ethnic-people",
        "Thu nhập bình quân của người dân tộc thiểu số đạt trên 1/2 thu nhập bình quân chung cả nước",
        "level",
        "gt",
        "bình quân chung cả nước",
        (0.5,),
    ),
    Phrase("poor-households-eliminated", "Không còn hộ nghèo", "level", None, None, ()),
)
