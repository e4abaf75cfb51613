"""Programmes and their components: names, numbers in running text, listed titles, and the scheme itself."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from loaders.folding import fold
from loaders.outline import outline
from loaders.programme import component_level, components
from loaders.programmes.codes import component_refs
from loaders.programmes.names import programme_mentions
from loaders.programmes.scheme import component_of_title, component_titles, has_title, is_component, title_end
from loaders.reading import source_from_text
from loaders.records import Document
from loaders.view import view
from ontology import DIRECTORY, LV

NUMBERED = [
    # upwards, with and without "thuộc", lists of numbers
    ("Chủ trì thực hiện dự án 1. Tổ chức tiểu dự án 4 thuộc dự án 5; tiểu dự án 1, 3 thuộc dự án 10;",
     ["1", "5/4", "10/1", "10/3"]),
    ("nội dung 1 (Bồi dưỡng kiến thức dân tộc) Tiểu dự án 2 thuộc Dự án 5", ["5/2/1"]),
    ("Nội dung 2 (Đào tạo đại học), Tiểu dự án 2 thuộc Dự án 5 khi có yêu cầu", ["5/2/2"]),
    ("nội dung thuộc Dự án 7; tiểu dự án 1 dự án 4.", ["7", "4/1"]),
    ("Tiểu dự án 1 - Dự án 4", ["4/1"]),
    ("TDA 1, TDA 2 - DA 9", ["9/1", "9/2"]),
    ("Tiểu dự án 1 và Tiểu dự án 2 thuộc Dự án 3", ["3/1", "3/2"]),
    ("Tiểu dự án 1 và nội dung hỗ trợ sản xuất thuộc Tiểu dự án 2 Dự án 3", ["3/1", "3/2"]),
    ("nội dung số 02, Tiểu dự án 1, Dự án 4", ["4/1/2"]),
    ("Nội dung 2 của Dự án 7", ["7/0/2"]),
    # downwards
    ("Dự án 3 (Tiểu dự án 1, Tiểu dự án 2); Dự án 6", ["3/1", "3/2", "6"]),
    ("Dự án 5: Tiểu dự án 3", ["5/3"]),
    ("Tiểu dự án 2: nội dung 1, nội dung 3 thuộc Dự án 3", ["3/2/1", "3/2/3"]),
    # lists, ranges, leading zeros
    ("các Dự án 1, 2 và 3", ["1", "2", "3"]),
    ("dự án 1-3", ["1", "2", "3"]),
    ("Dự án 01, Tiểu dự án 02 Dự án 09", ["1", "9/2"]),
    # exceptions and what is no component
    ("Dự án 10 (trừ tiểu dự án 2)", ["10"]),
    ("đã 5 năm; dự án 25/QĐ; dự án 3.5 tỷ; dự án 30% vốn", []),
    ("Tiểu dự án 1", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paths"), NUMBERED)
def test_numbers_in_running_text(text: str, paths: list[str]) -> None:
    assert ["/".join(ref.path) for ref in component_refs(text, fold(text), 0, len(text))] == paths


def test_numbers_below_a_component() -> None:
    text = "Tiểu dự án 1, nội dung 2"
    refs = component_refs(text, fold(text), 0, len(text), below=("5",))
    assert [ref.path for ref in refs] == [("5", "1"), ("5", "0", "2")]


def test_reference_spans_hold_their_words() -> None:
    text = "thực hiện Tiểu dự án 2 thuộc Dự án 9."
    (ref,) = component_refs(text, fold(text), 0, len(text))
    assert text[ref.start : ref.end] == "Tiểu dự án 2 thuộc Dự án 9"


NAMED = [
    ("Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi", ["1719"]),
    ("Chương trình MTQG phát triển KTXH vùng đồng bào DTTS&MN", ["1719"]),
    ("Chương trình mục tiêu quốc gia phát triển bền vững kinh tế- xã hội vùng đồng bào dân tộc thiểu số", ["1719"]),
    ("Chương trình MTQG 1719", ["1719"]),
    ("Chương trình MTQG Xây dựng nông thôn mới", ["ntm"]),
    ("CTMTQG giảm nghèo bền vững", ["gnbv"]),
    ("các Chương trình MTQG xây dựng nông thôn mới, giảm nghèo bền vững và phát triển KT-XH vùng đồng bào DTTS&MN",
     ["ntm", "gnbv", "1719"]),
    ("các Chương trình mục tiêu quốc gia", []),
    ("các chương trình, chính sách về phát triển kinh tế xã hội vùng đồng bào dân tộc thiểu số", []),
    ("chương trình phát triển kinh tế - xã hội khác", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), NAMED)
def test_programme_names(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in programme_mentions(fold(text), 0, len(text))] == codes


OF_1719 = "Thực hiện Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi năm 2024"
GNBV = "Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2023"
LISTED = [
    # headings with numbers of their own, sub-projects, contents with label
    (OF_1719, """IV. NỘI DUNG
