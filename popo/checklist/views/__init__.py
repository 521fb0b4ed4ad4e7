from popo.checklist.views import items, plan, requests, steers, template
from popo.checklist.views.blueprint import blueprint

__all__ = ["blueprint", "items", "plan", "requests", "steers", "template"]
