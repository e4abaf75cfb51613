"""Which document a citation means: number, issuer and year, never the number alone."""

import pytest

from loaders.records import Citation, Document, PlaceName
from loaders.resolving.agencies import AgencyResolver
from loaders.resolving.documents import DocumentResolver
from loaders.resolving.known import known_documents
from ontology import Iris

DAKRONG = PlaceName("huyện", "Đakrông", "Quảng Trị")


def cited(number, kind, issuer=None, issued=None, *words):
    about, quote = (*words, "") if len(words) == 1 else words or (None, "")
    return Citation(number, kind, issued, issuer, about, "basis", 1, quote or number or "", None, 0, 1)


def resolver(place=DAKRONG):
    return DocumentResolver(known_documents(Iris()), AgencyResolver(Iris(), place, "2022-06"))


@pytest.mark.parametrize(
    ("citation", "path", "degree"),
    [
        # printed and consistent
        (
            cited("1719/QĐ-TTg", "quyet-dinh", "Thủ tướng Chính phủ", "2021-10-14"),
            "thu-tuong-chinh-phu/2021/1719-qd-ttg",
            "exact",
        ),
        (cited("88/2019/QH14", "nghi-quyet", "Quốc hội", None), "quoc-hoi/2019/88-2019-qh14", "exact"),
        (
            cited("303/KH-UBND", "ke-hoach", "UBND tỉnh Bắc Kạn", "2020-06-04"),
            "ubnd-tinh-bac-kan/2020/303-kh-ubnd",
            "exact",
        ),
        # "UBND tỉnh" in a district's plan is its province, also where the text never names it
        (cited("104/KH-UBND", "ke-hoach", "UBND tỉnh", "2022-06-24"), "ubnd-tinh-quang-tri/2022/104-kh-ubnd", "exact"),
        (
            cited("104/KH-UBND", "ke-hoach", "UBND huyện", "2022-06-24"),
            "ubnd-huyen-dakrong-quang-tri/2022/104-kh-ubnd",
            "exact",
        ),
        # one number, two documents
        (cited("05-CT/TW", "chi-thi", "Ban Bí thư", "2021-06-23"), "ban-bi-thu/2021/05-ct-tw", "exact"),
        (cited("05-CT/TW", "chi-thi", "Bộ Chính trị", "2016-05-15"), "bo-chinh-tri/2016/05-ct-tw", "exact"),
        # no issuer printed: the symbol of a central body tells it
        (cited("1719/QĐ-TTg", "quyet-dinh", None, "2021-10-14"), "thu-tuong-chinh-phu/2021/1719-qd-ttg", "inferred"),
        (cited("27/2022/NĐ-CP", "nghi-dinh", None, None), "chinh-phu/2022/27-2022-nd-cp", "inferred"),
        (cited("15/2022/TT-BTC", "thong-tu", None, None), "bo-tai-chinh/2022/15-2022-tt-btc", "inferred"),
        (cited("02-NQ/TU", "nghi-quyet", None, "2021-08-17"), "tinh-uy-quang-tri/2021/02-nq-tu", "inferred"),
        # … or the reference documents do
        (cited("65-KL/TW", "ket-luan", None, "2019-10-30"), "bo-chinh-tri/2019/65-kl-tw", "inferred"),
        (cited("65-KL/TW", "ket-luan", None, None), "bo-chinh-tri/2019/65-kl-tw", "inferred"),
        # no date: the reference document with this number and issuer
        (
            cited("1719/QĐ-TTg", "quyet-dinh", "Thủ tướng Chính phủ", None),
            "thu-tuong-chinh-phu/2021/1719-qd-ttg",
            "inferred",
        ),
        # the year misprinted, day and month right
        (
            cited("1719/QĐ-TTg", "quyet-dinh", "Thủ tướng Chính phủ", "2020-10-14"),
            "thu-tuong-chinh-phu/2021/1719-qd-ttg",
            "inferred",
        ),
        # the same number in another year is another document
        (
            cited("1719/QĐ-TTg", "quyet-dinh", "Thủ tướng Chính phủ", "2018-12-03"),
            "thu-tuong-chinh-phu/2018/1719-qd-ttg",
            "exact",
        ),
        # day misprinted within the year
        (cited("10/NQ-CP", "nghi-quyet", "Chính phủ", "2022-02-28"), "chinh-phu/2022/10-nq-cp", "inferred"),
        # the symbol belongs to another type
        (cited("05/2011/NQ-CP", "nghi-dinh", "Chính phủ", "2011-01-14"), "chinh-phu/2011/05-2011-nd-cp", "inferred"),
        # the symbol belongs to another body
        (
            cited("02/2022/TT-UBND", "thong-tu", "Ủy ban Dân tộc", "2022-06-30"),
            "uy-ban-dan-toc/2022/02-2022-tt-ubdt",
            "inferred",
        ),
        (
            cited("612/QĐ-UBND", "quyet-dinh", "Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", "2021-09-16"),
            "uy-ban-dan-toc/2021/612-qd-ubdt",
            "inferred",
        ),
        (
            cited("999/QĐ-UBND", "quyet-dinh", "Ủy ban Dân tộc", "2020-01-02"),
            "uy-ban-dan-toc/2020/999-qd-ubdt",
            "inferred",
        ),
        # the issuer printed is not the symbol's
        (
            cited("1409/QĐ-TTg", "quyet-dinh", "Chính phủ", "2020-09-15"),
            "thu-tuong-chinh-phu/2020/1409-qd-ttg",
            "inferred",
        ),
        # not enough to know it
        (cited("217/KH-UBND", "ke-hoach", None, "2022-08-30"), "khong-ro/2022/217-kh-ubnd", "unresolved"),
        (
            cited("217/KH-UBND", "ke-hoach", "UBND huyện", None),
            "ubnd-huyen-dakrong-quang-tri/khong-ro/217-kh-ubnd",
            "unresolved",
        ),
        (cited("777/QĐ-TTg", "quyet-dinh", None, None), "thu-tuong-chinh-phu/khong-ro/777-qd-ttg", "unresolved"),
        # laws go by their names
        (
            cited(None, "luat", None, "2019-06-13", None, "Luật Đầu tư công ngày 13 tháng 6 năm 2019"),
            "luat/dau-tu-cong",
            "exact",
        ),
        (
            cited(None, "luat", None, "2015-06-19", None, "Luật Tổ chức chính quyền địa phương năm 2015"),
            "luat/to-chuc-chinh-quyen-dia-phuong",
            "exact",
        ),
    ],
)
def test_the_document_of_a_citation(citation, path, degree):
    identity = resolver().identify(citation)
    assert (identity.iri, identity.degree) == (f"{Iris().base}doc/{path}", degree)
    assert (identity.reason is None) == (degree == "exact")


