from popo.duplicates.views import answering, asking, listing
from popo.duplicates.views.blueprint import blueprint

__all__ = ["answering", "asking", "blueprint", "listing"]
