"""What holds for any text: no exception, exact spans, time that grows with length."""

from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from test_citations import DISTRICT

from loaders.citations import citations
from loaders.links import links
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view

PIECES = st.sampled_from([
    "Nghị quyết số ", "Quyết định ", "Luật ", "Luật sửa đổi, bổ sung một số điều của ", "Đầu tư công", "Đề án “", "”",
    "10/NQ-CP", "65- KL/TW", "1719/QĐ-TTg", "88/2019/QH14", "24", " ngày 28/01/2022", ", ngày 31 tháng 02 năm 2020",
    " của Chính phủ", " của UBND tỉnh", " của của Ban Thường vụ Tỉnh ủy", " về công tác dân tộc", "; ", ", ", " và ",
    "\n", "\n\n", " thực hiện ", "Căn cứ ", "I. MỤC TIÊU\n", "- ", "(", ")", " tại ",
    "Đại hội Đảng bộ huyện lần thứ XX",
    "các ", "số ", "12/", "/", "-", "phê duyệt ", "Bộ luật ", "Hiến pháp", "Pháp lệnh ", "\f", "**", "  ", "Điều 1. ",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read(text):
    lines = outline(view(source_from_text(text)))
    cited = citations(lines, DISTRICT)
    return lines, cited, links(lines, DISTRICT, cited)


def words(text):
    """Letters without blanks and without the marks and lone dashes that the cleaned view leaves out."""
    return "".join(text.replace("*", "").replace("-", "").split())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_hold_the_words_quoted(text):
    lines, cited, stated = read(text)
    source = lines.view.source.text
    for record in (*cited, *stated):
        assert words(source[record.start : record.end]) == words(record.quote)
    for citation in cited:
        assert citation.mentions == len(citation.mention_spans)
        assert all(0 <= start < end <= len(source) for start, end in citation.mention_spans)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    read(text)


def test_time_grows_with_length():
    def lines(copies):
        piece = "Quyết định số {}/QĐ-UBND ngày {}/5/2020 của UBND tỉnh về Luật Đất đai, 12/34/56 "
        text = "".join(piece.format(number, number % 28 + 1) for number in range(copies))
        return outline(view(source_from_text(text)))

    assert_linear(lines, lambda made: citations(made, DISTRICT), 1000)
