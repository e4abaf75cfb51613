from __future__ import annotations

import pytest

from loaders.outline import Outline, outline
from loaders.outlining.labels import label
from loaders.reading import source_from_text
from loaders.view import view


def outlined(text: str) -> Outline:
    return outline(view(source_from_text(text)))


LABELS = [
    ("I. MỤC ĐÍCH", ("roman", "I", 3)),
    ("II- NHIỆM VỤ", ("roman", "II", 4)),
    ("V.I. Lênin", None),
    ("A. PHẦN CHUNG", ("upper", "A", 3)),
    ("1. Mục đích", ("decimal", "1", 3)),
    ("1.1.Nội dung", ("decimal", "1.1", 4)),
    ("10.1 Tiểu dự án 1", ("decimal", "10.1", 5)),
    ("3.2.1. Nội dung số 01", ("decimal", "3.2.1", 7)),
    ("1/ Về kinh tế", ("decimal", "1", 3)),
    ("2) Hai", ("decimal", "2", 3)),
    ("1.000 ngày đầu đời", None),
    ("2030, tầm nhìn", None),
    ("1/2 bình quân", None),
    ("12/3/2003 của", None),
    ("3,5 triệu", None),
    ("a) Đối với nông nghiệp", ("letter", "a", 3)),
    ("a, Xã, thôn", ("letter", "a", 3)),
    ("đ) Về công tác", ("letter", "đ", 3)),
    ("(1) Phát triển", ("paren", "(1)", 4)),
    ("(a) Một", ("paren", "(a)", 4)),
    ("Điều 1. Ban hành", ("article", "Điều 1", 8)),
    ("Điều 3a. Sửa đổi", ("article", "Điều 3a", 9)),
    ("Điều này quy định", None),
    ("Chương II", ("part", "Chương II", 9)),
    ("PHẦN THỨ NHẤT", ("part", "PHẦN THỨ NHẤT", 13)),
    ("Phần đầu mức thu nhập", None),
    ("Mục 1. QUY ĐỊNH", ("part", "Mục 1", 7)),
    ("Mục tiêu cụ thể", None),
    ("Tiểu dự án 2: Hỗ trợ", ("component", "Tiểu dự án 2", 14)),
    ("Dự án 1 và Dự án 2", None),
    ("- Cơ quan", ("dash", "-", 2)),
    ("–Thể thao", ("dash", "–", 1)),
    ("+ Hỗ trợ", ("plus", "+", 2)),
    ("• Số hiệu", ("star", "•", 2)),
    ("Ý, ", None),
]


@pytest.mark.parametrize(("line", "expected"), LABELS)
def test_labels(line: str, expected: tuple[str, str, int] | None) -> None:
    assert label(line, 0, len(line)) == expected


PLAN = """KẾ HOẠCH
Thực hiện công tác dân tộc
Thực hiện Nghị quyết số 10/NQ-CP;
III. NHIỆM VỤ
2. Về phát triển kinh tế
Tập trung mọi nguồn lực.
d) Đối với đầu tư
- Nội dung thực hiện:
(1) Đầu tư giao thông.
(2) Đầu tư thủy lợi.
- Cơ quan chủ trì tham mưu: (1) Phòng Kinh tế.
đ) Về giảm nghèo
IV. NỘI DUNG
3. Dự án 3: Phát triển sản xuất
3.2. Tiểu dự án 2: Hỗ trợ
3.2.1. Nội dung số 01: Hỗ trợ
- Với các địa phương
+ Tư vấn
+ Hỗ trợ giống
- Khác
Trên đây là Kế hoạch.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hà Kim Oanh"""


