"""Annotated letterheads and tails (``header_cases/*.toml``): loading them and comparing a reading with its answer."""

import tomllib
from pathlib import Path

from loaders.comparing import fold_marks
from loaders.header import header
from loaders.outline import outline
from loaders.reading import source_from_text
from loaders.view import view

FOLDER = Path(__file__).with_name("header_cases")
EXACT = ("type", "number", "symbol", "issued")
LISTS = ("signers", "roles", "behalf", "recipients")


def cases(stem):
    """The cases of the files named ``stem…``: dicts with ``name``, ``text`` and the fields expected."""
    paths = sorted(FOLDER.glob(f"{stem}*.toml"))
    return [case for path in paths for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def read(text):
    """The fields of a document as the cases state them; ``""`` stands for None."""
    document = header(outline(view(source_from_text(text))))
    place = document.place
    return {
        **{name: getattr(document, name) or "" for name in (*EXACT, "issuer", "title")},
        "place": [place.level, place.name, place.province or ""] if place else [],
        "period": list(document.period or []),
        "vision": document.vision or 0,
        "signers": [signer.name for signer in document.signers],
        "roles": [signer.role or "" for signer in document.signers],
        "behalf": [signer.on_behalf_of or "" for signer in document.signers],
        "recipients": list(document.recipients),
    }


def wrong(case):
    """``{field: (expected, found)}`` of the fields a case states and the reading misses."""
    found = read(case["text"].removeprefix("\n"))
    return {
        name: (case[name], found[name]) for name in found if name in case and not _equal(name, case[name], found[name])
    }


def _equal(name, expected, found):
    if name in EXACT or name in ("period", "vision"):
        return expected == found
    if isinstance(expected, list):
        return list(map(fold_marks, expected)) == list(map(fold_marks, found))
    return fold_marks(expected) == fold_marks(found)
