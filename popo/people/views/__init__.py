from popo.people.views import details, find, person, sight, summary
from popo.people.views.blueprint import blueprint

__all__ = ["blueprint", "details", "find", "person", "sight", "summary"]
