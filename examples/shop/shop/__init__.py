"""A small web shop: products, quotes and orders over JSON."""
