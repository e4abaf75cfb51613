"""Which duty makes its agency lead the plan as a whole."""

from __future__ import annotations

import time

import pytest

from loaders.whole_plan import about_the_plan

LEADS = [
    "Chủ trì, phối hợp với các phòng, ban, UBND các xã, thị trấn tổ chức triển khai thực hiện kế hoạch;",
    "- Là cơ quan chủ trì, điều phối các hoạt động của Kế hoạch; đề xuất, xây dựng và thực hiện các chính sách",
    # misprinted as in Bắc Kạn's plan
    "- Chủ trì than mưu cho UBND tỉnh chỉ đạo, triển khai có hiệu quả các nhiệm vụ, giải pháp tại Kế hoạch này.",
    "- Chủ trì, phối hợp với các cơ quan tham mưu UBND huyện triển khai thực hiện kế hoạch, các chương trình",
    # lines wrapped and double-spaced by a PDF
    "- Chủ trì, phối hợp với các tổ chức tham mưu, đề xuất chỉ đạo triển khai \n\nthực hiện Kế hoạch này; theo dõi",
    "Cơ quan thường trực, tổ chức thực hiện Kế hoạch trên địa bàn tỉnh.",
]
ADVISES = ["Tham mưu UBND xã tổ chức triển khai thực hiện Kế hoạch này."]
NEITHER = [
    # oversight of the plan
    "- Chủ trì, phối hợp với các cơ quan hướng dẫn, đôn đốc, kiểm tra tình hình thực hiện kế hoạch, định kỳ hàng năm",
    "- Hướng dẫn các Sở, ngành triển khai thực hiện Kế hoạch theo chức năng",
    # money for it
    "- Chủ trì tham mưu UBND huyện bố trí các nguồn vốn để thực hiện các nhiệm vụ của kế hoạch.",
    # somebody's own part of it
    "Theo chức năng được giao, triển khai tổ chức thực hiện có hiệu quả các nhiệm vụ được giao của Kế hoạch này",
    # another plan
    "Tham mưu xây dựng, tổ chức thực hiện Kế hoạch thực hiện Chương trình mục tiêu quốc gia",
    "Xây dựng Kế hoạch triển khai thực hiện, trong đó xác định rõ các chỉ tiêu",
    "",
]
DUTIES = [
    (duty, kind) for kind, duties in {"leads": LEADS, "advises": ADVISES, None: NEITHER}.items() for duty in duties
]


@pytest.mark.parametrize(("duty", "expected"), DUTIES)
def test_about_the_plan(duty: str, expected: str | None) -> None:
    assert about_the_plan(duty) == expected


def test_a_long_line_takes_no_longer() -> None:
    start = time.perf_counter()
    assert about_the_plan("Chủ trì " + "triển khai thực hiện các " * 400_000) is None
    assert time.perf_counter() - start < 1
