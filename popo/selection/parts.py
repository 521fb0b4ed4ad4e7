"""What an agency is asked about somebody it nominates, part by part."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """In the order they are asked and read."""

    WHY_NOW = "why_now"
    OFFENDING = "offending"
    HARM = "harm"
    TRIED = "tried"
    RISK = "risk"
    HELP = "help"


REQUIRED = (Part.WHY_NOW, Part.OFFENDING)
"""Nobody is nominated without these; an agency that joins says what it knows."""


@dataclass(frozen=True)
class PartWords:
    title: str
    hint: str


_LEAVE_OUT = "Leave out health, schooling and relatives: they never count."
_ADULT = {
    Part.WHY_NOW: PartWords(
        "Why this person, now",
        f"What has changed, and what this scheme can do that one agency cannot. {_LEAVE_OUT}",
    ),
    Part.OFFENDING: PartWords(
        "Offending and its pattern",
        "What, how often, when and where; what was proved and what is only suspected.",
    ),
    Part.HARM: PartWords(
        "Harm to others and the community",
        "Who is harmed and how: victims, streets, shops, young people drawn in.",
    ),
    Part.TRIED: PartWords(
        "What has been tried, and what is in place",
        "Supervision, conditions, offers of help: what each agency did, and what came of it.",
    ),
    Part.RISK: PartWords(
        "Risk to staff or others", "What somebody who knocks on the door must know, and how sure."
    ),
    Part.HELP: PartWords(
        "What would help", "What might stop the offending, and who could offer it."
    ),
}
_YOUNG = _ADULT | {
    Part.WHY_NOW: PartWords(
        "Why this child or young person, now",
        f"What has changed, and what working together could prevent. {_LEAVE_OUT}",
    ),
    Part.OFFENDING: PartWords(
        "What they have done, and how it is changing",
        "What, how often and with what outcome; whether it is growing or easing.",
    ),
    Part.HARM: PartWords(
        "Harm to others and the community",
        "Who is harmed and how. If somebody may be exploiting the child, say so, and that "
        "safeguarding has been told.",
    ),
    Part.TRIED: PartWords(
        "What has been tried, and what is in place",
        "Who works with the child or young person now, what was offered, and what came of it.",
    ),
    Part.HELP: PartWords(
        "What would help this child or young person",
        "What they want for themselves, what they are good at, and who could offer it.",
    ),
}


def words_of(part: Part, *, young: bool) -> PartWords:
    """How the part is asked; of a child or young person in words fit for one."""
    return (_YOUNG if young else _ADULT)[part]
