from popo.room.queries.agenda import Entry, Sitting, sitting_of
from popo.room.queries.wall import Wall, wall_of

__all__ = ["Entry", "Sitting", "Wall", "sitting_of", "wall_of"]
