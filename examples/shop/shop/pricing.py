"""What a cart costs."""

from __future__ import annotations

from collections.abc import Sequence

from shop.errors import InvalidRequest, Problem
from shop.model import CartLine, Quote, QuoteLine
from shop.store import Store

SHIPPING_CENTS = 495
FREE_SHIPPING_FROM_CENTS = 5000


def price(cart: Sequence[CartLine], store: Store) -> Quote:
    """Prices every line, or reports every product that does not exist."""
    lines: list[QuoteLine] = []
    problems: list[Problem] = []
    for index, line in enumerate(cart):
        product = store.product(line.sku)
        if product is None:
            problems.append(Problem(f"lines[{index}].sku", "no such product"))
        else:
            lines.append(QuoteLine(product, line.quantity))
    if problems:
        raise InvalidRequest("The cart has unknown products.", tuple(problems))
    subtotal_cents = sum(line.total_cents for line in lines)
    return Quote(tuple(lines), shipping_cents(subtotal_cents))


def shipping_cents(subtotal_cents: int) -> int:
    return 0 if subtotal_cents >= FREE_SHIPPING_FROM_CENTS else SHIPPING_CENTS
