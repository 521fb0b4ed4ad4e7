from popo.action_group.views import agenda, asking, calendars, confirming, deciding
from popo.action_group.views.blueprint import blueprint

__all__ = ["agenda", "asking", "blueprint", "calendars", "confirming", "deciding"]
