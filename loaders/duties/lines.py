"""How a line charges: by the agencies it begins with, and the prose behind their names.

``3. Phòng Nội vụ`` (those above its bullets), ``4. Phòng Y tế: Chủ trì …``, ``Giao Sở Tài chính chủ trì …``, ``Đề nghị
Ủy ban Mặt trận Tổ quốc …``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.agencies import expand
from loaders.duties.lists import Listed, Listing, ListReader
from loaders.duties.words import BODY_NOUN, BY_COMMITTEE, REQUEST, SENTENCE_VERB, VERB
from loaders.outline import Node
from loaders.outlining.labels import UPPER
from loaders.view import View

_MARK = re.compile(r"\s*(?::|[-–](?=\s))\s*")
_RELATIVE = re.compile(r"\s*(?:duoc|co ten|thuoc|theo|tai|trong|tham gia|dong|tren|vung|cac|o|noi)(?!\w)")
_CLOSING = re.compile(
    r"(?:tren day la|trong qua trinh|yeu cau |ke hoach nay|nhan duoc|\()"
    r"|(?:tren co so|can cu|dinh ky|hang nam|hang quy|neu co|de nghi)[^.;]{0,160}?"
    r"cac (?:so|phong|co quan|don vi|nganh|dia phuong|ban, nganh)(?!\w)"
)
_ENFORCES = re.compile(
    r"chiu trach nhiem (?:to chuc )?(?:thi hanh|thuc hien|trien khai)[^.;]{0,60}(?:quyet dinh|nghi quyet)"
)
_COMBINED = re.compile(rf"\s*[-–]\s*([{UPPER}][\w-]*(?:[ ,][\w-]+){{0,6}}?)\s*[.:]?\s*")
_TO_COLON = re.compile(r"([^:;.\n]{4,100}):\s+")
_STANDING = re.compile(
    r"\s*(?:[-–,]|la)\s*(?:la )?co quan (?:thuong truc|chu tri|dau moi|quan ly)[^.;:]{0,160}[.:]?\s*"
)
"""``1. Ban Dân tộc - Cơ quan thường trực Chương trình``: what the body is, above its duties."""
_GIVEN = re.compile(r"\s*,?\s*duoc (?:giao|phan cong)[^.;:]{0,120}:\s*")
"""``Các sở được giao chủ trì dự án: | Chịu trách nhiệm …``: which of them."""
_NAMED = re.compile(r"\s*,?\s*(?:sau day|duoi day|neu tren|noi tren|tren)(?!\w)")
_HEADINGS = frozenset({"roman", "upper", "decimal", "letter", "article", "part"})
_PUNCTUATION = " .;:,\t"
_LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class Head:
    """The agencies at the head of a line or clause; ``prose`` is where their duty begins, None in a bare heading."""

    agencies: tuple[Listed, ...]
    prose: int | None


def read_head(view: View, lists: ListReader, node: Node, *, under_agency: bool) -> Head | None:
    """The agencies a line begins with; below an agency ``Giao …``, ``Chỉ đạo …`` are that agency's own acts."""
    start = node.body
    request = None
    if not under_agency or BY_COMMITTEE.match(view.folded, start, node.end):
        request = REQUEST.match(view.folded, start, node.end)
    start = request.end() if request else start
    listing = lists.read(start, node.end, heading=True)
    if not listing.items:
        named = None if under_agency else BODY_NOUN.match(view.folded, start, node.end)
        return _before_colon(view, lists, node, start, ()) if named is not None else None
    bare = _bare(view, node, listing)
    if bare is not None:
        return bare
    prose = _prose(view, listing.stop, node.end)
    if prose is not None:
        alone = under_agency and all(item.group for item in listing.items)
        return None if alone else Head(listing.items, prose)
    relative = _relative(view, lists, node, listing)
    if relative is not None or under_agency or len(listing.items) > 1:
        return relative
    return _before_colon(view, lists, node, listing.items[0].start, listing.items)


def _bare(view: View, node: Node, listing: Listing) -> Head | None:
    """A heading of agencies and nothing else, but perhaps what one of them is or a second field of its name."""
    if not view.text[listing.stop : node.end].strip(_PUNCTUATION):
        return Head(listing.items, None)
    if not node.children or node.kind not in _HEADINGS:
        return None
    if _STANDING.fullmatch(view.folded, listing.stop, node.end):
        return Head(listing.items, None)
    combined = _COMBINED.fullmatch(view.text, listing.stop, node.end)
    if combined is None or VERB.match(view.folded, combined.start(1), node.end):
        return None
    return Head((*listing.items[:-1], _combined(view, listing.items[-1], combined.end(1))), None)


