"""What a lead looks at, and what is asked of each case of a sample. Pure."""

from collections.abc import Mapping
from enum import StrEnum

OVERDUE_DAYS = 60
"""A case without supervision for longer is listed. This scheme's own figure."""


class Topic(StrEnum):
    SUPERVISION = "supervision"
    RISK = "risk"
    PLAN = "plan"
    CONTACT = "contact"
    CLOSING = "closing"

    @property
    def words(self) -> str:
        return _TOPIC_WORDS[self]


_TOPIC_WORDS = {
    Topic.SUPERVISION: "Supervision with the worker",
    Topic.RISK: "Risk and safety",
    Topic.PLAN: "Plan and support",
    Topic.CONTACT: "Contact and enforcement",
    Topic.CLOSING: "Ready to close",
}


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def needs_a_finding(self) -> bool:
        return self in {Answer.PARTLY, Answer.NO}


QUESTIONS: Mapping[str, str] = {
    "contact": "Is contact as often as the strand's standard asks?",
    "outcomes": "Has every planned contact an outcome, and every absence a judgement?",
    "summary": "Does the summary say how things stand today?",
    "plan": "Is the plan in their own words, agreed, and looked at again in time?",
    "risk": "Do colour and markers fit what is written?",
    "actions": "Is each action owned, and done or explained?",
    "need_to_know": "Does only who needs to know see the record, and is each note marked rightly?",
    "heard": "Can one tell what the person thinks of it?",
}
"""In the order they are asked; the name is stored, the words may be put better."""
