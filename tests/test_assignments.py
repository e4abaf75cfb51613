"""Assignments, components and reports of the five plans against their annotation, and of excerpts of other documents.

``tests/gold`` and ``tests/data`` hold what careful readers found in the plans; ``tests/excerpts`` the ways in which
other plans, decisions, directives and resolutions charge agencies: place, issuer and title, the text, and one line for
each record that must come out, in order, no more and no fewer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.assignments import assignment_gaps, assignments
from loaders.comparing import fold_marks
from loaders.evaluation import score
from loaders.outline import outline
from loaders.pipeline import extract, to_json
from loaders.programme import components
from loaders.reading import read, source_from_text
from loaders.records import Document, PlaceName, Records
from loaders.reporting import reports
from loaders.view import view

HERE = Path(__file__).parent
PLANS = ("dakrong-2022", "bac-kan-2020", "dak-lak-2021-2030", "binh-son-2022", "bach-thong-2023")
LAYERS = ("assignments", "components", "reports")
EXCERPTS = sorted((HERE / "excerpts").glob("*.txt"))


def extracted(plan: str) -> Records:
    return extract(read(HERE.parent / "corpus" / f"{plan}.txt"))


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("layer", LAYERS)
def test_plans_against_their_annotation(plan: str, layer: str) -> None:
    folder = next(folder for folder in ("gold", "data") if (HERE / folder / f"{plan}.{layer}.json").exists())
    scores = {one.layer: one for one in score(HERE / folder, plan, to_json(extracted(plan)))}
    assert scores[layer].f1 >= 0.98
    assert scores[layer].strict_f1 >= 0.96


@pytest.mark.parametrize("plan", PLANS)
def test_spans_hold_the_quotes(plan: str) -> None:
    text = read(HERE.parent / "corpus" / f"{plan}.txt").text
    records = extracted(plan)
    for record in (*records.assignments, *records.components, *records.reports):
        printed = text[record.start : record.end].replace("*", "")
        assert fold_marks(printed) == fold_marks(record.quote.replace("*", "")), record.quote


def document_of(head: str) -> Document:
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    level, name, province = facts["place"].split(" | ")
    place = PlaceName(level, name, province)
    title = facts["title"]
    return Document("ke-hoach", None, None, None, facts["issuer"], place, title, None, None, (), (), 0, 0)


def lines_of(text: str, document: Document) -> list[str]:
    outlined = outline(view(source_from_text(text)))
    charged = assignments(outlined, document)
    found = [f"{a.role}\t{a.object or a.object_kind}\t{a.agency_type}\t{a.agency_full}" for a in charged]
    found += [f"component\t{c.code}\t{c.title}" for c in components(outlined, document)]
    reported = reports(outlined, document)
    return found + [f"report\t{r.who}\t{r.to or '-'}\t{r.deadline or '-'}\t{r.frequency or '-'}" for r in reported]


@pytest.mark.parametrize("excerpt", EXCERPTS, ids=lambda path: path.stem)
def test_excerpts(excerpt: Path) -> None:
    head, text, expected = excerpt.read_text("utf-8").split("\n---\n")
    assert lines_of(text, document_of(head)) == expected.strip().splitlines()


def test_there_are_excerpts_of_many_layouts() -> None:
    assert len(EXCERPTS) >= 40


TITLES = [
    "VI. TỔ CHỨC TRIỂN KHAI THỰC HIỆN",
    "VI. CƠ CHẾ PHỐI HỢP VÀ TỔ CHỨC THỰC HIỆN",
    "VI. KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN",
    "V. QUẢN LÝ, ĐIỀU HÀNH VÀ TỔ CHỨC THỰC HIỆN",
    "VII. PHÂN CÔNG, PHÂN NHIỆM",
    "VI. PHÂN CÔNG CHỦ TRÌ, PHỐI HỢP",
    "VII. TRÁCH NHIỆM TỔ CHỨC THỰC HIỆN",
    "V. PHÂN CÔNG NHIỆM VỤ CÁC SỞ, BAN, NGÀNH",
    "IV. PHÂN CÔNG NHIỆM VỤ VÀ TRÁCH NHIỆM CỦA CÁC SỞ, NGÀNH",
    "VI. TỔ CHỨC THỰC HIỆN (phân công nhiệm vụ)",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_sections_that_charge(title: str) -> None:
    text = f"{title}\n1. Giao Ban Dân tộc\n- Chủ trì tham mưu triển khai."
    document = document_of("place: tỉnh | Lạng Sơn | Lạng Sơn\nissuer: Ủy ban nhân dân tỉnh Lạng Sơn\ntitle: Kế hoạch")
    assert lines_of(text, document) == ["lead\tduty\tban-dan-toc\tBan Dân tộc tỉnh Lạng Sơn"]


GAPS = [
    # a paragraph that names no agency
    ("V. TỔ CHỨC THỰC HIỆN\n1. Ban Dân tộc\n- Chủ trì.\n2. Khen thưởng\nBiểu dương tập thể.", ["Biểu dương tập thể."]),
    # every line charges somebody
    ("V. TỔ CHỨC THỰC HIỆN\n1. Ban Dân tộc\n- Chủ trì triển khai.\n- Kiểm tra.", []),
    # closing words charge nobody and are no gap
    ("V. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Chủ trì.\nTrên đây là Kế hoạch./.", []),
]


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_gaps(text: str, expected: list[str]) -> None:
    outlined = outline(view(source_from_text(text)))
    document = document_of("place: tỉnh | Lạng Sơn | Lạng Sơn\nissuer: Ủy ban nhân dân tỉnh Lạng Sơn\ntitle: Kế hoạch")
    known = assignments(outlined, document)
    assert [gap.quote for gap in assignment_gaps(outlined, document, known)] == expected


ENDLESS = ["Sở Y tế, ", "phối hợp với Sở Y tế ", "Tiểu dự án 1, ", "Dự án 1; ", "Sở Y tế chủ trì ", "(1) ",
           "các phòng: ", "báo cáo trước ngày 12/12 hằng năm ", "chương trình mtqg phát triển ", "12/34-"]  # fmt: skip


@pytest.mark.parametrize("words", ENDLESS)
def test_long_lines_end(words: str) -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- Cơ quan phối hợp: " + words * (60_000 // len(words))
    document = document_of("place: tỉnh | Lạng Sơn | Lạng Sơn\nissuer: Ủy ban nhân dân tỉnh Lạng Sơn\ntitle: Kế hoạch")
    outlined = outline(view(source_from_text(text)))
    longest = max((len(record.quote) for record in assignments(outlined, document)), default=0)
    assert longest < 2500
    assert len(reports(outlined, document)) <= 1
