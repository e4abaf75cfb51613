"""The readers of schemes and reference documents."""

import pytest

from ontology import DEFAULT_BASE, LV, Iris
from ontology.references import document_classes, reference_documents
from ontology.schemes import concepts, document_types, quads, triples, type_symbols


@pytest.mark.parametrize(
    ("symbol", "slug", "label", "cls"),
    [
        ("KH", "ke-hoach", "Kế hoạch", LV.Plan),
        ("QĐ", "quyet-dinh", "Quyết định", LV.Decision),
        ("NĐ", "nghi-dinh", "Nghị định", LV.Decree),
        ("NQ", "nghi-quyet", "Nghị quyết", LV.Resolution),
        ("TT", "thong-tu", "Thông tư", LV.Circular),
        ("CTr", "chuong-trinh", "Chương trình", LV.WorkProgramme),
        ("ĐA", "de-an", "Đề án", LV.Scheme),
        ("VBHN", "van-ban-hop-nhat", "Văn bản hợp nhất", LV.ConsolidatedText),
    ],
)
def test_document_types(symbol, slug, label, cls):
    assert type_symbols()[symbol] == slug
    kind = document_types()[slug]
    assert (kind.label, kind.document_class, kind.iri) == (label, cls, f"{DEFAULT_BASE}document-type/{slug}")


def test_no_symbol_has_two_types():
    symbols = [symbol for kind in document_types().values() for symbol in kind.symbols]
    assert len(symbols) == len(set(symbols))


@pytest.mark.parametrize(
    ("kind", "slug", "label"),
    [
        ("level", "huyen", "huyện"),
        ("frequency", "nam", "hằng năm"),
        ("agency-type", "phong-y-te", "Phòng Y tế"),
        ("document-type", "cong-van", "Công văn"),
    ],
)
def test_concepts(kind, slug, label):
    concept = concepts(kind)[slug]
    assert concept.label == label
    assert concept.iri == f"{DEFAULT_BASE}{kind}/{slug}"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("ke-hoach", "KH-UBND", "Ủy ban nhân dân tỉnh Bắc Kạn"), (LV.Plan,)),
        (("quyet-dinh", "QĐ-TTg", "Thủ tướng Chính phủ"), (LV.Decision, LV.LegalAct)),
        (("quyet-dinh", "QĐ-UBND", None), (LV.Decision, LV.LegalAct)),
        (("nghi-quyet", "NQ/TW", None), (LV.Resolution, LV.PartyPaper)),
        (("nghi-quyet", "NQ/TU", "Hội nghị Tỉnh ủy Quảng Ngãi"), (LV.Resolution, LV.PartyPaper)),
        (("nghi-quyet", None, "Đại hội Đảng bộ huyện Bình Sơn lần thứ XXVII"), (LV.Resolution, LV.PartyPaper)),
        (("nghi-quyet", "QH14", "Quốc hội"), (LV.Resolution, LV.LegalAct)),
        (("ket-luan", "KL/TW", "Bộ Chính trị"), (LV.Conclusion, LV.PartyPaper)),
        (("nghi-dinh", "NĐ-CP", "Chính phủ"), (LV.Decree,)),
        (("nghi-quyet", None, None), (LV.Resolution,)),
        (("khong-co-loai-nay", None, None), (LV.Document,)),
        ((None,), (LV.Document,)),
    ],
)
def test_document_classes(arguments, expected):
    assert document_classes(*arguments) == expected


def test_reference_documents_agree_with_themselves():
    known = reference_documents()
    assert len({document.iri for document in known}) == len(known)
    by_iri = {document.iri: document for document in known}
    for document in known:
        assert document.sources, document.number
        assert document.iri.split("/")[-2] == document.issued[:4]
        for relation, end in document.relations:
            assert end in by_iri, (document.number, relation)
            assert by_iri[end].issued <= document.issued, (document.number, relation, by_iri[end].number)


def test_one_number_two_reference_documents():
    found = {(document.issuer, document.issued) for document in reference_documents() if document.number == "05-CT/TW"}
    assert found == {("Ban Bí thư", "2021-06-23"), ("Bộ Chính trị", "2016-05-15")}


def test_quads_follow_the_base_and_leave_the_vocabulary():
    here = Iris("http://localhost:8000/")
    found = list(quads(here))
    subjects = {quad.subject.value for quad in found}
    assert "http://localhost:8000/document-type/ke-hoach" in subjects
    assert str(LV.Target) in subjects
    assert {quad.graph_name.value for quad in found} == {"http://localhost:8000/graph/ontology"}
    assert not any(
        value.startswith(DEFAULT_BASE) and not value.startswith(LV.iri) and "/ontology" not in value
        for value in subjects
    )
    assert len(found) == len(set(found))


def test_broken_turtle_names_file_and_line(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix lv: <http://example.org/> .\nlv:a lv:b .\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.ttl: line 2"):
        list(triples(path))
