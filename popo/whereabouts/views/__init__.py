from popo.whereabouts.views import checklists, places
from popo.whereabouts.views.blueprint import blueprint

__all__ = ["blueprint", "checklists", "places"]
