from popo.action_group.views import agenda, asking
from popo.action_group.views.blueprint import blueprint

__all__ = ["agenda", "asking", "blueprint"]
