"""What one client may ask at most: requests in a time, bytes of a body and of headers.

The counts are kept in the memory of each web process: with several, a client may ask as many times more. Behind a proxy
set LIENVAN_PROXIES, or all of its clients are one.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request
from flask_babel import gettext
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from service.problems import Problem
from service.settings import OFF, Settings

_FREE: Final = frozenset({"/health", "/ready", "/metrics"})


def register(app: Flask, settings: Settings) -> None:
    """Holds every request to the limits of the settings."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.before_request(lambda: _check_headers(settings.header_bytes))
    if settings.rate_limit != OFF:
        Limiter(
            get_remote_address,
            app=app,
            application_limits=[settings.rate_limit],
            application_limits_exempt_when=_is_free,
            headers_enabled=True,
            retry_after="delta-seconds",
            storage_uri="memory://",
            strategy="fixed-window",
        )


def too_many(limit: str) -> Problem:
    """The problem of a client that asks too often; the header that says when to come back is added to it."""
    return Problem("too-many-requests", gettext("Nhiều nhất %(limit)s mỗi máy khách.", limit=limit), None, limit=limit)


def _is_free() -> bool:
    """What watches the service, and the files that pages are made with."""
    return request.path in _FREE or request.path.startswith("/static/")


def _check_headers(most: int) -> Response | None:
    size = sum(len(name) + len(value) + 4 for name, value in request.headers.items())
    if size <= most:
        return None
    detail = gettext("Phần đầu của yêu cầu có %(size)s byte, nhiều nhất là %(most)s.", size=size, most=most)
    raise Problem("headers-too-large", detail, None, limit=most)
