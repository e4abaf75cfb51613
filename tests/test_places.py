"""The gazetteer: names as documents print them, before and after 1 July 2025."""

from dataclasses import replace

import pytest

import loaders.places
from loaders.errors import LoadError
from loaders.places import (
    AFTER,
    BEFORE,
    by_code,
    candidates,
    find,
    places,
    province_name,
    province_of_district,
    require_parents,
)

# (name, level, province of the one place found, its code)
FOUND = [
    ("Bắc Kạn", "tỉnh", "Bắc Kạn", "06"),
    ("TỈNH BẮC CẠN", "tỉnh", "Bắc Kạn", "06"),
    ("TP. Hồ Chí Minh", "tỉnh", "Hồ Chí Minh", "79"),
    ("Thừa Thiên Huế", "tỉnh", "Huế", "46"),
    ("Đắc Lắc", "tỉnh", "Đắk Lắk", "66"),
    ("Bà Rịa-Vũng Tàu", "tỉnh", "Bà Rịa - Vũng Tàu", "77"),
    ("Hoà Bình", "tỉnh", "Hòa Bình", "17"),
    ("Bạch Thông", "huyện", "Bắc Kạn", "063"),
    # the package writes Đa Krông, the district Đakrông
    ("Đakrông", "huyện", "Quảng Trị", "467"),
    ("Huyện Krông Pắk", "huyện", "Đắk Lắk", "654"),
    ("Quận 1", "huyện", "Hồ Chí Minh", "760"),
]


@pytest.mark.parametrize(("name", "level", "province", "code"), FOUND)
def test_find(name, level, province, code):
    place = find(name, level)
    assert (place.province, place.code, place.code_list) == (province, code, BEFORE)


def test_a_name_in_several_provinces_needs_the_province():
    assert find("Châu Thành", "huyện") is None
    assert len(candidates("Châu Thành", "huyện")) == 10
    assert find("Châu Thành", "huyện", province="tỉnh Tiền Giang").code == "821"
    assert find("Châu Thành", "huyện", province="Bắc Kạn") is None


def test_kind_parts_a_district_and_a_town_of_one_name():
    assert find("Kỳ Anh", "huyện") is None
    assert find("Kỳ Anh", "huyện", kind="thị xã").code == "449"


def test_communes_know_their_district():
    commune = find("Bình An", "xã", province="Quảng Ngãi")
    assert (commune.parent, commune.kind) == ("524", "xã")
    assert by_code(BEFORE, commune.parent).name == "Bình Sơn"


def test_units_after_the_reform():
    assert find("Bắc Kạn", "tỉnh", code_list=AFTER) is None
    assert find("Thái Nguyên", "tỉnh", code_list=AFTER).code == "19"
    assert find("Lý Sơn", "xã", code_list=AFTER).kind == "đặc khu"
    assert places(AFTER, "huyện") == ()


PROVINCES = [
    ("Bình Sơn", "Quảng Ngãi"),
    ("Hoành Bồ", "Quảng Ninh"),  # joined to Hạ Long in 2020
    ("Kỳ Sơn", None),  # Nghệ An has one, Hòa Bình had one until 2020
    ("Châu Thành", None),
    ("Nơi nào đó", None),
]


@pytest.mark.parametrize(("district", "province"), PROVINCES)
def test_province_of_district(district, province):
    assert province_of_district(district) == province


def test_counts_of_the_lists():
    pairs = [(code_list, level) for code_list in (BEFORE, AFTER) for level in ("tỉnh", "xã")]
    counts = {pair: len(places(*pair)) for pair in pairs}
    assert counts == {(BEFORE, "tỉnh"): 63, (BEFORE, "xã"): 10035, (AFTER, "tỉnh"): 34, (AFTER, "xã"): 3321}
    assert len(places(BEFORE, "huyện")) == 696
    assert province_name("Nowhere") is None


def test_every_parent_is_in_its_list():
    for code_list in (BEFORE, AFTER):
        for place in (*places(code_list, "huyện"), *places(code_list, "xã")):
            assert by_code(code_list, place.parent) is not None


def test_a_code_list_with_a_missing_parent_names_both(monkeypatch):
    orphan = replace(find("Bạch Thông", "huyện"), parent="99")
    known = loaders.places._codes
    broken = {orphan.code: orphan}
    monkeypatch.setattr(
        loaders.places, "_codes", lambda listed, level: broken if level == "huyện" else known(listed, level)
    )
    with pytest.raises(LoadError, match=r"gso-2024: huyện Bạch Thông \(063\) lies in 99"):
        require_parents("gso-2024")
