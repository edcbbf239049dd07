"""The application, put together."""

from __future__ import annotations

from flask import Flask

from shop.api import create_api
from shop.catalogue import CATALOGUE
from shop.failures import answer_failures_in_json
from shop.request_log import log_requests
from shop.store import InMemoryStore, Store

MAX_BODY_BYTES = 16 * 1024


def create_app(store: Store | None = None) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    log_requests(app)
    answer_failures_in_json(app)
    app.register_blueprint(create_api(store or InMemoryStore(CATALOGUE)))
    return app
