from popo.offending.queries.at_liberty import days_at_liberty, days_at_liberty_of, was_at_liberty
from popo.offending.queries.events import (
    EVENTS_A_PAGE,
    count_events,
    events_of,
    former_events,
    get_event,
    outstanding_warrants_of,
    own_undone,
)
from popo.offending.queries.matters import (
    MATTERS_A_PAGE,
    Matter,
    Open,
    Timed,
    count_matters,
    get_matter,
    is_matter_of,
    matters_of,
    open_enforcement,
)
from popo.offending.queries.orders import Order, get_condition, orders_of
from popo.offending.queries.together import (
    ListedLink,
    Together,
    co_offending_with_listed,
    get_together,
    together_of,
)

__all__ = [
    "EVENTS_A_PAGE",
    "MATTERS_A_PAGE",
    "ListedLink",
    "Matter",
    "Open",
    "Order",
    "Timed",
    "Together",
    "co_offending_with_listed",
    "count_events",
    "count_matters",
    "days_at_liberty",
    "days_at_liberty_of",
    "events_of",
    "former_events",
    "get_condition",
    "get_event",
    "get_matter",
    "get_together",
    "is_matter_of",
    "matters_of",
    "open_enforcement",
    "orders_of",
    "outstanding_warrants_of",
    "own_undone",
    "together_of",
    "was_at_liberty",
]
