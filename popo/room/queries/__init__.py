from popo.room.queries.agenda import Entry, Sitting, sitting_of
from popo.room.queries.invitations import Invited, invitations_of, may_be_here
from popo.room.queries.wall import Wall, wall_of

__all__ = [
    "Entry",
    "Invited",
    "Sitting",
    "Wall",
    "invitations_of",
    "may_be_here",
    "sitting_of",
    "wall_of",
]
