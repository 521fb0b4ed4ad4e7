from popo.checklist.models.items import (
    ChecklistEntry,
    ChecklistItem,
    ChecklistRound,
    ChecklistVersion,
)

__all__ = ["ChecklistEntry", "ChecklistItem", "ChecklistRound", "ChecklistVersion"]
