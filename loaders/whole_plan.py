"""Whether a duty in prose is about the plan as a whole: its agency then leads whatever the plan gives to nobody else.

``Chủ trì, phối hợp với các phòng, ban, ngành liên quan, UBND các xã, thị trấn tổ chức triển khai thực hiện kế hoạch``,
``Là cơ quan chủ trì, điều phối các hoạt động của Kế hoạch``. Not ``hướng dẫn, kiểm tra tình hình thực hiện kế hoạch``
(that is oversight), nor ``bố trí các nguồn vốn … để thực hiện các nhiệm vụ của kế hoạch`` (money for it).
"""

from __future__ import annotations

import re
from typing import Final, Literal

from loaders.folding import fold

LONGEST: Final = 600
"""Characters of a duty that are looked at."""

_LEADS: Final = re.compile(r"\W*(?:la )?(?:co quan )?(?:chu tri|thuong truc|dau moi|chiu trach nhiem chinh)\b")
_ADVISES: Final = re.compile(r"\W*(?:tham muu|giup|chiu trach nhiem)\b")
_CARRYING_OUT: Final = "chi dao|to chuc|trien khai|thuc hien|dieu phoi|dieu hanh|quan ly"
_BETWEEN: Final = (
    "va|co hieu qua|hieu qua|dong bo|day du|tot|cac|nhung|nhiem vu|giai phap|noi dung|hoat dong|muc tieu"
    "|tai|cua|trong|thuoc|neu"
)
_CARRIED_OUT: Final = re.compile(
    rf"\b(?:{_CARRYING_OUT})(?:,? (?:{_CARRYING_OUT}|{_BETWEEN})){{0,12}}"
    r" ke hoach(?: nay)?(?=[,;.]| tren dia ban| cua (?:uy ban|ubnd)|$)"
)
_OTHER_WORK: Final = re.compile(
    r"\b(?:huong dan|don doc|kiem tra|giam sat|theo doi|danh gia|tong hop|bao cao|tinh hinh|ket qua|qua trinh|viec"
    r"|de(?! xuat| an| nghi)|nham|von|kinh phi|du toan|nguon luc|bo tri|can doi|long ghep|tuyen truyen|truyen thong"
    r"|duoc giao|duoc phan cong)\b"
)
_SENTENCE_END: Final = re.compile(r"[.;]")
_BLANKS: Final = re.compile(r"\s+")


def about_the_plan(duty: str) -> Literal["leads", "advises"] | None:
    """Whether a duty makes its agency lead the plan as a whole, or advise whoever carries it out; None for neither.

    ``duty`` is the source text from where the duty begins, white space and line breaks as they are.
    """
    sentence = fold(_BLANKS.sub(" ", first_sentence(duty))).rstrip()
    found = _CARRIED_OUT.search(sentence)
    if found is None or _OTHER_WORK.search(sentence, 0, found.start()):
        return None
    if _LEADS.match(sentence):
        return "leads"
    return "advises" if _ADVISES.match(sentence) else None


def first_sentence(duty: str) -> str:
    """A duty up to its first full stop or semicolon, without them, in at most :data:`LONGEST` characters."""
    end = _SENTENCE_END.search(duty, 0, LONGEST)
    return duty[: end.start() if end else LONGEST]
