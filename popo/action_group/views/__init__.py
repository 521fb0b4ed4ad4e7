from popo.action_group.views import agenda, asking, confirming, deciding
from popo.action_group.views.blueprint import blueprint

__all__ = ["agenda", "asking", "blueprint", "confirming", "deciding"]
