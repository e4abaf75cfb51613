"""What became of places on 1 July 2025."""

from loaders.gazetteer.changes import changes, changes_of
from loaders.places import AFTER, BEFORE, find, places


def _after(name, level, **where):
    return [(change.after.name, change.whole) for change in changes_of(find(name, level, **where))]


def test_every_province_and_commune_went_over():
    assert len(changes("tỉnh")) == 63
    assert {change.before.code for change in changes("xã")} == {place.code for place in places(BEFORE, "xã")}
    assert {change.before.code for change in changes("huyện")} == {place.code for place in places(BEFORE, "huyện")}
    assert {change.after.code for change in changes("huyện")} == {place.code for place in places(AFTER, "xã")}


def test_provinces():
    assert _after("Bắc Kạn", "tỉnh") == [("Thái Nguyên", True)]
    assert _after("Thái Nguyên", "tỉnh") == [("Thái Nguyên", True)]
    assert _after("Đắk Lắk", "tỉnh") == [("Đắk Lắk", True)]
    unchanged = {change.before.name for change in changes("tỉnh") if change.unchanged}
    assert len(unchanged) == 11
    assert "Cao Bằng" in unchanged
    assert "Đắk Lắk" not in unchanged


def test_a_district_leads_to_the_communes_on_its_land():
    found = changes_of(find("Bạch Thông", "huyện"))
    assert {change.after.province for change in found} == {"Thái Nguyên"}
    assert len(found) > 1
    assert not any(change.whole for change in found)
    assert [(c.after.kind, c.whole) for c in changes_of(find("Lý Sơn", "huyện"))] == [("đặc khu", True)]


def test_communes_whole_and_in_parts():
    parts = [change for change in changes("xã") if not change.whole]
    assert all(len(changes_of(change.before)) > 1 for change in parts[:50])
    assert changes_of(places(AFTER, "xã")[0]) == ()
