"""Every failure is answered in JSON, in one shape."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from shop.errors import ShopError
from shop.responses import error_json

log = logging.getLogger(__name__)


def answer_failures_in_json(app: Flask) -> None:
    @app.errorhandler(ShopError)
    def shop_error(error: ShopError) -> tuple[Response, int]:
        body = error_json(error.code, error.message, error.problems)
        return jsonify(body), error.status

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> BaseResponse:
        response = error.get_response()  # keeps headers such as Allow
        code = error.name.lower().replace(" ", "_")
        response.data = app.json.dumps(error_json(code, error.description or ""))
        response.content_type = "application/json"
        return response

    @app.errorhandler(Exception)
    def unexpected_error(error: Exception) -> tuple[Response, int]:
        fields = {"request_id": g.request_id}
        log.error("unexpected error", exc_info=error, extra={"fields": fields})
        body = error_json("internal_server_error", "Something went wrong on our side.")
        return jsonify(body), 500
