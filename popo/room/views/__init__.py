from popo.room.views import actions, lines, pages, roll
from popo.room.views.blueprint import room

__all__ = ["actions", "lines", "pages", "roll", "room"]
