"""Agencies as nodes by type and place."""

import pytest

from loaders.places import Place
from loaders.records import PlaceName
from loaders.resolving.agencies import AgencyResolver
from ontology import Iris

BINH_SON = PlaceName("huyện", "Bình Sơn", "Quảng Ngãi")
BAC_KAN = PlaceName("tỉnh", "Bắc Kạn", "Bắc Kạn")


@pytest.mark.parametrize(
    ("agency_type", "full", "place", "iri", "label"),
    [
        (
            "phong-y-te",
            "Phòng Y tế huyện Bình Sơn",
            BINH_SON,
            "phong-y-te/huyen-binh-son-quang-ngai",
            "Phòng Y tế huyện Bình Sơn",
        ),
        (
            "ban-dan-toc",
            "Ban Dân tộc tỉnh Quảng Ngãi",
            BINH_SON,
            "ban-dan-toc/tinh-quang-ngai",
            "Ban Dân tộc tỉnh Quảng Ngãi",
        ),
        ("ban-dan-toc", "Ban Dân tộc", BINH_SON, "ban-dan-toc/tinh-quang-ngai", "Ban Dân tộc tỉnh Quảng Ngãi"),
        (
            "ubnd-xa",
            "Ủy ban nhân dân xã Bình An, huyện Bình Sơn",
            BINH_SON,
            "ubnd-xa/xa-binh-an-huyen-binh-son-quang-ngai",
            "Ủy ban nhân dân xã Bình An, huyện Bình Sơn",
        ),
        # all communes of the district together
        (
            "ubnd-xa",
            "Ủy ban nhân dân các xã, thị trấn huyện Bình Sơn",
            BINH_SON,
            "ubnd-xa/huyen-binh-son-quang-ngai",
            "Ủy ban nhân dân cấp xã, huyện Bình Sơn",
        ),
        (
            "van-phong-huyen",
            "Văn phòng huyện Bình Sơn",
            BINH_SON,
            "van-phong-huyen/huyen-binh-son-quang-ngai",
            "Văn phòng huyện Bình Sơn",
        ),
        ("tinh-uy", "Tỉnh ủy Quảng Ngãi", BINH_SON, "tinh-uy/tinh-quang-ngai", "Tỉnh ủy Quảng Ngãi"),
        ("bo-tai-chinh", "Bộ Tài chính", BINH_SON, "bo-tai-chinh/trung-uong", "Bộ Tài chính"),
        ("so-y-te", "Sở Y tế tỉnh Bắc Kạn", BAC_KAN, "so-y-te/tinh-bac-kan", "Sở Y tế tỉnh Bắc Kạn"),
    ],
)
def test_type_and_place_make_the_agency(agency_type, full, place, iri, label):
    agency = AgencyResolver(Iris(), place, "2022-07").of_type(agency_type, full)
    assert agency.iri == f"{Iris().base}agency/{iri}"
    assert agency.label == label


def test_a_department_belongs_to_its_peoples_committee():
    agency = AgencyResolver(Iris(), BINH_SON, None).of_type("phong-y-te", "Phòng Y tế huyện Bình Sơn")
    assert agency.unit_of is not None
    assert agency.unit_of.iri.endswith("agency/ubnd-huyen/huyen-binh-son-quang-ngai")
    assert agency.unit_of.unit_of is None


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        ("UBND huyện", "ubnd-huyen/huyen-binh-son-quang-ngai"),
        ("Ủy ban nhân dân tỉnh", "ubnd-tinh/tinh-quang-ngai"),
        ("Phòng Y tế", "phong-y-te/huyen-binh-son-quang-ngai"),
        ("các cơ quan, đơn vị liên quan", None),  # nobody in particular
        ("Ủy ban nhân dân các xã, thị trấn", "ubnd-xa/huyen-binh-son-quang-ngai"),
    ],
)
def test_words_that_name_one_agency(words, iri):
    agency = AgencyResolver(Iris(), BINH_SON, None).named(words)
    assert (agency.iri if agency else None) == (iri and f"{Iris().base}agency/{iri}")


def test_the_code_list_is_that_of_the_date():
    before = AgencyResolver(Iris(), BAC_KAN, "2025-06-30").place()
    after = AgencyResolver(Iris(), PlaceName("tỉnh", "Thái Nguyên", "Thái Nguyên"), "2025-07-01").place()
    assert isinstance(before, Place)
    assert isinstance(after, Place)
    assert (before.code_list, after.code_list) == ("gso-2024", "gso-2025")
