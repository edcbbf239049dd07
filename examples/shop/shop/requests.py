"""From the JSON of a request to the model. All of its problems are reported at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shop.errors import InvalidRequest, Problem
from shop.model import CartLine

MAX_LINES = 50
MAX_QUANTITY = 100
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True)
class OrderRequest:
    email: str
    cart: tuple[CartLine, ...]


def parse_quote(body: object) -> tuple[CartLine, ...]:
    problems: list[Problem] = []
    cart = _cart(_object(body), problems)
    _raise(problems)
    return cart


def parse_order(body: object) -> OrderRequest:
    fields = _object(body)
    problems: list[Problem] = []
    email = _email(fields.get("email"), problems)
    cart = _cart(fields, problems)
    _raise(problems)
    return OrderRequest(email, cart)


def _object(body: object) -> dict[str, object]:
    if not isinstance(body, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return body


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise InvalidRequest("The request is not valid.", tuple(problems))


def _email(value: object, problems: list[Problem]) -> str:
    if isinstance(value, str) and len(value) <= 254 and EMAIL.fullmatch(value):
        return value
    problems.append(Problem("email", "must be an e-mail address"))
    return ""


def _cart(fields: dict[str, object], problems: list[Problem]) -> tuple[CartLine, ...]:
    lines = fields.get("lines")
    if not isinstance(lines, list) or not 1 <= len(lines) <= MAX_LINES:
        problems.append(Problem("lines", f"must be a list of 1 to {MAX_LINES} lines"))
        return ()
    cart: list[CartLine] = []
    for index, line in enumerate(lines):
        parsed = _line(line, f"lines[{index}]", problems)
        if parsed is None:
            continue
        if any(parsed.sku == earlier.sku for earlier in cart):
            problems.append(Problem(f"lines[{index}].sku", "is there more than once"))
        cart.append(parsed)
    return tuple(cart)


def _line(line: object, field: str, problems: list[Problem]) -> CartLine | None:
    if not isinstance(line, dict):
        problems.append(Problem(field, "must be an object"))
        return None
    sku = _sku(line.get("sku"), f"{field}.sku", problems)
    quantity = _quantity(line.get("quantity"), f"{field}.quantity", problems)
    if sku is None or quantity is None:
        return None
    return CartLine(sku, quantity)


def _sku(value: object, field: str, problems: list[Problem]) -> str | None:
    if isinstance(value, str) and value:
        return value
    problems.append(Problem(field, "must be a product's SKU"))
    return None


def _quantity(value: object, field: str, problems: list[Problem]) -> int | None:
    # type(), because True is an int too
    if type(value) is int and 1 <= value <= MAX_QUANTITY:
        return value
    message = f"must be a whole number from 1 to {MAX_QUANTITY}"
    problems.append(Problem(field, message))
    return None
