from popo.whereabouts.services.checklists import (
    assign_step,
    end_step,
    follow_release,
    note_released,
    open_checklist,
    reopen_step,
)
from popo.whereabouts.services.places import (
    end_basis,
    move,
    pass_key_date,
    set_basis,
    set_key_date,
)

__all__ = [
    "assign_step",
    "end_basis",
    "end_step",
    "follow_release",
    "move",
    "note_released",
    "open_checklist",
    "pass_key_date",
    "reopen_step",
    "set_basis",
    "set_key_date",
]
