"""What a shop is made of. Money is always a whole number of cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CURRENCY = "EUR"


@dataclass(frozen=True)
class Product:
    sku: str
    name: str
    price_cents: int


@dataclass(frozen=True)
class CartLine:
    sku: str
    quantity: int


@dataclass(frozen=True)
class QuoteLine:
    product: Product
    quantity: int

    @property
    def total_cents(self) -> int:
        return self.product.price_cents * self.quantity


@dataclass(frozen=True)
class Quote:
    lines: tuple[QuoteLine, ...]
    shipping_cents: int

    @property
    def subtotal_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @property
    def total_cents(self) -> int:
        return self.subtotal_cents + self.shipping_cents


@dataclass(frozen=True)
class Order:
    id: str
    email: str
    placed_at: datetime
    quote: Quote
