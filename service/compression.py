"""Answers compressed with gzip for clients that take it, piece by piece as they are sent (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from flask import Flask, Response, request

SMALLEST: Final = 1_024
"""Bytes below which compressing gains nothing."""
_LEVEL: Final = 4
_GZIP: Final = 16 + zlib.MAX_WBITS
SUFFIX: Final = "-gzip"
"""What tells the ETag of the compressed form from that of the plain one."""
_TYPES: Final = (
    "text/",
    "application/json",
    "application/javascript",
    "application/trig",
    "application/n-",
    "image/svg",
)


def register(app: Flask) -> None:
    """Compresses what can be compressed.

    The two forms of one answer have ETags of their own; a client that has the compressed one is known by either.
    """
    app.before_request(_take_off_suffix)
    app.after_request(_compress)


def _take_off_suffix() -> None:
    given = request.environ.get("HTTP_IF_NONE_MATCH", "")
    if SUFFIX in given:
        request.environ["HTTP_IF_NONE_MATCH"] = given.replace(f'{SUFFIX}"', '"')
        request.environ["lienvan.gzip"] = True


def _compress(response: Response) -> Response:
    if not _compressible(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    tag, _ = response.get_etag()
    if response.status_code == 304:
        if tag and "lienvan.gzip" in request.environ:
            response.set_etag(tag + SUFFIX)
        return response
    length = response.content_length
    if length is not None and length < SMALLEST:
        return response
    if tag:
        response.set_etag(tag + SUFFIX)
    response.headers["Content-Encoding"] = "gzip"
    if length is None:
        response.response = _pieces(response.response)
    else:
        response.set_data(compressed(response.get_data()))
    return response


def _compressible(response: Response) -> bool:
    """A kind of text that is not compressed yet and not a file that the server sends as it is."""
    if response.direct_passthrough or "Content-Encoding" in response.headers:
        return False
    return response.status_code == 304 or is_compressible(response.mimetype or "")


def is_compressible(media_type: str) -> bool:
    """Whether this is a kind of text."""
    return media_type.startswith(_TYPES) or media_type.endswith(("+json", "+xml", "/xml"))


def compressed(content: bytes) -> bytes:
    """The gzip form of a whole answer."""
    return zlib.compress(content, _LEVEL, _GZIP)


def _pieces(plain: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in plain:
        packed = packer.compress(piece)
        if packed:
            yield packed
    yield packer.flush()
