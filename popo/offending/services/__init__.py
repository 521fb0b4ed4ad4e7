from popo.offending.services.changing import (
    Conclusion,
    conclude_event,
    correct_event,
    strike_event,
    undo_event,
)
from popo.offending.services.details import NewEvent, as_told
from popo.offending.services.events import record_event
from popo.offending.services.orders import (
    NewCondition,
    NewOrder,
    add_condition,
    end_condition,
    record_order,
)
from popo.offending.services.together import (
    NewCoOffending,
    mark_co_offending_wrong,
    record_co_offending,
)

__all__ = [
    "Conclusion",
    "NewCoOffending",
    "NewCondition",
    "NewEvent",
    "NewOrder",
    "add_condition",
    "as_told",
    "conclude_event",
    "correct_event",
    "end_condition",
    "mark_co_offending_wrong",
    "record_co_offending",
    "record_event",
    "record_order",
    "strike_event",
    "undo_event",
]
