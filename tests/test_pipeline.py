from __future__ import annotations

import contextlib
import dataclasses
import json
import random
import re
from bisect import bisect_left
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import LoadError
from loaders.folding import fold
from loaders.pipeline import extract, extract_file, require_document, to_json
from loaders.reading import read, source_from_text
from loaders.records import Records
from loaders.view import View, view

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
LAYERS = ("citations", "links", "targets", "assignments", "components", "reports")
KEYS = {
    "document": "type number symbol issued issuer place title period vision signers recipients start end",
    "citations": "number type issued issuer about role mentions quote oddity start end",
    "links": "from relation to quote start end",
    "targets": "horizon indicator aligned label subject direction comparator value unit per baseline quote start end",
    "assignments": "agency agency_full agency_type role object_kind object quote start end",
    "components": "code level title quote start end",
    "reports": "who to deadline frequency quote start end",
}


@cache
def _extracted(path: Path) -> tuple[View, Records]:
    source = read(path)
    return view(source), extract(source)


def _places(seen: View) -> list[int]:
    """The source offset of each character of a view."""
    return [seen.span(offset, offset + 1)[0] for offset in range(len(seen.text))]


def _shown(seen: View, places: list[int], start: int, end: int) -> str:
    """What the view shows of ``source[start:end]``, white space collapsed."""
    return " ".join(seen.text[bisect_left(places, start) : bisect_left(places, end)].split())


def assert_spans_are_exact(seen: View, records: Records) -> None:
    places = _places(seen)
    for layer in LAYERS:
        for record in getattr(records, layer):
            assert 0 <= record.start < record.end <= len(seen.source.text), record
            assert fold(_shown(seen, places, record.start, record.end)) == fold(record.quote), record
    for citation in records.citations:
        assert len(citation.mention_spans) == citation.mentions, citation
    document = records.document
    for signer in document.signers:
        shown = _shown(seen, places, signer.start, signer.end) or seen.source.text[signer.start : signer.end]
        assert fold(signer.name) in fold(shown) if signer.end else True, signer  # a site's box is not in the view
    for (start, end), recipient in zip(document.recipient_spans, document.recipients, strict=True):
        shown = iter(fold(_shown(seen, places, start, end)))  # a wrapped one may have the signature's column between
        assert all(char in shown for char in fold(recipient)), recipient


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_record_quotes_the_characters_it_points_at(path: Path) -> None:
    assert_spans_are_exact(*_extracted(path))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_header_fields_are_read_where_they_say(path: Path) -> None:
    seen, records = _extracted(path)
    document, places = records.document, _places(seen)
    for name in ("number", "symbol", "title"):
        if name in document.spans and (value := getattr(document, name)) is not None:
            assert fold(value) in fold(_shown(seen, places, *document.spans[name])), name


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_json_has_the_keys_of_the_records_page(path: Path) -> None:
    plain = json.loads(json.dumps(to_json(_extracted(path)[1])))
    assert set(plain) == set(KEYS)
    assert set(KEYS["document"].split()) <= set(plain["document"])
    for layer in LAYERS:
        for record in plain[layer]:
            assert set(KEYS[layer].split()) <= set(record)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_same_text_gives_the_same_records(path: Path) -> None:
    assert extract(read(path)) == _extracted(path)[1]


