"""The HTTP interface."""

from __future__ import annotations

from datetime import datetime, timezone
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import BadRequest

from shop.errors import NotFound
from shop.model import Order
from shop.pricing import price
from shop.requests import parse_order, parse_quote
from shop.responses import order_json, product_json, quote_json
from shop.store import Store


def create_api(store: Store) -> Blueprint:
    api = Blueprint("api", __name__)

    @api.get("/healthz")
    def health() -> Response:
        return jsonify(status="ok")

    @api.get("/products")
    def products() -> Response:
        return jsonify(products=[product_json(item) for item in store.products()])

    @api.get("/products/<sku>")
    def product(sku: str) -> Response:
        found = store.product(sku)
        if found is None:
            raise NotFound("There is no such product.")
        return jsonify(product_json(found))

    @api.post("/quotes")
    def quote() -> Response:
        return jsonify(quote_json(price(parse_quote(json_body()), store)))

    @api.post("/orders")
    def place_order() -> tuple[Response, int, dict[str, str]]:
        wanted = parse_order(json_body())
        order = Order(
            id=uuid4().hex,
            email=wanted.email,
            placed_at=datetime.now(timezone.utc),
            quote=price(wanted.cart, store),
        )
        store.place(order)
        location = url_for("api.order", order_id=order.id)
        return jsonify(order_json(order)), 201, {"Location": location}

    @api.get("/orders/<order_id>")
    def order(order_id: str) -> Response:
        found = store.order(order_id)
        if found is None:
            raise NotFound("There is no such order.")
        return jsonify(order_json(found))

    return api


def json_body() -> object:
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest("The JSON is nested too deeply.") from None
