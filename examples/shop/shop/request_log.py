"""One log line a request, and an id that ties the lines of one request together."""

from __future__ import annotations

import logging
import re
from time import perf_counter
from uuid import uuid4

from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
TRUSTWORTHY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = logging.getLogger(__name__)


def log_requests(app: Flask) -> None:
    @app.before_request
    def start() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if TRUSTWORTHY_ID.fullmatch(given) else uuid4().hex
        g.started = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        fields = {
            "request_id": g.request_id,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "duration_ms": round((perf_counter() - g.started) * 1000, 1),
        }
        # probes come every few seconds: keep them out of the way
        level = logging.DEBUG if request.path == "/healthz" else logging.INFO
        log.log(level, "request", extra={"fields": fields})
        return response
