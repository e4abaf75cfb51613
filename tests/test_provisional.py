"""Indicators that no scheme has yet, listed for a curator with the three nearest."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from graph.generations import Generations
from graph.publish import load
from ontology import Iris
from service.cli import main
from service.provisional import nearest, provisional_indicators

PLAN = """ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC KẠN             Độc lập - Tự do - Hạnh phúc

Số: 174/KH-UBND      Bắc Kạn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia năm 2023

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Tỷ lệ hộ gia đình có máy phát sóng truyền thanh ba chiều đạt 35% trong năm 2023.
II. TỔ CHỨC THỰC HIỆN
1. Ban Dân tộc tỉnh
Chủ trì, phối hợp với các đơn vị liên quan triển khai thực hiện Kế hoạch này.
"""


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Mức giảm tỷ lệ hộ nghèo của dân tộc thiểu số hằng năm", "poverty-rate-annual-reduction-ethnic-households"),
        ("MUC GIAM TY LE HO NGHEO DAN TOC THIEU SO HANG NAM", "poverty-rate-annual-reduction-ethnic-households"),
    ],
)
def test_the_nearest_of_the_scheme(label, expected):
    found = nearest(label)
    assert len(found) == 3
    assert expected in {one.slug for one in found}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_check_lists_provisional_indicators(tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    load([plan], tmp_path / "var", iris=Iris())
    (found,) = provisional_indicators(Generations(tmp_path / "var").current().open(), Iris())
    assert found.targets == 1
    assert len(found.nearest) == 3
    result = CliRunner().invoke(main, ["check", "--store", str(tmp_path / "var"), "--fail-on", "never"])
    assert "provisional indicator" in result.output
    assert found.nearest[0].slug in result.output
    assert "nearest in the scheme" in result.output
