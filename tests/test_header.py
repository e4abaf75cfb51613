"""The document layer on annotated letterheads and tails, and on the five plans."""

from pathlib import Path

import pytest
from header_corpus import cases, wrong

from loaders.folding import fold
from loaders.header import header
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize("case", [*cases("tuning"), *cases("fresh"), *cases("second")], ids=lambda case: case["name"])
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
