"""The Flask application: the parts put together."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from service import (
    about_page,
    api_page,
    ask_pages,
    compression,
    dataset,
    dumps,
    entry_pages,
    errors,
    evidence_pages,
    feeds,
    finding_feed,
    finding_pages,
    graph_store,
    limiting,
    linked_data,
    network_data,
    network_page,
    observing,
    pages,
    question_pages,
    reconciling,
    render,
    schema_org,
    search_pages,
    sitemap,
    sparql,
    sparql_page,
    status,
    target_pages,
)
from service.i18n import translate_pages
from service.settings import Settings, read_settings
from service.state import Service

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script and no inline style; nothing from another host."""

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
A_YEAR: Final = 365 * 24 * 3600
ALLOWED_HEADERS: Final = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match"
EXPOSED_HEADERS: Final = "ETag, Link, Location, Lienvan-Generation, Lienvan-Truncated, Retry-After"


def create_app(settings: Settings | None = None) -> Flask:
    """The application on the store of ``settings`` (from the environment when None)."""
    app = Flask("service")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR
    app.url_map.strict_slashes = False
    settings = settings or read_settings()
    app.extensions["lienvan"] = Service(settings)
    observing.register(app)
    limiting.register(app, settings)
    translate_pages(app)
    render.register(app)
    finding_pages.register(app)
    schema_org.register(app)
    errors.register(app)
    parts = (
        sparql,
        sparql_page,
        graph_store,
        dataset,
        pages,
        entry_pages,
        about_page,
        api_page,
        question_pages,
        search_pages,
        network_data,
        target_pages,
        network_page,
        evidence_pages,
        ask_pages,
        status,
        feeds,
        finding_pages,
        finding_feed,
        sitemap,
        dumps,
        reconciling,
        observing,
        linked_data,
    )
    for module in parts:
        app.register_blueprint(module.blueprint)
    compression.register(app)
    app.after_request(_add_headers)
    return app


def _add_headers(response: Response) -> Response:
    framed = "Content-Security-Policy" in response.headers  # a preview has a policy of its own: it stands in a frame
    for name, value in SECURITY_HEADERS.items():
        if not (framed and name == "X-Frame-Options"):
            response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    if request.method == "OPTIONS" or not (response.content_type or "").startswith("text/html"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    return response
