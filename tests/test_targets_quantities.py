"""The quantity grammar: what is a value and what only looks like one."""

import pytest

from loaders.folding import fold
from loaders.goals.quantities import number, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên 98%", [("trên 98%", "gt", 98, "%")]),
        ("đạt 99,98%", [("99,98%", "eq", 99.98, "%")]),
        ("dưới 26,7 %", [("dưới 26,7 %", "lt", 26.7, "%")]),
        ("giảm từ 4- 4,5%", [("từ 4- 4,5%", "between", (4, 4.5), "%")]),
        ("là 7% đến 8%/năm", [("7% đến 8%/năm", "between", (7, 8), "%")]),
        ("là 13 - 14%.", [("13 - 14%", "between", (13, 14), "%")]),
        ("3,5% trở lên", [("3,5% trở lên", "ge", 3.5, "%")]),
        ("từ 60% trở lên", [("từ 60% trở lên", "ge", 60, "%")]),
        ("đạt từ 60% lao động", [("từ 60%", "ge", 60, "%")]),
        ("5% trở xuống", [("5% trở xuống", "le", 5, "%")]),
        ("ít nhất là 95%", [("ít nhất là 95%", "ge", 95, "%")]),
        ("tối thiểu 68%", [("tối thiểu 68%", "ge", 68, "%")]),
        ("không dưới 90%", [("không dưới 90%", "ge", 90, "%")]),
        ("không quá 5%", [("không quá 5%", "le", 5, "%")]),
        ("không vượt quá 5%", [("không vượt quá 5%", "le", 5, "%")]),
        ("thấp hơn 2%", [("thấp hơn 2%", "lt", 2, "%")]),
        ("hơn 2 lần", [("hơn 2 lần", "gt", 2, "lần")]),
        ("≥ 95%", [("≥ 95%", "ge", 95, "%")]),
        ("tăng trên 02 lần", [("trên 02 lần", "gt", 2, "lần")]),
        ("bằng 1/2 bình quân chung cả nước", [("1/2 bình quân chung cả nước", "eq", 0.5, "bình quân chung cả nước")]),
        (
            "trên 1/2 thu nhập bình quân chung cả nước",
            [("trên 1/2 thu nhập bình quân chung cả nước", "gt", 0.5, "bình quân chung cả nước")],
        ),
        ("đạt 41 triệu đồng/người/năm", [("41 triệu đồng/người/năm", "eq", 41, "triệu đồng/người/năm")]),
        ("đạt 8,5 triệu đồng", [("8,5 triệu đồng", "eq", 8.5, "triệu đồng")]),
        ("1.200 tỷ đồng", [("1.200 tỷ đồng", "eq", 1200, "tỷ đồng")]),
        ("Tuổi thọ trung bình đạt 75 tuổi", [("75 tuổi", "eq", 75, "tuổi")]),
        ("thời gian sống khỏe mạnh đạt 68 năm", [("68 năm", "eq", 68, "năm")]),
        ("Chỉ số phát triển con người (HDI) đạt trên 0,69", [("trên 0,69", "gt", 0.69, "chỉ số")]),
        ("01 xã và 02 thôn", [("01 xã", "eq", 1, "xã"), ("02 thôn", "eq", 2, "thôn")]),
        ("hỗ trợ 1.000 hộ", [("1.000 hộ", "eq", 1000, "hộ")]),
        ("15/19 xã", [("15/19 xã", "eq", 15, "xã")]),
        ("dưới 22‰", [("dưới 22‰", "lt", 22, "‰")]),
        ("tăng 2 điểm phần trăm", [("2 điểm phần trăm", "eq", 2, "điểm phần trăm")]),
        ("đầu tư 03 công trình", [("03 công trình", "eq", 3, "công trình")]),  # đầu tư is no "từ"
        ("từ 20% (năm 2020) xuống còn 10%", [("10%", "eq", 10, "%")]),  # where it starts is no value
        ("từ 5% năm 2021 lên trên 8%", [("trên 8%", "gt", 8, "%")]),
    ],
)
def test_values(text, expected):
    found = list(quantities(fold(text), 0, len(text)))
    assert [(text[q.start : q.end], q.comparator, q.value, q.unit.name) for q in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "trẻ 5 tuổi, từ 11-14 tuổi, dưới 05 tuổi",
        "vào lớp 1, phổ cập mức độ 3, con thứ 3",
        "năm 2025, giai đoạn 2021 - 2025, đến 2030",
        "theo 4 nhóm đối tượng",
        "tại 05 xã, của 12 thôn",
        "ngày 30/4/2022, Quyết định số 1719/QĐ-TTg, Nghị quyết 88/2019/QH14",
        "cấp 6, khu vực III, loại 2",
        "24/24 giờ",
        "1,5 tỷ lệ",
        "năm 2025 xã hội ổn định",
    ],
)
def test_what_only_looks_like_a_value(text):
    assert list(quantities(fold(text), 0, len(text))) == []


@pytest.mark.parametrize(
    ("printed", "value"), [("99,98", 99.98), ("1.000", 1000), ("12.500,5", 12500.5), ("4.5", 4.5), ("02", 2)]
)
def test_numbers(printed, value):
    assert number(printed) == value
