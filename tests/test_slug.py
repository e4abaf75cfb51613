"""Slugs of Vietnamese names."""

import unicodedata

import pytest

from ontology.slug import UNKNOWN, issuer_slug, place_slug, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Kạn", "uy-ban-nhan-dan-tinh-bac-kan"),
        ("303/KH-UBND", "303-kh-ubnd"),
        ("88/2019/QH14", "88-2019-qh14"),
        ("05/2011/NĐ-CP", "05-2011-nd-cp"),
        ("Đakrông", "dakrong"),
        ("ĐAKRÔNG", "dakrong"),
        ("Krông Ana", "krong-ana"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("thuỷ", "thuy"),
        ("thủy", "thuy"),
        ("Tài chính – Kế hoạch", "tai-chinh-ke-hoach"),
        ("  III.2.a ", "iii-2-a"),
        ("…", ""),
        ("", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected
    assert slug(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("name", "province", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Kạn", "Bắc Kạn", "ubnd-tinh-bac-kan"),
        ("Uỷ ban nhân dân tỉnh Bắc Kạn", None, "ubnd-tinh-bac-kan"),
        ("Ủy ban nhân dân huyện Bạch Thông", "Bắc Kạn", "ubnd-huyen-bach-thong-bac-kan"),
        ("ubnd-huyen-bach-thong-bac-kan", "Bắc Kạn", "ubnd-huyen-bach-thong-bac-kan"),
        ("Ủy ban nhân dân thị xã Nghĩa Lộ", "Yên Bái", "ubnd-thi-xa-nghia-lo-yen-bai"),
        ("Ủy ban nhân dân thành phố Bắc Kạn", "Bắc Kạn", "ubnd-thanh-pho-bac-kan-bac-kan"),
        ("Ủy ban nhân dân thành phố Hà Nội", "Hà Nội", "ubnd-thanh-pho-ha-noi"),
        ("Hội đồng nhân dân tỉnh Quảng Ngãi", "Quảng Ngãi", "hdnd-tinh-quang-ngai"),
        ("Huyện ủy Bình Sơn", "Quảng Ngãi", "huyen-uy-binh-son-quang-ngai"),
        ("Tỉnh ủy Quảng Ngãi", "Quảng Ngãi", "tinh-uy-quang-ngai"),
        ("Thủ tướng Chính phủ", "Bắc Kạn", "thu-tuong-chinh-phu"),
        ("Quốc hội", None, "quoc-hoi"),
        ("", None, UNKNOWN),
    ],
)
def test_issuer_slug(name, province, expected):
    assert issuer_slug(name, province) == expected


@pytest.mark.parametrize(
    ("arguments", "inside", "expected"),
    [
        (("tỉnh", "Bắc Kạn"), {}, "tinh-bac-kan"),
        (("huyện", "Bạch Thông"), {"province": "Bắc Kạn"}, "huyen-bach-thong-bac-kan"),
        (
            ("xã", "Bình An"),
            {"district": "huyện Bình Sơn", "province": "Quảng Ngãi"},
            "xa-binh-an-huyen-binh-son-quang-ngai",
        ),
        (("trung ương", ""), {}, "trung-uong"),
    ],
)
def test_place_slug(arguments, inside, expected):
    assert place_slug(*arguments, **inside) == expected
