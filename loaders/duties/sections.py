"""The sections in which agencies are charged: ``V. TỔ CHỨC THỰC HIỆN``, ``2. Phân công nhiệm vụ``."""

from __future__ import annotations

import re

from loaders.outline import Node, Outline
from loaders.records import Span
from loaders.view import View

_ORGANISATION = re.compile(
    r"(?:ve )?(?:cong tac )?"
    r"(?:(?:kinh phi|nguon von|co che|quan ly|phan cap|dieu hanh|giam sat|thoi gian|tien do)[a-z, ]{0,40}? va )?(?:"
    r"to chuc(?: va)?(?: trien khai| chi dao| phan cong)?(?:,? (?:thuc hien|trien khai|thi hanh)){1,2}"
    r"|to chuc, (?:phan cong|chi dao|trien khai)[^:]{0,40}|trien khai(?: to chuc)? thuc hien"
    r"|phan cong(?:,?(?: va)? (?:nhiem vu|trach nhiem|thuc hien|to chuc|trien khai|cong viec|cu the|phan nhiem|chu tri"
    r"|phoi hop)){1,3}"
    r"|giao nhiem vu(?: cu the)?|trach nhiem (?:thuc hien|to chuc(?: thuc hien)?)"
    r"|(?:trach nhiem|nhiem vu)(?: cu the)?(?: cua)? (?:cac (?:co quan|so|nganh|cap|don vi|phong|ban)"
    r"|so, (?:ban, )?nganh|co quan, don vi)[^:]{0,80})"
    r"(?:(?:,| va) (?:phan cong|che do|thong tin|bao cao|kiem tra|giam sat)[^.:]{0,60})?"
    r"(?: va trach nhiem)?(?: (?:cac |cua cac |cua )?(?:ke hoach|chuong trinh|de an|chi thi|nghi quyet|quyet dinh"
    r"|co quan|don vi|nganh|cap|du an|nhiem vu|cho|so|phong|ban|dia phuong)(?!\w)[^.:]{0,160})?"
    r"(?:\s*\([^()]{0,80}\))?\s*[.:]?\s*"
)
_REPORTING = re.compile(
    r"(?:ve )?(?:(?:thuc hien )?(?:che do|cong tac|quy dinh|nhiem vu) )?"
    r"(?:(?:thong tin|kiem tra|giam sat|danh gia|so ket|tong ket)(?:,? va |, | )){0,5}"
    r"(?:che do )?(?:thong tin,? )?bao cao[^.;:]{0,60}[.:]?\s*"
)
_HEADINGS = frozenset({"part", "article", "roman", "upper", "decimal", "letter", "heading"})
_LONGEST = 160


def organisation_end(view: View, node: Node) -> int | None:
    """Where the title ends of a heading that opens a section which charges agencies; None for any other line."""
    if node.kind not in _HEADINGS and not (node.kind == "" and view.text[node.body : node.end].isupper()):
        return None
    match = _ORGANISATION.match(view.folded, node.body, min(node.end, node.body + _LONGEST + 80))
    if match is None or (match.end() < node.end and match[0].rstrip()[-1:] not in (":", ".")):
        return None
    return match.end()


def is_reporting(view: View, node: Node) -> bool:
    """A heading of its own for reports: ``8. Chế độ báo cáo``, ``IV. CHẾ ĐỘ THÔNG TIN, BÁO CÁO``."""
    if node.kind not in _HEADINGS or not node.children or node.end - node.body > _LONGEST:
        return False
    return _REPORTING.fullmatch(view.folded, node.body, node.end) is not None


def organisation_sections(outline: Outline) -> list[Span]:
    """The view spans of the outermost sections that charge agencies."""
    spans: list[Span] = []
    for node in outline.nodes:
        if (not spans or node.start >= spans[-1][1]) and organisation_end(outline.view, node) is not None:
            spans.append((node.start, node.stop))
    return spans
