from popo.cases.views import cases, covers, hand_overs, tiers
from popo.cases.views.blueprint import blueprint

__all__ = ["blueprint", "cases", "covers", "hand_overs", "tiers"]
