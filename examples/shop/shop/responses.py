"""From the model to the JSON of a response."""

from __future__ import annotations

from shop.errors import Problem
from shop.model import CURRENCY, Order, Product, Quote


def product_json(product: Product) -> dict[str, object]:
    return {
        "sku": product.sku,
        "name": product.name,
        "price_cents": product.price_cents,
        "currency": CURRENCY,
    }


def quote_json(quote: Quote) -> dict[str, object]:
    return {
        "lines": [
            {
                "sku": line.product.sku,
                "name": line.product.name,
                "quantity": line.quantity,
                "unit_price_cents": line.product.price_cents,
                "total_cents": line.total_cents,
            }
            for line in quote.lines
        ],
        "subtotal_cents": quote.subtotal_cents,
        "shipping_cents": quote.shipping_cents,
        "total_cents": quote.total_cents,
        "currency": CURRENCY,
    }


def order_json(order: Order) -> dict[str, object]:
    return {
        "id": order.id,
        "email": order.email,
        "placed_at": order.placed_at.isoformat(timespec="seconds"),
        **quote_json(order.quote),
    }


def error_json(
    code: str, message: str, problems: tuple[Problem, ...] = ()
) -> dict[str, object]:
    error: dict[str, object] = {"code": code, "message": message}
    if problems:
        error["problems"] = [
            {"field": problem.field, "message": problem.message} for problem in problems
        ]
    return {"error": error}
