"""Slips of the text: numbers used twice and words printed again."""

import pytest
from growth import assert_linear

from loaders.irregularities import irregularities
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nThực hiện công tác dân tộc\n\n"
SENTENCE = "Theo chức năng, nhiệm vụ, thẩm quyền được giao hướng dẫn các đơn giá, định mức hỗ trợ theo quy định"
PROGRAMME = "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I. MỤC TIÊU\n1. Tổng quát\n2. Cụ thể\nII. TỔ CHỨC\n1. Ban Dân tộc\n", []),
        (
            "I. MỤC TIÊU\n1. Tổng quát\n2. Cụ thể\n2. Tầm nhìn\nII. TỔ CHỨC\n1. Sở\n",
            [("I.2", "2. Cụ thể", "2. Tầm nhìn")],
        ),
        ("I. A\n1. Một\n1. Hai\n", []),
        ("I. A\n1. Một\n1. Hai\n2. Ba\n3. Bốn\n", [("I.1", "1. Một", "1. Hai")]),
        ("I. A\n1. Một\nDanh sách tiếp theo gồm:\n1. Hai\n2. Ba\n", []),
        (f"I. A\n- {SENTENCE}- {SENTENCE} về xây dựng.\n", [(None, SENTENCE, SENTENCE)]),
        (f"I. A\n- {SENTENCE}\n- {SENTENCE}\n", [(None, SENTENCE, SENTENCE)]),
        (f"I. A\n- {SENTENCE}\n- Việc khác.\n- {SENTENCE}\n", []),
        (f"I. A\n- Căn cứ {PROGRAMME}, các đơn vị báo cáo kết quả thực hiện {PROGRAMME} năm 2023.\n", []),
        ("I. A\n- Phối hợp với các cơ quan. Phối hợp với các cơ quan.\n", []),
        (f"I. A\n- Việc này. {SENTENCE}. {SENTENCE}; việc khác.\n", [(None, SENTENCE, SENTENCE)]),
        (f"I. A\n- {SENTENCE} - {SENTENCE}", [(None, SENTENCE, SENTENCE)]),
        (f"I. A\n- Khuyến khích {SENTENCE}. Đẩy mạnh {SENTENCE}.\n", []),
    ],
)
def test_irregularities(body, expected):
    source = source_from_text(HEAD + body)
    found = irregularities(outline(view(source)))
    assert [
        (one.path, source.text[slice(*one.first)].strip(" -"), source.text[slice(*one.second)].strip(" -"))
        for one in found
    ] == expected


@pytest.mark.parametrize(
    "repeated",
    [
        "a b ",
        "- Phối hợp với các cơ quan liên quan thực hiện nhiệm vụ được giao theo quy định hiện hành\n",
        "1. x\n",
    ],
)
def test_long_texts_take_linear_time(repeated):
    def made(length):
        return outline(view(source_from_text(HEAD + "I. A\n" + repeated * (length // len(repeated)))))

    assert_linear(made, irregularities, 250_000)