def test_a_sidecar_overrides_the_header(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_bytes(CORPUS[0].read_bytes())
    (tmp_path / "plan.meta.toml").write_text(
        'number = "999/KH-UBND"\nsource = "https://example.vn/x"', encoding="utf-8"
    )
    source, records = extract_file(plan)
    assert records.document.number == "999/KH-UBND"
    assert records.document.overrides == ("number", "symbol")
    assert "number" not in records.document.spans
    assert dataclasses.replace(records, document=extract(source).document) == extract(source)


@pytest.mark.parametrize(
    "text",
    ["Ngày xưa có một người con gái tên là Tấm và các chị em của cô sống với nhau.", "các xã\ncác huyện\ncủa tỉnh"],
)
def test_what_is_no_administrative_document_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "truyen.txt"
    path.write_text(text * 4, encoding="utf-8")
    with pytest.raises(LoadError, match="no administrative document") as refusal:
        extract_file(path)
    assert str(path) in str(refusal.value)


def test_gaps_name_what_was_not_understood() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\nKẾ HOẠCH\nThực hiện công tác dân tộc\nI. MỤC TIÊU\n1. Mục tiêu cụ "
        "thể đến năm 2025\n"
        "- Tỷ lệ hộ nghèo giảm 3%.\n- Việc này nói chung ra sao thì chưa rõ.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Ban Dân tộc\n- Chủ trì tham mưu thực hiện Kế hoạch.\n2. Mọi việc khác thì "
        "ai cũng làm như thường lệ"
    )
    source = source_from_text(text)
    records = extract(source, explain=True)
    assert extract(source).gaps == ()
    found = {source.text[gap.start : gap.end] for gap in records.gaps}
    assert not any("Tỷ lệ hộ nghèo" in words for words in found)
    assert not any("Chủ trì tham mưu" in words for words in found)
    for gap in records.gaps:
        assert gap.quote
        assert gap.layer in LAYERS


PIECES = [
    "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "Số: 303/KH-UBND\n",
    "Số:",
    "/QĐ-",
    "ngày 30/2/20 21",
    "Bắc Kạn, ngày tháng 6 năm 2020\n",
    "KẾ HOẠCH\n",
    "QUYẾT ĐỊNH:\n",
    "V/v",
    "Kính gửi:",
    "Căn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;\n",
    "Nghị quyết số 88/2019/QH14 của Quốc hội",
    "Kết luận 65",
    "I. MỤC TIÊU\n",
    "2. Mục tiêu cụ thể đến năm 2025\n",
    "- Tỷ lệ hộ nghèo giảm 3 - 4%/năm; ",
    "100% xã có đường ô tô, 1/2 số thôn ",
    "Tầm nhìn đến năm 2045\n",
    "III. TỔ CHỨC THỰC HIỆN\n",
    "1. Sở Y tế\n",
    "- Chủ trì, phối hợp với Sở Tài chính, UBND các xã: Bình An ",
    "Cơ quan chủ trì: (1), (2) Phòng Y tế; ",
    "Dự án 5: ",
    "Tiểu dự án 2 thuộc Dự án 3 ",
    "báo cáo UBND tỉnh trước ngày 15/12 hằng năm. ",
    "Nơi nhận:\n- Lưu: VT.\n",
    "TM. ỦY BAN NHÂN DÂN\n",
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
    "Phạm Duy Hưng\n",
    "PHỤ LỤC I\n",
    "Điều 1. ",
    "\n",
    "\n\n",
    " ",
    "\t",
    "|",
    "**",
    "“",
    "”",
    "(",
    ")",
    ";",
    ",",
    ".",
    "-",
    "1",
    "%",
    "đ",
    "Ủ",
    "\f",
    "\u200b",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_text_gives_records_with_exact_spans(text: str) -> None:
    source = source_from_text(text)
    records = extract(source, explain=True)
    assert_spans_are_exact(view(source), records)
    json.dumps(to_json(records))
    with contextlib.suppress(LoadError):
        require_document(records, "x.txt")


@pytest.mark.parametrize("seed", range(12))
def test_damaged_plans(seed: int) -> None:
    """Plans with lines lost, doubled, cut and exchanged."""
    chance = random.Random(seed)
    lines = chance.choice(CORPUS).read_text(encoding="utf-8").split("\n")
    for _ in range(60):
        at = chance.randrange(len(lines))
        damage = chance.randrange(5)
        if damage == 0:
            del lines[at : at + chance.randrange(8)]
        elif damage == 1:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        elif damage == 2:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif damage == 3:
            lines[at] = re.sub(r"\s", lambda _: chance.choice([" ", "  ", "\t", "\n"]), lines[at])
        else:
            lines[at : at + 3] = ["".join(lines[at : at + 3])]
    source = source_from_text("\n".join(lines))
    assert_spans_are_exact(view(source), extract(source, explain=True))
