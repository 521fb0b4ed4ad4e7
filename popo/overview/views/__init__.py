from popo.overview import banner
from popo.overview.blueprint import blueprint
from popo.overview.views import history, home, person, side_by_side, timeline

__all__ = ["banner", "blueprint", "history", "home", "person", "side_by_side", "timeline"]
