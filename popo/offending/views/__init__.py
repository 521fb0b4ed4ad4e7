"""The offending record, and how to add to it."""

from popo.offending.views import changing, orders, reading, recording, together
from popo.offending.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "orders", "reading", "recording", "together"]
