"""The document layer on annotated letterheads and tails, and on the five plans."""

from pathlib import Path

import pytest
from header_corpus import cases, wrong

from loaders.folding import fold
from loaders.header import header
from loaders.heading.title import years_of
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view

CORPUS = Path(__file__).parents[1] / "corpus"
STEMS = ("tuning", "fresh", "second", "third", "fourth")


@pytest.mark.parametrize("case", [case for stem in STEMS for case in cases(stem)], ids=lambda case: case["name"])
def test_every_field_of_the_case_is_read(case):
    assert wrong(case) == {}


def _read(text):
    return header(outline(view(source_from_text(text))))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_spans_lead_back_to_the_words(path):
    text = source_from_text(path.read_text("utf-8")).text
    document = _read(text)
    for field in ("issued", "title", "number"):
        if field in document.spans:
            start, end = document.spans[field]
            assert text[start:end].strip()
    for words, (start, end) in zip(document.recipients, document.recipient_spans, strict=True):
        assert fold(" ".join(text[start:end].split())) == fold(words)
    for signer in document.signers:
        assert fold(text[signer.start : signer.end]).endswith(fold(signer.name))


PLANS = [
    ("bac-kan-2020", ("303/KH-UBND", "2020-06-04", "Ủy ban nhân dân tỉnh Bắc Kạn", ["Phạm Duy Hưng"], 6)),
    ("bach-thong-2023", (None, "2023-03", "Ủy ban nhân dân huyện Bạch Thông", ["Hà Kim Oanh"], 13)),
    ("binh-son-2022", (None, None, "Ủy ban nhân dân huyện Bình Sơn", ["Phạm Quang Sự"], 16)),
    ("dak-lak-2021-2030", (None, None, "Ủy ban nhân dân tỉnh Đắk Lắk", [], 15)),
    ("dakrong-2022", (None, "2022-06", "Ủy ban nhân dân huyện Đakrông", ["Lê Đại Lợi"], 8)),
]


@pytest.mark.parametrize(("stem", "expected"), PLANS, ids=[stem for stem, _ in PLANS])
def test_the_five_plans(stem, expected):
    document = _read((CORPUS / f"{stem}.txt").read_text("utf-8"))
    signers = [signer.name for signer in document.signers]
    assert (document.number, document.issued, document.issuer, signers, len(document.recipients)) == expected


def test_a_text_that_is_no_document_has_no_facts():
    document = _read("Hôm nay trời đẹp.\nChúng tôi đi chơi.")
    assert (document.type, document.number, document.issued, document.issuer, document.title) == (None,) * 5
    assert document.signers == () == document.recipients
    assert _read("").type is None


BASES = Path(__file__).with_name("bases")
LOST = [  # what a site lost of the letterhead is told by the rest
    ("bct-15-2017", "thong-tu", "Bộ Công Thương", "QUY ĐỊNH, HƯỚNG DẪN THỰC HIỆN MỘT SỐ NỘI DUNG CỦA NGHỊ ĐỊNH"),
    ("btc-84-2005-ttlt", "thong-tu-lien-tich", "Bộ Tài chính - Bộ Lao động - Thương binh và Xã hội", None),
    ("byt-3557-2025", "quyet-dinh", "Bộ Y tế", "VỀ VIỆC CHO PHÉP KÝ KẾT BẢN GHI NHỚ HỢP TÁC NHÂN DANH ĐƠN VỊ"),
    ("cp-98-2022", "nghi-dinh", "Chính phủ", None),
    ("cp-127-2021", "nghi-quyet", "Chính phủ", "PHIÊN HỌP CHÍNH PHỦ THƯỜNG KỲ THÁNG 9 NĂM 2021 TRỰC TUYẾN TOÀN QUỐC"),
    ("hue-3100-2017", "quyet-dinh", "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "VỀ VIỆC QUY ĐỊNH TỔ CHỨC THỰC HIỆN"),
    ("nhnn-07-2019", "thong-tu", "Ngân hàng Nhà nước Việt Nam", "QUY ĐỊNH CÁC GIỚI HẠN, TỶ LỆ BẢO ĐẢM AN TOÀN"),
    ("nhu-xuan-2023-hdnd", "nghi-quyet", "Hội đồng nhân dân huyện Như Xuân", "Về việc điều chỉnh Quyết định chủ"),
    ("son-la-1448-2016", "cong-van", "Sở Nội vụ tỉnh Sơn La", "V/v xin ý kiến vào dự thảo Kế hoạch Tuyên truyền"),
    ("ttr-vpcp-2016", "to-trinh", "Văn phòng Chính phủ", "Về dự thảo Nghị định ban hành Quy chế làm việc của"),
    ("vinh-phuc-46-2024", "quyet-dinh", "Ủy ban nhân dân tỉnh Vĩnh Phúc", "QUY ĐỊNH CỤ THỂ MỘT SỐ ĐIỀU CỦA LUẬT"),
]


def _base(stem):
    """Place, number and date of an annotated head, and its text."""
    facts, _, rest = (BASES / f"{stem}.txt").read_text("utf-8").partition("\n")
    return [fact.strip() for fact in facts.removeprefix("@").split(";")], rest.split("\n=====")[0]


@pytest.mark.parametrize(("stem", "kind", "issuer", "title"), LOST, ids=[row[0] for row in LOST])
def test_a_letterhead_that_a_site_cut(stem, kind, issuer, title):
    document = _read(_base(stem)[1])
    assert (document.type, document.issuer) == (kind, issuer)
    assert document.title is None if title is None else document.title.startswith(title)


@pytest.mark.parametrize("stem", sorted(path.stem for path in BASES.glob("*.txt")))
def test_number_date_and_place_of_annotated_heads(stem):
    (level, name, province, number, issued), text = _base(stem)
    document = _read(text)
    assert document.number == (number if number and number in text + text.replace(" ", "") else None)
    assert document.issued in (issued, None)
    if document.place:
        assert (document.place.level, document.place.name, document.place.province or "") == (level, name, province)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phổ biến, giáo dục pháp luật vùng đồng bào dân tộc thiểu số năm 2023", (2023, 2023)),
        ("Triển khai thi hành Luật Đất đai năm 2013", None),
    ],
)
def test_the_year_of_a_law_is_not_that_of_a_plan(title, period):
    assert years_of(title) == (period, None)
