from popo.contacts.services.absences import decline_follow_up, offer_follow_up
from popo.contacts.services.contacts import (
    Happened,
    NewContact,
    correct_contact,
    give_outcome,
    log_contact,
    undo_contact,
)
from popo.contacts.services.series import (
    Plan,
    add_series,
    change_series,
    end_series,
    planned_days,
    undo_series,
)

__all__ = [
    "Happened",
    "NewContact",
    "Plan",
    "add_series",
    "change_series",
    "correct_contact",
    "decline_follow_up",
    "end_series",
    "give_outcome",
    "log_contact",
    "offer_follow_up",
    "planned_days",
    "undo_contact",
    "undo_series",
]
