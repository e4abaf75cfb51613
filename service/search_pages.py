"""``/search?q=…``: one field over everything, as a page and as JSON; ``/search/suggest.json``: names as one types."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from graph.fulltext_words import Words, words_of
from service import paging, search
from service.formats import HTML, Form, choose, named
from service.i18n import language
from service.kept import keep
from service.links import page as address
from service.pages import page
from service.paging import Page
from service.problems import Problem
from service.render import moment, show
from service.search import NAMED, SINGULAR, WORDED, Hits, Match

blueprint = Blueprint("search", __name__)

JSON = Form("json", ("application/json",))
LONGEST = 200
"""Characters that a search may have."""
OFFERS = 10
_NAMES, _HITS = 8, 4
"""What a page of all kinds shows of names, and of each kind of words."""
_SIZE = 20


@page("/search", blueprint)
def search_page() -> ResponseReturnValue:
    """What was found, of all kinds or of one."""
    text, kind = _asked()
    name = request.args.get("format")
    choice = named(name, [JSON]) if name else choose(request.headers.get("Accept"), [JSON], "first")
    if choice is None:
        raise Problem("not-acceptable", gettext("Có các dạng: %(forms)s.", forms=f"{HTML}, {JSON.media_type}"))
    part = paging.asked(_SIZE)
    words = words_of(text)
    found = _found(words, kind, part)
    if choice.form is None:
        response = Response(_page(text, kind, words, found, part), content_type=f"{HTML}; charset=utf-8")
    else:
        response = _json({"q": text, "kind": kind or None, **_document(*found)})
    response.vary.update(["Accept", "Accept-Language"])
    keep()
    return response


@page("/search.json", blueprint)
def search_json() -> ResponseReturnValue:
    """What was found, for programs."""
    text, kind = _asked()
    keep()
    return _json({"q": text, "kind": kind or None, **_document(*_found(words_of(text), kind, paging.asked(_SIZE)))})


@page("/search/suggest.json", blueprint)
def suggest() -> ResponseReturnValue:
    """Names that go on as the words do, and what a screen reader says of them."""
    text, _ = _asked()
    words = words_of(text)
    found = search.mixed(words, OFFERS) if words else []
    offers = [_offer(match) for match in found]
    said = gettext("%(count)s gợi ý", count=len(offers))
    keep()
    return _json({"q": text, "offers": offers, "said": said})


def _asked() -> tuple[str, str]:
    """The text to look for and the kind of things wanted (empty for all). Raises Problem."""
    text = request.args.get("q", "").strip()
    if len(text) > LONGEST:
        raise Problem("bad-request", gettext("Điều cần tìm dài quá %(count)s ký tự.", count=LONGEST))
    kind = request.args.get("kind", "")
    if kind and kind not in {*NAMED, *WORDED}:
        known = ", ".join([*NAMED, *WORDED])
        raise Problem("wrong-parameter", f"kind={kind[:20]!r}: {known}", None, parameter="kind")
    return text, kind


def _found(words: Words, kind: str, part: Page) -> tuple[list[Match], list[Hits]]:
    """Names and words of one kind, a page of them, or the first of all kinds."""
    if not words:
        return [], []
    if kind in NAMED:
        return search.matches(words, (kind,)), []
    if kind:
        return [], [search.hits(kind, words, part.start, part.size)]
    return search.mixed(words, _NAMES), [search.hits(kind, words, 0, _HITS) for kind in WORDED]


def _page(text: str, kind: str, words: Words, found: tuple[list[Match], list[Hits]], part: Page) -> str:
    matches, hits = found
    shown = Page(part.number, part.size, any(part.start + part.size < one.total for one in hits) if kind else False)
    return show(
        "search.html",
        names=[one.document for group in hits for one in group.found],
        q=text,
        kind=kind,
        words=words,
        matches=matches,
        hits=[group for group in hits if group.found],
        views=_views(text, kind, words, hits),
        part=shown,
        kinds={**NAMED, **WORDED},
        singular=SINGULAR,
        address_of=search.address_of,
        passage_address=search.passage_address,
    )


def _views(text: str, here: str, words: Words, hits: list[Hits]) -> list[tuple[str, str, bool, str | None]]:
    """The kinds as tabs, those found by words with how many there are: ``1000+`` where there are more."""
    counts = {group.kind: (group.total, group.more) for group in hits}
    if words and here:
        counts = search.counted(words)
    views: list[tuple[str, str, bool, str | None]] = [(gettext("Tất cả"), _view(text), not here, None)]
    views += [(str(name), _view(text, kind), here == kind, None) for kind, name in NAMED.items()]
    for kind, name in WORDED.items():
        total, more = counts.get(kind, (0, False))
        views.append((str(name), _view(text, kind), here == kind, f"{total}+" if more else str(total)))
    return views


def _view(text: str, kind: str = "") -> str:
    return address("/search", language(), q=text, kind=kind)


def _offer(match: Match) -> dict[str, Any]:
    return {
        "kind": match.kind,
        "kindName": str(SINGULAR[match.kind]),
        "iri": match.iri,
        "label": match.label,
        "note": match.note,
        "until": match.until or None,
        "untilSaid": gettext("đến %(day)s", day=moment(match.until)) if match.until else None,
        "address": match.address,
        "pieces": [{"text": piece.text, "marked": piece.marked} for piece in match.pieces],
    }


def _document(matches: list[Match], hits: list[Hits]) -> dict[str, Any]:
    return {
        "names": [_offer(match) for match in matches],
        "words": [
            {
                "kind": group.kind,
                "total": group.total,
                "more": group.more,
                "found": [
                    {
                        "document": one.document,
                        "address": search.address_of(one),
                        "passages": [
                            {
                                "char": f"{passage.start},{passage.stop}",
                                "address": search.passage_address(one.document, passage.start, passage.stop),
                                "pieces": [{"text": piece.text, "marked": piece.marked} for piece in passage.pieces],
                            }
                            for passage in one.passages
                        ],
                    }
                    for one in group.found
                ],
            }
            for group in hits
        ],
    }


def _json(document: dict[str, Any]) -> Response:
    return Response(json.dumps(document, ensure_ascii=False), content_type="application/json")