def _before_colon(view: View, lists: ListReader, node: Node, start: int, known: tuple[Listed, ...]) -> Head | None:
    """``Quỹ Bảo trợ trẻ em tỉnh: Hỗ trợ …``: a body that no scheme knows by that name, told by its colon and a verb."""
    named = _TO_COLON.match(view.text, start, node.end)
    if named is None or not VERB.match(view.folded, named.end(), node.end):
        return None
    if SENTENCE_VERB.search(view.text, start, named.end(1)):
        return None
    agency = expand(view.text[start : named.end(1)], lists.place)
    return Head((Listed(start, named.end(1), agency, known[0].group if known else False),), named.end())


def _combined(view: View, item: Listed, end: int) -> Listed:
    """``Phòng Nội vụ - Dân tộc``: a body of two fields, of the type that the first one tells."""
    printed, named = view.quote(item.start, item.end), view.quote(item.start, end)
    full = item.agency.full
    full = full.replace(printed, named, 1) if full.startswith(printed) else named
    return replace(item, end=end, agency=replace(item.agency, full=full))


def head_at(view: View, lists: ListReader, start: int, end: int, *, under_agency: bool = False) -> Head | None:
    """The agencies at the head of a clause, with the prose behind them: ``Sở Y tế hướng dẫn …``.

    After another agency's duty only a sentence of its own charges a new one: ``Giao Sở Tài chính …``, not ``; chỉ đạo
    UBND cấp xã rà soát …``.
    """
    request = REQUEST.match(view.folded, start, end)
    first = request.end() if request else start
    if not view.text[start].isupper() and (request is None or under_agency):
        return None
    listing = lists.read(first, end)
    prose = _prose(view, listing.stop, end) if listing.items else None
    return None if prose is None else Head(listing.items, prose)


def headed_by_agencies(view: View, lists: ListReader, nodes: Sequence[Node]) -> bool:
    """Whether most lines of a section begin with agencies that have duties, whatever the section is called."""
    looked_at = [node for node in nodes[:12] if node.kind not in ("", "row", "heading", "article")]
    if len(looked_at) < 2 or not lists.may_begin(looked_at[0].body) or not lists.may_begin(looked_at[1].body):
        return False
    heads = [read_head(view, lists, node, under_agency=False) for node in looked_at]
    charged = sum(
        head is not None and (head.prose is not None or bool(node.children))
        for head, node in zip(heads, looked_at, strict=True)
    )
    return charged >= max(2, (2 * len(looked_at) + 2) // 3)


def is_charging_article(view: View, lists: ListReader, node: Node) -> bool:
    """``Điều 2. Giao Sở Y tế chủ trì …``, not ``Điều 3. … chịu trách nhiệm thi hành Quyết định này``."""
    if node.kind != "article" or enforces(view, node):
        return False
    head = read_head(view, lists, node, under_agency=False)
    return head is not None and (head.prose is not None or bool(node.children))


def enforces(view: View, node: Node) -> bool:
    """The article that says who carries out a decision: ``Giám đốc Sở … chịu trách nhiệm thi hành Quyết định này``."""
    return node.kind == "article" and _ENFORCES.search(view.folded, node.body, node.end) is not None


def is_closing(view: View, node: Node, before: int) -> bool:
    """A paragraph after the bullets that closes the section: ``Trong quá trình thực hiện, nếu có vướng mắc …``."""
    return node.kind == "" and before > 0 and _CLOSING.match(view.folded, node.body, node.end) is not None


def _prose(view: View, after: int, end: int) -> int | None:
    """Where the prose begins behind a colon, a dash, or at once with a verb; None where something else follows."""
    mark = _MARK.match(view.text, after, end)
    if mark is not None:
        return mark.end() if mark.end() < end else None
    given = _GIVEN.match(view.folded, after, end)
    if given is not None and given.end() < end:
        return given.end()
    named = _NAMED.match(view.folded, after, end)
    at = named.end() if named is not None else after
    while at < end and view.text[at] in " ,":
        at += 1
    return at if VERB.match(view.folded, at, end) else None


def _relative(view: View, lists: ListReader, node: Node, listing: Listing) -> Head | None:
    """``4. Các cơ quan, đơn vị được phân công … tại mục III``: a heading whose last words say which agencies."""
    if node.kind not in _HEADINGS or not node.children or node.end - node.body > _LONGEST_HEADING:
        return None
    if not _RELATIVE.match(view.folded, listing.stop, node.end) or ":" in view.text[listing.stop : node.end - 1]:
        return None
    last = listing.items[-1]
    end = node.body + len(view.text[node.body : node.end].rstrip(_PUNCTUATION))
    agency = expand(view.text[last.start : end], lists.place)
    return Head((*listing.items[:-1], replace(last, end=end, agency=agency)), None)
