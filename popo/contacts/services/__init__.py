from popo.contacts.services.absences import decline_follow_up, offer_follow_up
from popo.contacts.services.contacts import (
    Happened,
    NewContact,
    correct_contact,
    give_outcome,
    log_contact,
    undo_contact,
)
from popo.contacts.services.own_system import heading_for, note_text_taken_out
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
    "heading_for",
    "log_contact",
    "note_text_taken_out",
    "offer_follow_up",
    "planned_days",
    "undo_contact",
    "undo_series",
]
