"""Reporting duties: who, to whom, by when, how often; and words about reports that are no duty."""

from __future__ import annotations

import pytest

from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.records import Document, PlaceName, Report
from loaders.reporting import reports
from loaders.view import view

BINH_SON = Document(
    "ke-hoach", None, None, None, "Ủy ban nhân dân huyện Bình Sơn", PlaceName("huyện", "Bình Sơn", "Quảng Ngãi"),
    "Thực hiện Chiến lược công tác dân tộc", None, None, (), (), 0, 0,
)  # fmt: skip


def reported(text: str) -> tuple[Report, ...]:
    return reports(outline(view(source_from_text(text))), BINH_SON)


DUTIES = [
    # who is charged above, a purpose is no second record
    ("định kỳ hằng năm tổng hợp báo cáo kết quả về UBND huyện để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
     [("Phòng Dân tộc", "UBND huyện", None, "năm")]),
    # days in many forms
    ("Báo cáo UBND huyện trước ngày 05/12 hằng năm.", [("Phòng Dân tộc", "UBND huyện", "--12-05", "năm")]),
    ("Báo cáo UBND huyện (trước ngày 15 tháng 11 hàng năm).", [("Phòng Dân tộc", "UBND huyện", "--11-15", "năm")]),
    ("Gửi báo cáo về Ban Dân tộc tỉnh chậm nhất ngày 20/6/2023.",
     [("Phòng Dân tộc", "Ban Dân tộc tỉnh", "--06-20", None)]),
    ("Báo cáo kết quả về UBND huyện trước ngày 25 hằng tháng.", [("Phòng Dân tộc", "UBND huyện", None, "tháng")]),
    ("Báo cáo UBND huyện trước ngày 31/2 hằng năm.", [("Phòng Dân tộc", "UBND huyện", None, "năm")]),
    # periods
    ("Định kỳ quý, 6 tháng và năm báo cáo UBND huyện.", [("Phòng Dân tộc", "UBND huyện", None, "quý, 6 tháng, năm")]),
    ("Báo cáo định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12) về UBND huyện.",
     [("Phòng Dân tộc", "UBND huyện", "--12-15", "6 tháng, năm")]),
    ("Hàng quý (trước ngày 20 của tháng cuối quý), 6 tháng và cả năm báo cáo UBND huyện.",
     [("Phòng Dân tộc", "UBND huyện", None, "quý, 6 tháng, năm")]),
    ("Báo cáo định kỳ (06 tháng, 01 năm) về UBND huyện.", [("Phòng Dân tộc", "UBND huyện", None, "6 tháng, năm")]),
    ("Báo cáo kết quả 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 về UBND huyện.",
     [("Phòng Dân tộc", "UBND huyện", "--12-15", "6 tháng, năm")]),
    ("Định kỳ 6 tháng, năm báo cáo UBND huyện trước ngày 20/6 và 20/12.",
     [("Phòng Dân tộc", "UBND huyện", "--12-20", "6 tháng, năm")]),
    # to whom: the first body behind the verb or "gửi", "về", "trình"
    ("Tham mưu UBND huyện báo cáo kết quả thực hiện gửi Ủy ban nhân dân tỉnh.",
     [("Phòng Dân tộc", "Ủy ban nhân dân tỉnh", None, None)]),
    ("Tổng hợp, xây dựng báo cáo trình UBND tỉnh.", [("Phòng Dân tộc", "UBND tỉnh", None, None)]),
    ("Thực hiện chế độ báo cáo theo quy định.", [("Phòng Dân tộc", None, None, None)]),
    # one record a sentence, a date of a cited document is no deadline
    ("Báo cáo theo Công văn số 12/UBND ngày 05/12/2022; báo cáo UBND huyện trước ngày 10/12.",
     [("Phòng Dân tộc", None, None, None), ("Phòng Dân tộc", "UBND huyện", "--12-10", None)]),
    # no duties to report
    ("Bồi dưỡng đội ngũ báo cáo viên pháp luật.", []),
    ("Trên cơ sở báo cáo của các xã, đề xuất giải pháp.", []),
    ("Thực hiện Báo cáo số 12/BC-UBND của UBND huyện.", []),
    ("Báo cáo UBND huyện xem xét, quyết định phương án phân bổ vốn.", []),
    ("Tháo gỡ khó khăn, vướng mắc cho người dân.", []),
]  # fmt: skip


@pytest.mark.parametrize(("bullet", "expected"), DUTIES)
def test_duties_of_an_agency(bullet: str, expected: list[tuple[str, ...]]) -> None:
    found = reported(f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Dân tộc\n- {bullet}\n2. Phòng Y tế\n- Tuyên truyền.\n")
    assert [(report.who, report.to, report.deadline, report.frequency) for report in found] == expected


SECTIONS = [
    # subjects named in the sentence, after the time or a reason
    ("Định kỳ hằng năm các phòng, ban, UBND các xã báo cáo kết quả về UBND huyện (qua Văn phòng huyện).",
     [("các phòng, ban, UBND các xã", "UBND huyện", None, "năm")]),
    ("Căn cứ nhiệm vụ được giao, các cơ quan, đơn vị báo cáo về UBND huyện trước ngày 05/12 hằng năm.",
     [("các cơ quan, đơn vị", "UBND huyện", "--12-05", "năm")]),
    ("Giao Phòng Dân tộc tổng hợp kết quả, báo cáo UBND huyện trước ngày 01/12.",
     [("Phòng Dân tộc", "UBND huyện", "--12-01", None)]),
    # difficulties that arise; who was spoken of before
    ("Các phòng, ban báo cáo về UBND huyện. Nếu phát sinh khó khăn, vướng mắc, đề nghị phản ánh về Văn phòng huyện.",
     [("Các phòng, ban", "UBND huyện", None, None), ("Các phòng, ban", "Văn phòng huyện", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SECTIONS)
def test_sections_of_their_own(text: str, expected: list[tuple[str, ...]]) -> None:
    found = reported(f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế\n- Tuyên truyền.\nVI. CHẾ ĐỘ BÁO CÁO\n{text}\n")
    assert [(report.who, report.to, report.deadline, report.frequency) for report in found] == expected


def test_quote_leaves_out_the_purpose() -> None:
    (found,) = reported(
        "V. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế\n- Kiểm tra; định kỳ hằng năm báo cáo UBND huyện để tổng hợp.\n"
    )
    assert found.quote == "định kỳ hằng năm báo cáo UBND huyện"


def test_closing_words_ask_for_reports() -> None:
    (found,) = reported(
        "V. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế\n- Kiểm tra.\n"
        "Trên đây là Kế hoạch. Yêu cầu các cơ quan, đơn vị thực hiện. Định kỳ ngày 15/12 (hàng năm) "
        "gửi báo cáo về Phòng Dân tộc để tổng hợp./.\n"
    )
    expected = ("các cơ quan, đơn vị", "Phòng Dân tộc", "--12-15", "năm")
    assert (found.who, found.to, found.deadline, found.frequency) == expected


def test_solutions_charge_nobody_with_reports() -> None:
    assert not reported("IV. GIẢI PHÁP\n1. Kiểm tra\n- Thực hiện tốt chế độ thông tin báo cáo theo định kỳ.\n")
