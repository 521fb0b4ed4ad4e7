from popo.overview import banner
from popo.overview.blueprint import blueprint
from popo.overview.views import as_text, history, home, person, side_by_side, timeline

__all__ = [
    "as_text",
    "banner",
    "blueprint",
    "history",
    "home",
    "person",
    "side_by_side",
    "timeline",
]
