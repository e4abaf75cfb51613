"""Relations that texts state between documents."""

import pytest
from test_citations import HEADER, document_of

from loaders.citations import citations
from loaders.links import links
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view


def read(text, document=None):
    document = document or document_of()
    lines = outline(view(source_from_text(text)))
    return links(lines, document, citations(lines, document))


# (text, [(from, relation, to)])
BETWEEN = [
    ("Kế hoạch số 77/KH-UBND ngày 06/5/2022 của UBND tỉnh về thực hiện Nghị quyết số 02-NQ/TU ngày 17/8/2021;",
     [("77/KH-UBND", "implements", "02-NQ/TU")]),
    ("Kết luận số 65-KL/TW ngày 30/10/2019 của Bộ Chính trị “về tiếp tục thực hiện Nghị quyết số 24-NQ/TW”;",
     [("65-KL/TW", "continues", "24-NQ/TW")]),
    (("Quyết định số 1409/QĐ-TTg ngày 15/9/2020 của Thủ tướng Chính phủ về ban hành kế hoạch triển khai Nghị quyết số "
      "120/2020/QH14;"),
     [("1409/QĐ-TTg", "implements", "120/2020/QH14")]),
    ("Nghị quyết số 88/2019/QH14 ngày 18/11/2019 của Quốc hội phê duyệt Đề án tổng thể phát triển kinh tế - xã hội;",
     [("88/2019/QH14", "approves", "Đề án tổng thể phát triển kinh tế - xã hội")]),
    (("Nghị định số 38/2023/NĐ-CP ngày 24/6/2023 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số "
      "27/2022/NĐ-CP;"),
     [("38/2023/NĐ-CP", "amends", "27/2022/NĐ-CP")]),
    ("Nghị định số 27/2022/NĐ-CP ngày 19/4/2022 (đã được sửa đổi, bổ sung bởi Nghị định số 38/2023/NĐ-CP);",
     [("38/2023/NĐ-CP", "amends", "27/2022/NĐ-CP")]),
    (("Thông tư số 342/2016/TT-BTC ngày 30/12/2016 của Bộ Tài chính quy định chi tiết và hướng dẫn thi hành một số "
      "điều của Nghị định số 163/2016/NĐ-CP;"),
     [("342/2016/TT-BTC", "guides", "163/2016/NĐ-CP")]),
    ("Quyết định số 12/QĐ-TTg ngày 05/01/2020 thay thế Quyết định số 582/QĐ-TTg ngày 28/4/2017;",
     [("12/QĐ-TTg", "replaces", "582/QĐ-TTg")]),
    ("Nghị định số 135/2016/NĐ-CP ngày 09/9/2016 sửa đổi, bổ sung khoản 6 Điều 18 Nghị định số 46/2014/NĐ-CP;",
     [("135/2016/NĐ-CP", "amends", "46/2014/NĐ-CP")]),
    # an opinion on a draft, the amendments of others
    ("Công văn số 8858/BTC-QLN ngày 03/7/2017 về việc góp ý dự thảo Thông tư sửa đổi Thông tư số 26/2014/TT-BTC;", []),
    ("Nghị định số 28/CP ngày 29/4/1995, các Nghị định sửa đổi, bổ sung Nghị định số 29/CP ngày 30/4/1995;", []),
    # side by side, or named as a source: no relation
    ("Nghị quyết số 24/2021/QH15 ngày 28/7/2021; Nghị quyết số 25/2021/QH15 ngày 28/7/2021;", []),
    ("Quyết định số 12/QĐ-UBND ngày 05/01/2020 theo Nghị định số 27/2022/NĐ-CP ngày 19/4/2022;", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BETWEEN)
def test_between_cited_documents(text, expected):
    assert [(link.source, link.relation, link.target) for link in read(text)] == expected


# (preamble and body, [(relation, to)] of this)
FROM_THIS = [
    (("Thực hiện Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ; Kế hoạch số 77/KH-UBND ngày "
      "06/5/2022 của UBND tỉnh và Kế hoạch số 104/KH-UBND ngày 24/6/2022, UBND huyện ban hành Kế hoạch như sau:\nI. "
      "MỤC TIÊU"),
     [("implements", "1719/QĐ-TTg"), ("implements", "77/KH-UBND"), ("implements", "104/KH-UBND")]),
    (("Thực hiện Kế hoạch số 77/KH-UBND ngày 06/5/2022 của UBND tỉnh về thực hiện Nghị quyết số 02-NQ/TU ngày "
      "17/8/2021; UBND huyện ban hành Kế hoạch như sau:\nI. MỤC TIÊU"),
     [("implements", "77/KH-UBND")]),
    ("Triển khai thực hiện Chỉ thị số 18-CT/TU ngày 25/11/2021 của Ban Thường vụ Tỉnh ủy;\nI. MỤC TIÊU",
     [("implements", "18-CT/TU")]),
    ("Thực hiện hướng dẫn của Ủy ban Dân tộc tại Công văn số 655/UBDT-KHTC ngày 29/4/2022;\nI. MỤC TIÊU",
     [("implements", "655/UBDT-KHTC")]),
    ("Căn cứ Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ;\nI. MỤC TIÊU", []),
    ("A\nI. MỤC TIÊU\n- Tiếp tục triển khai thực hiện Nghị quyết số 52/NQ-CP ngày 15/6/2016 của Chính phủ;", []),
    ("A\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 45/2005/QĐ-UBND ngày 01/9/2005.",
     [("replaces", "45/2005/QĐ-UBND")]),
    (("A\nĐiều 2. Quyết định này có hiệu lực thi hành sau 10 (mười) ngày kể từ ngày ký ban hành và thay thế cho Quyết "
      "định số 44/2010/QĐ-UBND ngày 28/10/2010 của UBND tỉnh; Quyết định số 12/2012/QĐ-UBND ngày 02/3/2012 của UBND "
      "tỉnh. Bãi bỏ Quyết định số 13/2013/QĐ-UBND ngày 05/4/2013 của UBND tỉnh."),
     [("replaces", "44/2010/QĐ-UBND"), ("replaces", "12/2012/QĐ-UBND")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FROM_THIS)
def test_from_this(text, expected):
    found = [(link.relation, link.target) for link in read(HEADER + text) if link.source == "this"]
    assert found == expected


def test_the_title_states_what_it_implements():
    text = "KẾ HOẠCH\nTRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW NGÀY 30 THÁNG 10 NĂM 2019\nI. MỤC TIÊU"
    (link,) = read(text)
    assert (link.source, link.relation, link.target) == ("this", "implements", "65-KL/TW")
    assert link.quote == "TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 65-KL/TW"


def test_the_quote_runs_from_the_verb_to_the_number_of_the_end():
    (link,) = read(HEADER + "Thực hiện Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ;\nI. MỤC TIÊU")
    assert link.quote == "Thực hiện Nghị quyết số 10/NQ-CP"


def test_each_relation_is_stated_once():
    sentence = "Kết luận số 65-KL/TW về tiếp tục thực hiện Nghị quyết số 24-NQ/TW. "
    assert len(read("I. MỤC TIÊU\n" + sentence * 3)) == 1
