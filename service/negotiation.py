"""Content negotiation (RFC 9110, section 12.5): which of the forms on offer a client gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.http import parse_accept_header, parse_options_header


@dataclass(frozen=True, slots=True)
class Range:
    """One range of an Accept header: ``text/*;q=0.5`` is ``("text", "*", True, 0.5)``."""

    main: str
    sub: str
    readable: bool
    quality: float

    @property
    def precision(self) -> int:
        """2 for ``text/csv``, 1 for ``text/*``, 0 for ``*/*``: the most precise range that fits decides."""
        return (self.main != "*") + (self.sub != "*")

    def fits(self, media_type: str) -> bool:
        """Whether ``media_type``, such as ``text/turtle``, lies in this range (all forms are UTF-8)."""
        main, _, sub = media_type.partition("/")
        return self.readable and self.main in {"*", main} and self.sub in {"*", sub}


def ranges(accept: str | None) -> tuple[Range, ...]:
    """The ranges of an Accept header; no header, or an empty one, accepts everything."""
    if not accept or not accept.strip():
        return (Range("*", "*", readable=True, quality=1.0),)
    found = []
    for value, quality in parse_accept_header(accept):
        media_type, parameters = parse_options_header(value)
        main, slash, sub = media_type.strip().lower().partition("/")
        charset = parameters.get("charset", "utf-8").lower()
        if slash:
            found.append(Range(main, sub, charset in {"utf-8", "utf8", "us-ascii", "*"}, quality))
    return tuple(found)


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type of ``offered`` that the client likes best; on a tie the first on offer; None for 406.

    ``text/csv;q=0, */*`` takes anything but CSV; ``text/*;q=0.4, text/turtle`` prefers Turtle.
    """
    accepted = ranges(accept)
    chosen, highest = None, 0.0
    for media_type in offered:
        fitting = [item for item in accepted if item.fits(media_type)]
        quality = max(fitting, key=lambda item: item.precision).quality if fitting else 0.0
        if quality > highest:
            chosen, highest = media_type, quality
    return chosen
