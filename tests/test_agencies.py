"""Printed names of agencies: their type, their full name with its place, and lists of them."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.agencies import expand
from loaders.bodies.places import AgencyPlace, jurisdiction
from loaders.bodies.scheme import agency_scheme
from loaders.duties.lists import ListReader
from loaders.reading import source_from_text
from loaders.records import Document, PlaceName
from loaders.view import view
from ontology import DIRECTORY

BINH_SON = AgencyPlace("huyện", "huyện", "Bình Sơn", province="Quảng Ngãi")
BACH_THONG = AgencyPlace("huyện", "huyện", "Bạch Thông", province="Bắc Kạn")
BAC_KAN = AgencyPlace("tỉnh", "tỉnh", "Bắc Kạn")
DAK_LAK = AgencyPlace("tỉnh", "tỉnh", "Đắk Lắk")
DA_NANG = AgencyPlace("tỉnh", "thành phố", "Đà Nẵng")
BUON_HO = AgencyPlace("huyện", "thị xã", "Buôn Hồ", province="Đắk Lắk")
TRA_BONG = AgencyPlace("xã", "xã", "Trà Bồng", province="Quảng Ngãi")
NATION = PlaceName("trung ương", "", None)

EXPANDED = [
    # names of districts' offices, short and long
    ("Phòng Tài chính - KH huyện", BACH_THONG, "phong-tai-chinh-ke-hoach",
     "Phòng Tài chính - Kế hoạch huyện Bạch Thông"),
    ("Phòng TC-KH", BACH_THONG, "phong-tai-chinh-ke-hoach", "Phòng Tài chính - Kế hoạch huyện Bạch Thông"),
    ("Phòng Kinh tế - Hạ tầng huyện", BACH_THONG, "phong-kinh-te-ha-tang", "Phòng Kinh tế và Hạ tầng huyện Bạch Thông"),
    ("Phòng Văn hóa - TT huyện", BACH_THONG, "phong-van-hoa-thong-tin", "Phòng Văn hóa và Thông tin huyện Bạch Thông"),
    ("Phòng LĐTB&XH", BACH_THONG, "phong-lao-dong-thuong-binh-xa-hoi",
     "Phòng Lao động - Thương binh và Xã hội huyện Bạch Thông"),
    ("PHÒNG NN&PTNT", BACH_THONG, "phong-nong-nghiep-phat-trien-nong-thon",
     "Phòng Nông nghiệp và Phát triển nông thôn huyện Bạch Thông"),
    ("Hạt Kiểm lâm Bạch Thông", BACH_THONG, "hat-kiem-lam", "Hạt Kiểm lâm huyện Bạch Thông"),
    ("Văn phòng HĐND&UBND huyện", BACH_THONG, "van-phong-hdnd-ubnd",
     "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bạch Thông"),
    ("Văn phòng huyện", BINH_SON, "van-phong-huyen", "Văn phòng huyện Bình Sơn"),
    ("Cơ quan Tổ chức – Nội vụ", BINH_SON, "co-quan-to-chuc-noi-vu", "Cơ quan Tổ chức - Nội vụ huyện Bình Sơn"),
    ("Trung tâm TT- VH-TT", BINH_SON, "trung-tam-van-hoa-the-thao-truyen-thong",
     "Trung tâm Truyền thông - Văn hóa - Thể thao huyện Bình Sơn"),
    ("Trung tâm Văn hóa Thể thao & Truyền thông", BACH_THONG, "trung-tam-van-hoa-the-thao-truyen-thong",
     "Trung tâm Văn hóa, Thể thao và Truyền thông huyện Bạch Thông"),
    ("PGD Ngân hàng CSXH huyện", BINH_SON, "ngan-hang-chinh-sach-xa-hoi",
     "Phòng giao dịch Ngân hàng Chính sách xã hội huyện Bình Sơn"),
    # Party, Front, police
    ("Ban Tuyên giáo Huyện ủy", BINH_SON, "ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy Bình Sơn"),
    ("Ban Dân vận", BUON_HO, "ban-dan-van", "Ban Dân vận Thị ủy Buôn Hồ"),
    ("UBMTTQ Việt Nam huyện", BINH_SON, "mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Bình Sơn"),
    ("Mặt trận Tổ quốc", BAC_KAN, "mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bắc Kạn"),
    ("Công an xã", BINH_SON, "cong-an", "Công an cấp xã huyện Bình Sơn"),
    ("Tỉnh đoàn", BAC_KAN, "doan-thanh-nien", "Tỉnh đoàn Bắc Kạn"),
    # the province of a district's plan
    ("Ban Dân tộc tỉnh", BINH_SON, "ban-dan-toc", "Ban Dân tộc tỉnh Quảng Ngãi"),
    ("Sở Y tế", BINH_SON, "so-y-te", "Sở Y tế tỉnh Quảng Ngãi"),
    ("UBND tỉnh", BINH_SON, "ubnd-tinh", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
    # provinces and cities
    ("Sở Lao động Thương binh và Xã hội", BAC_KAN, "so-lao-dong-thuong-binh-xa-hoi",
     "Sở Lao động - Thương binh và Xã hội tỉnh Bắc Kạn"),
    ("Sở VHTT&DL", BAC_KAN, "so-van-hoa-the-thao-du-lich", "Sở Văn hóa, Thể thao và Du lịch tỉnh Bắc Kạn"),
    ("Báo Đắk Lắk", DAK_LAK, "bao-tinh", "Báo Đắk Lắk"),
    ("Sở Dân tộc và Tôn giáo", DA_NANG, "so-dan-toc-ton-giao", "Sở Dân tộc và Tôn giáo thành phố Đà Nẵng"),
    ("Giám đốc Sở Nông nghiệp và Môi trường", DA_NANG, "so-nong-nghiep-moi-truong",
     "Sở Nông nghiệp và Môi trường thành phố Đà Nẵng"),
    ("Chánh Văn phòng UBND tỉnh", BAC_KAN, "van-phong-ubnd-tinh", "Văn phòng Ủy ban nhân dân tỉnh Bắc Kạn"),
    ("Ngân hàng Chính sách xã hội - Chi nhánh tỉnh", BAC_KAN, "ngan-hang-chinh-sach-xa-hoi",
     "Ngân hàng Chính sách xã hội chi nhánh tỉnh Bắc Kạn"),
    # People's Committees
    ("UBND các xã, thị trấn", BACH_THONG, "ubnd-xa", "Ủy ban nhân dân các xã, thị trấn huyện Bạch Thông"),
    ("UBND xã, thị trấn", BACH_THONG, "ubnd-xa", "Ủy ban nhân dân các xã, thị trấn huyện Bạch Thông"),
    ("UBND các huyện, thành phố", BAC_KAN, "ubnd-huyen", "Ủy ban nhân dân các huyện, thành phố tỉnh Bắc Kạn"),
    ("ỦY BAN NHÂN DÂN CÁC HUYỆN, THÀNH PHỐ", BAC_KAN, "ubnd-huyen",
     "Ủy ban nhân dân các huyện, thành phố tỉnh Bắc Kạn"),
    ("UBND thành phố Bắc Kạn", BAC_KAN, "ubnd-huyen", "Ủy ban nhân dân thành phố Bắc Kạn"),
    ("UBND xã Bình An", BINH_SON, "ubnd-xa", "Ủy ban nhân dân xã Bình An, huyện Bình Sơn"),
    # communes since July 2025
    ("Phòng Văn hóa - Xã hội", TRA_BONG, "phong-van-hoa-xa-hoi", "Phòng Văn hóa - Xã hội xã Trà Bồng, tỉnh Quảng Ngãi"),
    ("Ban CHQS xã", TRA_BONG, "ban-chi-huy-quan-su", "Ban Chỉ huy Quân sự xã Trà Bồng, tỉnh Quảng Ngãi"),
    # catch-alls
    ("các phòng, ban liên quan", BINH_SON, "cac-phong-ban-nganh", "Các phòng, ban liên quan huyện Bình Sơn"),
    ("Các Sở, ngành liên quan", DAK_LAK, "cac-so-ban-nganh", "Các Sở, ngành liên quan tỉnh Đắk Lắk"),
    ("tổ chức chính trị - xã hội liên quan", BINH_SON, "to-chuc-chinh-tri-xa-hoi",
     "Các tổ chức chính trị - xã hội liên quan huyện Bình Sơn"),
    # the State
    ("Bộ, ngành Trung ương", BAC_KAN, "cac-bo-nganh", "Các bộ, ngành Trung ương"),
    ("Bộ NN&MT", BAC_KAN, "bo-nong-nghiep-moi-truong", "Bộ Nông nghiệp và Môi trường"),
    ("Trung ương Hội Liên hiệp Phụ nữ Việt Nam", NATION, "hoi-lien-hiep-phu-nu",
     "Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "place", "kind", "full"), EXPANDED)
def test_expand(printed: str, place: AgencyPlace | PlaceName, kind: str, full: str) -> None:
    agency = expand(printed, place)
    assert (agency.type, agency.full, agency.known) == (kind, full, True)


MEMBERS = [
    ("Tài chính - Kế hoạch", "Phòng", "Phòng Tài chính - Kế hoạch huyện Bình Sơn"),
    ("Văn hóa, và Thông tin", "Phòng", "Phòng Văn hóa và Thông tin huyện Bình Sơn"),
    ("Cơ quan Tổ chức - Nội vụ", "Phòng", "Cơ quan Tổ chức - Nội vụ huyện Bình Sơn"),
    ("Bình Khương", "UBND xã", "Ủy ban nhân dân xã Bình Khương, huyện Bình Sơn"),
    ("thị trấn Châu Ổ", "UBND", "Ủy ban nhân dân thị trấn Châu Ổ, huyện Bình Sơn"),
]


@pytest.mark.parametrize(("printed", "kind", "full"), MEMBERS)
def test_members_of_a_list(printed: str, kind: str, full: str) -> None:
    assert expand(printed, BINH_SON, kind).full == full


def test_unknown_agency_is_a_type_of_its_own() -> None:
    agency = expand("Viện Nghiên cứu Phát triển và Hội nhập huyện", BINH_SON)
    assert (agency.type, agency.known) == ("vien-nghien-cuu-phat-trien-hoi-nhap", False)
    assert agency.full == "Viện Nghiên cứu Phát triển và Hội nhập huyện Bình Sơn"


PLACES = [
    ("Ban Dân tộc tỉnh", BINH_SON, "tinh-quang-ngai"),
    ("Phòng Y tế", BACH_THONG, "huyen-bach-thong-bac-kan"),
    ("UBND xã Bình An", BINH_SON, "xa-binh-an-huyen-binh-son-quang-ngai"),
    ("UBND các xã, thị trấn", BACH_THONG, "huyen-bach-thong-bac-kan"),
    ("Bộ Dân tộc và Tôn giáo", BAC_KAN, "trung-uong"),
]


@pytest.mark.parametrize(("printed", "place", "slug"), PLACES)
def test_place_of_an_agency(printed: str, place: AgencyPlace, slug: str) -> None:
    at = expand(printed, place).place
    assert at is not None
    assert at.slug == slug


ISSUERS = [
    ("Ủy ban nhân dân thị xã Buôn Hồ", PlaceName("huyện", "Buôn Hồ", "Đắk Lắk"), "thị xã Buôn Hồ"),
    ("Ủy ban nhân dân huyện Bình Sơn", PlaceName("huyện", "Bình Sơn", "Quảng Ngãi"), "huyện Bình Sơn"),
    ("Ủy ban nhân dân xã Bình An, huyện Bình Sơn", PlaceName("xã", "Bình An", "Quảng Ngãi"),
     "xã Bình An, huyện Bình Sơn"),
    (None, PlaceName("tỉnh", "Đà Nẵng", "Đà Nẵng"), "thành phố Đà Nẵng"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "place", "full"), ISSUERS)
def test_jurisdiction(issuer: str | None, place: PlaceName, full: str) -> None:
    document = Document("ke-hoach", None, None, None, issuer, place, None, None, None, (), (), 0, 0)
    found = jurisdiction(document)
    assert found is not None
    assert found.full == full


LISTS = [
    ("Các phòng: Tài chính - Kế hoạch, Y tế; Văn phòng huyện; UBND các xã: Bình An, Bình Khương tổ chức thực hiện",
     ["phong-tai-chinh-ke-hoach", "phong-y-te", "van-phong-huyen", "ubnd-xa", "ubnd-xa"], " tổ chức thực hiện"),
    ("các Sở Tài chính, Kế hoạch và Đầu tư và các đơn vị liên quan tham mưu",
     ["so-tai-chinh", "so-ke-hoach-dau-tu", "cac-co-quan-don-vi"], " tham mưu"),
    ("(1), (6) Phòng Kinh tế và Hạ tầng, (2) Trung tâm Y tế (theo lĩnh vực).",
     ["phong-kinh-te-ha-tang", "trung-tam-y-te"], "."),
    ("các cơ quan, đơn vị, địa phương, tổ chức chính trị - xã hội liên quan.",
     ["cac-co-quan-don-vi", "to-chuc-chinh-tri-xa-hoi"], "."),
    ("UBND huyện Cư M'gar, Ea H'leo triển khai", ["ubnd-huyen", "ubnd-huyen"], " triển khai"),
    ("Trung tâm Y tế huyện, UBND xã, thị trấn, các cơ quan ban ngành liên quan tham mưu",
     ["trung-tam-y-te", "ubnd-xa", "cac-phong-ban-nganh"], " tham mưu"),
    ("Báo cáo kết quả thực hiện", [], "Báo cáo kết quả thực hiện"),
    ("Tổ chức thực hiện", [], "Tổ chức thực hiện"),
    ("Phòng, chống tảo hôn", [], "Phòng, chống tảo hôn"),
    ("Ban hành kế hoạch", [], "Ban hành kế hoạch"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "types", "rest"), LISTS)
def test_lists(text: str, types: list[str], rest: str) -> None:
    seen = view(source_from_text(text))
    listing = ListReader(seen, BINH_SON).read(0, len(seen.text))
    assert [item.agency.type for item in listing.items] == types
    assert seen.text[listing.stop :] == rest


def test_numbers_and_notes_of_a_list() -> None:
    seen = view(source_from_text("(1), (6) Phòng Kinh tế và Hạ tầng, (2) Trung tâm Y tế (theo lĩnh vực)"))
    first, second = ListReader(seen, BINH_SON).read(0, len(seen.text)).items
    assert first.numbers == ("(1)", "(6)")
    assert second.numbers == ("(2)",)
    assert second.note is not None
    assert seen.quote(*second.note) == "theo lĩnh vực"


def test_scheme_types_have_what_a_type_needs() -> None:
    scheme = agency_scheme()
    assert len(scheme.types) > 200
    for slug, kind in scheme.types.items():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
        assert kind.levels
        assert kind.body


def test_every_label_of_the_scheme_finds_its_own_type() -> None:
    for kind in agency_scheme().types.values():
        if kind.slug.startswith(("ubnd", "hdnd")):
            continue
        place = {"trung ương": NATION, "tỉnh": BAC_KAN, "huyện": BINH_SON, "xã": TRA_BONG}[kind.levels[0]]
        assert expand(kind.label, place).type == kind.slug, kind.label


def test_scheme_says_what_replaced_what() -> None:
    with (DIRECTORY / "schemes" / "agency-types.ttl").open("rb") as turtle:
        quads = list(parse(turtle, format=RdfFormat.TURTLE))
    types = {quad.subject for quad in quads}
    successions = [quad for quad in quads if quad.predicate.value.endswith("isReplacedBy") and quad.object in types]
    replaced = {
        quad.subject.value.rsplit("/", 1)[1]: quad.object.value.rsplit("/", 1)[1]
        for quad in successions
        if isinstance(quad.object, NamedNode)
    }
    assert replaced["ban-dan-toc"] == "so-dan-toc-ton-giao"
    assert replaced["uy-ban-dan-toc"] == "bo-dan-toc-ton-giao"
    languages = {quad.object.language for quad in quads if isinstance(quad.object, Literal)}
    assert languages == {"vi", "en"}