def test_number_paths() -> None:
    found = outlined(PLAN)
    assert [(node.path, node.task_path) for node in found.walk()] == [
        (("III",), "III"),
        (("III", "2"), "III.2"),
        (("III", "2"), "III.2"),
        (("III", "2", "d"), "III.2.d"),
        (("III", "2", "d", "-1"), "III.2.d"),
        (("III", "2", "d", "-1", "(1)"), "III.2.d(1)"),
        (("III", "2", "d", "-1", "(2)"), "III.2.d(2)"),
        (("III", "2", "d", "-2"), "III.2.d"),
        (("III", "2", "đ"), "III.2.đ"),
        (("IV",), "IV"),
        (("IV", "3"), "IV.3"),
        (("IV", "3", "2"), "IV.3.2"),
        (("IV", "3", "2", "1"), "IV.3.2.1"),
        (("IV", "3", "2", "1", "-1"), "IV.3.2.1"),
        (("IV", "3", "2", "1", "-1", "+1"), "IV.3.2.1"),
        (("IV", "3", "2", "1", "-1", "+2"), "IV.3.2.1"),
        (("IV", "3", "2", "1", "-2"), "IV.3.2.1"),
        ((), ""),
    ]
    assert found.view.text[found.head_end :].startswith("III. NHIỆM VỤ")
    assert found.view.text[found.tail_start :].startswith("Nơi nhận")


def test_nodes_know_their_words_and_their_subtree() -> None:
    found = outlined(PLAN)
    section = found.roots[0]
    assert section.text(found.view) == "NHIỆM VỤ"
    assert found.view.text[section.start : section.stop].endswith("đ) Về giảm nghèo")
    assert [node.label for node in section.walk()] == ["III", "2", "", "d", "-", "(1)", "(2)", "-", "đ"]
    assert (
        found.at(found.view.text.index("Tư vấn"))
        is found.roots[1].children[0].children[0].children[0].children[0].children[0]
    )
    assert found.at(0) is None
    assert found.at(found.tail_start) is None


TREES: list[tuple[str, str, list[str]]] = [
    (
        "bullets after finished numbered items belong to the heading",
        (
            "II. NHIỆM VỤ\n1. Tập trung thực hiện\n(1) Giải quyết tình trạng.\n(2) Quy hoạch.\n- Tổ chức quán "
            "triệt\n2. Hai"
        ),
        ["II", "II.1", "II.1(1)", "II.1(2)", "II.1/-1", "II.2"],
    ),
    (
        "articles, clauses, points",
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một\na) A\nb) B\nĐiều 2. Hai",
        [
            "Chương I",
            "Chương I",
            "Chương I.Điều 1",
            "Chương I.Điều 1.1",
            "Chương I.Điều 1.1.a",
            "Chương I.Điều 1.1.b",
            "Chương I.Điều 2",
        ],
    ),
    (
        "letters above Roman numbers",
        "A. MỘT\nI. X\n1. Y\nII. Z\nB. HAI\nI. X",
        ["A", "A.I", "A.I.1", "A.II", "B", "B.I"],
    ),
    ("Roman numbers above letters", "I. MỘT\nA. X\n1. Y\nB. Z\nII. HAI", ["I", "I.A", "I.A.1", "I.B", "II"]),
    ("the letter I after H is no Roman number", "A. MỘT\nH. TÁM\n1. X\nI. CHÍN\n2. Y", ["A", "H", "H.1", "I", "I.2"]),
    (
        "one number twice",
        "III. TỔ CHỨC\n5. Ủy ban\n- a\n5. Báo\nĐẩy mạnh",
        ["III", "III.5", "III.5/-1", "III.5", "III.5"],
    ),
    ("items of a row", "I. BIỂU\n1. Một\nTT\tNội dung\n1\tRà soát\n2. Hai", ["I", "I.1", "I.1", "I.1", "I.2"]),
    (
        "a component that heads a list",
        "I. NỘI DUNG\nDự án 1: Đất\nTiểu dự án 1: Nhà\na) X\nDự án 2: Nước",
        ["I", "I.Dự án 1", "I.Dự án 1.Tiểu dự án 1", "I.Dự án 1.Tiểu dự án 1.a", "I.Dự án 2"],
    ),
    ("decimals without their parent", "II. HAI\n2.1. X\n2.2. Y", ["II", "II.2.1", "II.2.2"]),
]


