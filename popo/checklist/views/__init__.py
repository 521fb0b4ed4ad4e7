from popo.checklist.views import items, template
from popo.checklist.views.blueprint import blueprint

__all__ = ["blueprint", "items", "template"]
