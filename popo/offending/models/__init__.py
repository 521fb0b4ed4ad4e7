from popo.offending.kinds import OffenceEventKind
from popo.offending.models.conditions import OrderCondition
from popo.offending.models.events import FormerEvent, OffenceEvent
from popo.offending.models.together import CoOffending

__all__ = [
    "CoOffending",
    "FormerEvent",
    "OffenceEvent",
    "OffenceEventKind",
    "OrderCondition",
]
