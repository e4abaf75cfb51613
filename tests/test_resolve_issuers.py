"""Printed issuers and symbols, and the body each means."""

import pytest

from loaders.records import PlaceName
from loaders.resolving.agencies import AgencyResolver
from loaders.resolving.issuers import canonical_issuer, issuer_of_symbol, with_place
from ontology import Iris

BACH_THONG = PlaceName("huyện", "Bạch Thông", "Bắc Kạn")
DAKRONG = PlaceName("huyện", "Đakrông", "Quảng Trị")
BAC_KAN = PlaceName("tỉnh", "Bắc Kạn", "Bắc Kạn")
CENTRAL = PlaceName("trung ương", "Việt Nam", None)


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", "Ủy ban Dân tộc"),
        ("Bộ trưởng Bộ Tài chính", "Bộ Tài chính"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("Chủ tịch UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Uỷ ban nhân dân tỉnh Bắc Kạn", "Ủy ban nhân dân tỉnh Bắc Kạn"),
        ("Chủ tịch nước", "Chủ tịch nước"),
        ("Hội nghị Tỉnh ủy Quảng Ngãi lần thứ 4, khóa XX", "Tỉnh ủy Quảng Ngãi"),
        ("Ban Thường vụ Tỉnh ủy Quảng Ngãi", "Tỉnh ủy Quảng Ngãi"),
        ("Ban Chấp hành Đảng bộ tỉnh Quảng Ngãi", "Tỉnh ủy Quảng Ngãi"),
        ("Ban Chấp hành Trung ương Đảng khóa IX", "Ban Chấp hành Trung ương"),
        ("Ban Chấp hành Trung ương Đảng (khóa XIII)", "Ban Chấp hành Trung ương"),
        ("Ban Bí thư Trung ương Đảng", "Ban Bí thư"),
        ("Bộ Chính trị khóa XII", "Bộ Chính trị"),
        ("Quốc hội khóa XIV", "Quốc hội"),
        ("Đại hội Đảng toàn quốc lần thứ X, XI, XII", "Đại hội Đảng toàn quốc"),
        ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
        ("Thủ tướng", "Thủ tướng Chính phủ"),
        ("Hội đồng nhân dân tỉnh Đắk Lắk khóa X", "Hội đồng nhân dân tỉnh Đắk Lắk"),
    ],
)
def test_one_name_for_an_issuer(printed, issuer):
    assert canonical_issuer(printed) == issuer


@pytest.mark.parametrize(
    ("symbol", "place", "issuer"),
    [
        ("QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ("QĐ-TTG", None, "Thủ tướng Chính phủ"),
        ("NĐ-CP", None, "Chính phủ"),
        ("QH14", None, "Quốc hội"),
        ("NQ-UBTVQH15", None, "Ủy ban Thường vụ Quốc hội"),
        ("TT-BTC", None, "Bộ Tài chính"),
        ("UBDT-KHTC", None, "Ủy ban Dân tộc"),
        ("NQ/TU", BACH_THONG, "Tỉnh ủy Bắc Kạn"),
        ("NQ/TU", BAC_KAN, "Tỉnh ủy Bắc Kạn"),
        ("NQ/TU", None, None),  # every province has one
        ("CT/HU", BACH_THONG, "Huyện ủy Bạch Thông"),
        ("KH-UBND", BACH_THONG, None),  # of the province or of the district
        ("NQ/TW", CENTRAL, None),  # of three bodies
    ],
)
def test_what_a_symbol_says_of_the_issuer(symbol, place, issuer):
    assert issuer_of_symbol(symbol, place) == issuer


@pytest.mark.parametrize(
    ("issuer", "place", "whole"),
    [
        ("Ủy ban nhân dân tỉnh", DAKRONG, "Ủy ban nhân dân tỉnh Quảng Trị"),
        ("Tỉnh ủy", DAKRONG, "Tỉnh ủy Quảng Trị"),
        ("Ủy ban nhân dân huyện", DAKRONG, "Ủy ban nhân dân huyện Đakrông"),
        ("Ủy ban nhân dân huyện Hướng Hóa", DAKRONG, "Ủy ban nhân dân huyện Hướng Hóa"),
        ("Chính phủ", DAKRONG, "Chính phủ"),
    ],
)
def test_the_province_is_the_citing_documents(issuer, place, whole):
    assert with_place(issuer, place) == whole


@pytest.mark.parametrize(
    ("issuer", "place", "agency", "slug"),
    [
        ("UBND tỉnh", BACH_THONG, "ubnd-tinh/tinh-bac-kan", "ubnd-tinh-bac-kan"),
        ("UBND huyện Bạch Thông", BACH_THONG, "ubnd-huyen/huyen-bach-thong-bac-kan", "ubnd-huyen-bach-thong-bac-kan"),
        # printed Đakrông, in the package Đa Krông
        (
            "Ủy ban nhân dân huyện Đakrông",
            DAKRONG,
            "ubnd-huyen/huyen-dakrong-quang-tri",
            "ubnd-huyen-dakrong-quang-tri",
        ),
        # another province's district than the citing document's
        ("UBND huyện Bình Sơn", BACH_THONG, "ubnd-huyen/huyen-binh-son-quang-ngai", "ubnd-huyen-binh-son-quang-ngai"),
        ("UBND thành phố Đà Nẵng", None, "ubnd-tinh/thanh-pho-da-nang", "ubnd-thanh-pho-da-nang"),
        ("UBND thành phố Bắc Kạn", BAC_KAN, "ubnd-huyen/thanh-pho-bac-kan-bac-kan", "ubnd-thanh-pho-bac-kan-bac-kan"),
        ("HĐND tỉnh Đắk Lắk", None, "hdnd-tinh/tinh-dak-lak", "hdnd-tinh-dak-lak"),
        ("Thủ tướng Chính phủ", BACH_THONG, "thu-tuong-chinh-phu/trung-uong", "thu-tuong-chinh-phu"),
        ("Chủ nhiệm Ủy ban Dân tộc", BACH_THONG, "uy-ban-dan-toc/trung-uong", "uy-ban-dan-toc"),
        ("Sở Tài chính", BAC_KAN, "so-tai-chinh/tinh-bac-kan", "so-tai-chinh-tinh-bac-kan"),
        (
            "Đại hội Đảng bộ huyện Bình Sơn lần thứ XXVII nhiệm kỳ 2020-2025",
            None,
            "dai-hoi-dang-bo/huyen-binh-son-quang-ngai",
            "dai-hoi-dang-bo-huyen-binh-son-quang-ngai",
        ),
    ],
)
def test_an_issuer_as_agency_and_in_a_documents_identifier(issuer, place, agency, slug):
    agencies = AgencyResolver(Iris(), place, None)
    assert agencies.issuer(issuer).iri == f"{Iris().base}agency/{agency}"
    assert agencies.issuer_slug(issuer) == slug
