from popo.action_group.models.decisions import MeetingDecision
from popo.action_group.models.requests import AgendaRequest

__all__ = ["AgendaRequest", "MeetingDecision"]
