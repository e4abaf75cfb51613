"""Tables of goals: rows whose cells are an indicator, a unit, and values by year.

``1 ⇥ Tỷ lệ hộ nghèo ⇥ % ⇥ 12,5 ⇥ 5`` below ``TT ⇥ Chỉ tiêu ⇥ Đơn vị tính ⇥ Thực hiện 2020 ⇥ Mục tiêu đến năm 2025``.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.goals.sections import Block
from loaders.records import Target
from loaders.view import View


def table_targets(view: View, rows: list[Block]) -> Iterator[Target]:
    """The targets of consecutive table rows."""
    return iter(())
