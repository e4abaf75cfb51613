"""An answer of the query processes on its way to the client: the mark of one that is cut off, and its headers."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response

from service.evaluation import Body
from service.execution import Stream
from service.formats import JSON, XML, Choice, Form
from service.state import service

_COMMENTED = frozenset({"ttl", "nt", "nq", "trig"})


def respond(answer: Body | Stream, choice: Choice, form: Form) -> Response:
    """The response with an answer: whole with its length, or piece by piece."""
    address = f"{service().settings.base}problem/truncated".encode()
    if isinstance(answer, Body):
        content = b"".join(_marked(iter([answer.content]), form, address)) if answer.truncated else answer.content
        response = Response(content, content_type=choice.content_type)
    else:
        pieces = _marked(answer.pieces, form, address) if answer.truncated else answer.pieces
        response = Response(pieces, content_type=choice.content_type)
        response.call_on_close(getattr(answer.pieces, "close", lambda: None))
    if answer.truncated:
        response.headers["Lienvan-Truncated"] = f"rows={service().settings.result_rows}"
    return response


def describe(response: Response, tag: str | None) -> Response:
    """What caches need to know; ``tag`` is None for an answer that is another each time."""
    response.vary.update(["Accept"])
    if tag is None:
        response.cache_control.no_store = True
    else:
        response.set_etag(tag)
        response.cache_control.public = True
        response.cache_control.no_cache = True
    return response


def _marked(pieces: Iterator[bytes], form: Form, address: bytes) -> Iterator[bytes]:
    """A cut-off answer says so inside, where its form has a place for it: the head's link, or a comment."""
    first = next(pieces, b"")
    if form is JSON:
        first = first.replace(b'{"head":{', b'{"head":{"link":["' + address + b'"],', 1)
    elif form is XML:
        first = first.replace(b"</head>", b'<link href="' + address + b'"/></head>', 1)
    yield first
    yield from pieces
    if form.name in _COMMENTED:
        yield b"# truncated: " + address + b"\n"