def test_a_document_without_number_is_known_by_its_title_however_abbreviated():
    long = cited(None, "de-an", None, None, "phát triển vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021-2030")
    short = cited(None, "de-an", None, None, "Đề án “phát triển vùng ĐBDTTS&MN giai đoạn 2021 - 2030”")
    assert resolver().identify(long).iri == resolver().identify(short).iri
    assert resolver().identify(long).degree == "inferred"


@pytest.mark.parametrize(
    ("number", "issuer", "issued", "kind"),
    [
        ("303/KH-UBND", "Ủy ban nhân dân tỉnh Bắc Kạn", "2020-06-04", "ke-hoach"),
        ("1719/QĐ-TTg", "Thủ tướng Chính phủ", "2021-10-14", "quyet-dinh"),
        ("02/2022/TT-UBDT", "Ủy ban Dân tộc", "2022-06-30", "thong-tu"),
        ("27/2022/NĐ-CP", "Chính phủ", "2022-04-19", "nghi-dinh"),
    ],
)
def test_a_loaded_document_gets_the_identity_that_a_citation_gave_it(number, issuer, issued, kind):
    place = PlaceName("tỉnh", "Bắc Kạn", "Bắc Kạn")
    document = Document(kind, number, None, issued, issuer, place, "về …", None, None, (), (), 0, 1)
    own = resolver(place).own(document)
    assert own.iri == resolver().identify(cited(number, kind, issuer, issued)).iri


def test_the_same_document_under_another_base():
    iris = Iris("http://localhost:8000/")
    other = DocumentResolver(known_documents(iris), AgencyResolver(iris, DAKRONG, None))
    identity = other.identify(cited("1719/QĐ-TTg", "quyet-dinh", "Thủ tướng Chính phủ", "2021-10-14"))
    assert identity.iri == "http://localhost:8000/doc/thu-tuong-chinh-phu/2021/1719-qd-ttg"
