from popo.people.views import details, find, person, sight, stops, summary
from popo.people.views.blueprint import blueprint

__all__ = ["blueprint", "details", "find", "person", "sight", "stops", "summary"]