def _path(path: tuple[str, ...], task: str) -> str:
    return f"{task}/{path[-1]}" if path and path[-1][0] in "-+*" else task


@pytest.mark.parametrize(("text", "paths"), [case[1:] for case in TREES], ids=[case[0] for case in TREES])
def test_trees(text: str, paths: list[str]) -> None:
    assert [_path(node.path, node.task_path) for node in outlined(f"KẾ HOẠCH\n{text}").walk()] == paths


DECISION = """QUYẾT ĐỊNH
Căn cứ Nghị định số 84/2012/NĐ-CP;
QUYẾT ĐỊNH:
Điều 1. Ban hành Kế hoạch.
Nơi nhận:
- Lưu: VT.
BỘ TRƯỞNG, CHỦ NHIỆM
Giàng Seo Phử
KẾ HOẠCH
THỰC HIỆN NÂNG CAO HIỆU LỰC
(Ban hành kèm theo Quyết định số 456/QĐ-UBDT)
I. MỤC ĐÍCH
1. Một
PHỤ LỤC I
DANH MỤC
(Kèm theo Kế hoạch)
1. Hai"""


def test_an_attached_plan_and_its_annex() -> None:
    found = outlined(DECISION)
    text = found.view.text
    assert [text[start:].split("\n")[0] for start in found.attachments] == ["KẾ HOẠCH", "PHỤ LỤC I"]
    assert text[found.tail_start : found.tail_end].startswith("Nơi nhận")
    assert text[found.tail_end :].startswith("KẾ HOẠCH")
    assert [node.task_path for node in found.walk() if node.label] == ["Điều 1", "I", "I.1", "1"]


TAILS = [
    (
        "the signature stands first",
        "I. A\nMột./.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm Quang Sự\nNơi nhận:\n- Lưu: VT.",
        "KT. CHỦ TỊCH",
    ),
    ("no recipients", "Điều 1. A\nMột.\nTM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\nLê Văn A", "TM. HỘI ĐỒNG NHÂN DÂN"),
    ("neither", "I. A\nMột.", ""),
    (
        "a paragraph that speaks of the chairman",
        "I. A\nChủ tịch Ủy ban nhân dân xã chịu trách nhiệm.\nNơi nhận:\n- Lưu: VT.",
        "Nơi nhận:",
    ),
    (
        "a signature beside the recipients",
        "I. A\nMột.\nNơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Lưu: VT.",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
    ),
]


@pytest.mark.parametrize(("text", "first"), [case[1:] for case in TAILS], ids=[case[0] for case in TAILS])
def test_tails(text: str, first: str) -> None:
    found = outlined(f"KẾ HOẠCH\n{text}")
    assert found.view.text[found.tail_start :].split("\n")[0] == first


def test_a_letter_without_sections() -> None:
    found = outlined(
        "Số: 1/UBDT\nKính gửi: Bộ Tư pháp\nThực hiện ý kiến chỉ đạo, Ủy ban Dân tộc báo cáo.\nNơi nhận:\n- Lưu: VT."
    )
    assert found.head_end == found.tail_start
    assert list(found.walk()) == []


def test_ten_thousand_nested_headings() -> None:
    lines = ["KẾ HOẠCH"]
    for number in range(1, 2501):
        lines += [f"I. MỤC {number}", f"{number % 99 + 1}. Một", "a) Hai", "(1) Ba"]
    lines.append(".".join(["1"] * 10_000) + " Sâu")
    found = outlined("\n".join(lines))
    assert len(found.nodes) == 10_001
    assert max(node.level for node in found.nodes) == 4  # the last line is a paragraph, no heading
    assert len(list(found.roots[0].walk())) == 4