1. Dự án 1: Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt
1.1. Nội dung 1: Hỗ trợ đất ở
Giao đất.
2. Dự án 9: Đầu tư phát triển nhóm DTTS rất ít người
* Tiểu dự án 2: Giảm thiểu tình trạng tảo hôn và hôn nhân cận huyết thống
a) Nội dung số 01: Truyền thông""", ["1719/1", "1719/1/0/1", "1719/9", "1719/9/2", "1719/9/2/1"]),
    # contents without a label
    (OF_1719, """IV. NỘI DUNG
7. Dự án 7: Chăm sóc sức khỏe Nhân dân, nâng cao thể trạng, tầm vóc người DTTS
7.1. Xây dựng và phát triển y tế cơ sở
- Đầu tư.
7.2. Nâng cao chất lượng dân số
- Tư vấn.""", ["1719/7", "1719/7/0/1", "1719/7/0/2"]),
    # headings that every project has are no contents
    (OF_1719, """IV. NỘI DUNG
7. Dự án 7: Chăm sóc sức khỏe Nhân dân, nâng cao thể trạng, tầm vóc người DTTS
7.1. Mục tiêu
Cải thiện.
7.2. Kinh phí
5 tỷ đồng.""", ["1719/7"]),
    # a numbered list after "gồm … dự án", of a programme that only the sentence names
    ("Phát triển kinh tế - xã hội tỉnh", """II. NHIỆM VỤ
1. Thực hiện Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào DTTS&MN, gồm 10 dự án thành phần:
(2) Quy hoạch, sắp xếp, bố trí, ổn định dân cư.
(5) Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực.
- Ưu tiên bố trí vốn.""", ["1719/2", "1719/5"]),
    # without numbers the titles tell
    (OF_1719, """II. NỘI DUNG
Chương trình gồm các dự án:
- Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết đối với phụ nữ và trẻ em.
- Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực.""", ["1719/8", "1719/5"]),
    # another programme's numbers, and other projects
    (GNBV, """I. NỘI DUNG
1. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo
2. Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng
- Tiểu dự án 2: Cải thiện dinh dưỡng""", ["gnbv/2", "gnbv/3", "gnbv/3/2"]),
    ("Phát triển giao thông", """I. NỘI DUNG
1. Dự án 2: Cải tạo đường tỉnh 235
2. Dự án 3: Xây dựng cầu""", []),
    # sums of money are no titles
    (OF_1719, """I. KINH PHÍ
- Dự án 1: 5.000 triệu đồng.
- Dự án 2: 3.000 triệu đồng.""", []),
    # where agencies are charged nothing is listed
    (OF_1719, """V. TỔ CHỨC THỰC HIỆN
1. Dự án 6: Phòng Văn hóa và Thông tin chủ trì.""", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "codes"), LISTED)
def test_listed_components(title: str, text: str, codes: list[str]) -> None:
    document = Document("ke-hoach", None, None, None, None, None, title, None, None, (), (), 0, 0)
    found = components(outline(view(source_from_text(text))), document)
    assert [component.code for component in found] == codes
    assert [component.level for component in found] == [component_level(code) for code in codes]


def test_titles_are_printed_without_label_and_what_follows() -> None:
    title = "Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực"
    text = f"I. NỘI DUNG\n1. Dự án 5: {title}: Tổng vốn 12 tỷ đồng.\n"
    document = Document("ke-hoach", None, None, None, None, None, OF_1719, None, None, (), (), 0, 0)
    (found,) = components(outline(view(source_from_text(text))), document)
    assert found.title == title
    assert found.quote == f"1. Dự án 5: {title}"


def test_scheme_has_the_three_programmes_whole() -> None:
    codes = component_titles()
    assert {f"1719/{n}" for n in range(1, 11)} <= set(codes)
    assert {f"gnbv/{n}" for n in range(1, 8)} <= set(codes)
    assert {f"ntm/{n}" for n in range(1, 12)} | {f"ntm/cd/{n}" for n in range(1, 7)} <= set(codes)
    subprojects = {code for code in codes if code.startswith("1719/") and code.count("/") == 2}
    assert len(subprojects) == 14


def test_scheme_is_a_tree() -> None:
    with (DIRECTORY / "schemes" / "programmes.ttl").open("rb") as turtle:
        above = {q.subject: q.object for q in parse(turtle, format=RdfFormat.TURTLE) if q.predicate.value == LV.partOf}
    for component, parent in above.items():
        assert isinstance(parent, NamedNode)
        assert isinstance(component, NamedNode)
        assert component.value.startswith(parent.value + "/")


def test_titles_are_known_by_most_of_their_words() -> None:
    assert has_title("1719/9/1", "Đầu tư phát triển kinh tế - xã hội các dân tộc còn gặp nhiều khó khăn")
    assert has_title("1719/7/0/9", "Một nội dung không có trong danh mục")
    assert not has_title("1719/1", "5.000 triệu đồng từ ngân sách")
    assert not is_component("1719/11")
    assert component_of_title("1719", "Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết") == "1719/8"
    assert component_of_title("1719", "Xây dựng cầu qua sông Cầu mới") is None
    title = "Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt"
    assert title_end("1719/1", title + ": hỗ trợ 100 hộ") == len(title)
