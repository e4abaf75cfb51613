"""Slips of the text itself as quads: each with the two passages concerned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from graph.sheet import Sheet
from graph.terms import string
from loaders.irregularities import Irregularity
from ontology import LV, PROV, RDFS

_BLANKS: Final = re.compile(r"\s+")
_LABEL: Final = 120


def write_irregularities(sheet: Sheet, irregularities: Iterable[Irregularity]) -> None:
    """Each number used twice with its path, each stretch of words printed again with its beginning as label."""
    for number, slip in enumerate(irregularities, 1):
        cls = LV.RepeatedNumber if slip.kind == "number" else LV.RepeatedWords
        part = sheet.part("irregularity", number, cls, slip.first)
        sheet.add(part, PROV.wasQuotedFrom, sheet.passage(slip.second))
        if slip.path is not None:
            sheet.add(part, LV.numberPath, string(slip.path))
        else:
            sheet.add_text(part, RDFS.label, _beginning(sheet.source.text[slice(*slip.first)]))


def _beginning(words: str) -> str:
    words = _BLANKS.sub(" ", words).strip()
    return words if len(words) <= _LABEL else words[:_LABEL].rsplit(" ", 1)[0] + " …"
