"""What one client may ask at most: requests in a time, bytes of a body and of headers.

The counts are kept in the memory of each web process: with several, a client may ask as many times more. Behind a proxy
set LIENVAN_PROXIES, or all of its clients are one.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, current_app, request
from flask_babel import gettext
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse
from werkzeug.middleware.proxy_fix import ProxyFix

from service import windows
from service.problems import Problem
from service.settings import OFF, Settings

_FREE: Final = frozenset({"/health", "/ready", "/metrics"})


_EXTENSION: Final = "lienvan.limit"
_SCOPE: Final = "global"
"""What Flask-Limiter calls the count of a whole application."""


@dataclass(frozen=True, slots=True)
class ClientLimit:
    """The requests of each client, counted together whether Flask answers them or the gateway does."""

    limiter: Limiter
    item: RateLimitItem
    proxies: int

    def allows(self, address: str, forwarded: Iterable[bytes]) -> bool:
        """Counts a request from ``address`` with its ``X-Forwarded-For``; False when it is one too many."""
        addresses = [part.strip() for value in forwarded for part in value.decode("latin-1").split(",")]
        client = addresses[-self.proxies] if 0 < self.proxies <= len(addresses) else address
        return self.limiter.limiter.hit(self.item, client, _SCOPE)


def limit_of(app: Flask) -> ClientLimit | None:
    """The limit of each client, None where it is off."""
    found: ClientLimit | None = app.extensions.get(_EXTENSION)
    return found


def register(app: Flask, settings: Settings) -> None:
    """Holds every request to the limits of the settings."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.before_request(lambda: _check_headers(settings.header_bytes))
    if settings.rate_limit != OFF:
        limiter = Limiter(
            get_remote_address,
            app=app,
            application_limits=[settings.rate_limit],
            application_limits_exempt_when=_is_free,
            storage_uri=windows.URI,
            strategy="fixed-window",
        )
        app.extensions[_EXTENSION] = ClientLimit(limiter, parse(settings.rate_limit), settings.proxies)


def too_many(limit: str) -> Problem:
    """The problem of a client that asks too often, with the seconds after which it may come back."""
    found = limit_of(current_app)
    breached = found.limiter.current_limit if found is not None else None
    wait = max(1, round(breached.reset_at - time.time())) if breached is not None else 1
    detail = gettext("Nhiều nhất %(limit)s mỗi máy khách.", limit=limit)
    return Problem("too-many-requests", detail, {"Retry-After": str(wait)}, limit=limit)


def _is_free() -> bool:
    """What watches the service, and the files that pages are made with."""
    return request.path in _FREE or request.path.startswith("/static/")


def _check_headers(most: int) -> Response | None:
    size = sum(len(name) + len(value) + 4 for name, value in request.headers.items())
    if size <= most:
        return None
    detail = gettext("Phần đầu của yêu cầu có %(size)s byte, nhiều nhất là %(most)s.", size=size, most=most)
    raise Problem("headers-too-large", detail, None, limit=most)
