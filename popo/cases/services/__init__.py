from popo.cases.services.assignments import assign_worker, end_assignment
from popo.cases.services.cases import close_case, last_change, open_case, set_status
from popo.cases.services.covers import Covered, NewCover, add_cover, end_cover
from popo.cases.services.engagements import (
    end_engagement,
    engage_strand,
    make_primary,
    move_primary,
)
from popo.cases.services.hand_overs import Done, Handed, hand_over, undo_hand_over, why_not
from popo.cases.services.lights import default_review, set_traffic_light
from popo.cases.services.tiers import TierDetails, add_tier, change_tier, edit_tier

__all__ = [
    "Covered",
    "Done",
    "Handed",
    "NewCover",
    "TierDetails",
    "add_cover",
    "add_tier",
    "assign_worker",
    "change_tier",
    "close_case",
    "default_review",
    "edit_tier",
    "end_assignment",
    "end_cover",
    "end_engagement",
    "engage_strand",
    "hand_over",
    "last_change",
    "make_primary",
    "move_primary",
    "open_case",
    "set_status",
    "set_traffic_light",
    "undo_hand_over",
    "why_not",
]
