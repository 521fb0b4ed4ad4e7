"""The transition of a young person to probation: written, proposed, answered."""

from popo.transitions.views import answering, listing, reviewing
from popo.transitions.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "listing", "reviewing"]
