"""Arrests to results, and the clocks that run between them."""
