"""The products that the shop opens with, and how many of each are in stock."""

from __future__ import annotations

from shop.model import Product

CATALOGUE = (
    (Product("beans-250", "Coffee beans, 250 g", 895), 500),
    (Product("grinder", "Hand grinder", 6490), 40),
    (Product("filters-100", "Paper filters, 100 pieces", 450), 1000),
    (Product("dripper", "Ceramic dripper", 2150), 120),
    (Product("kettle", "Gooseneck kettle", 5990), 25),
)
