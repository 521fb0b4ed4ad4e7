from popo.overview import banner
from popo.overview.blueprint import blueprint
from popo.overview.views import history, home, person, timeline

__all__ = ["banner", "blueprint", "history", "home", "person", "timeline"]
