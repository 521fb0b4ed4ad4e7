"""How close two parts of names are, and why."""

from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from popo.people.matching.normalise import mac_as_mc
from popo.people.matching.sounds import sounds
from popo.reference.nicknames import nickname_equivalents

SHORTEST_FOR_ONE_EDIT = 4
"""Letters of the longer part: below, one letter different is another name (Ali, Avi)."""

RESEMBLANCE_FLOOR = 0.7
"""Jaro-Winkler similarity that names with nothing to do with one another may reach."""


class Closeness(NamedTuple):
    """Between 0 and 1; `reason` is empty where the parts are equal or merely resemble."""

    score: float
    reason: str = ""


SAME = Closeness(1.0)
MAC_OR_MC = Closeness(0.98, "Mac or Mc")
ONE_LETTER_AND_SOUND = Closeness(0.96, "spelt like, one letter different")
ONE_LETTER = Closeness(0.88, "spelt like, one letter different")
INITIAL = Closeness(0.7, "same initial")

SHORT_FORM = 0.93
SOUND_ALONE = 0.7
SOUND_AND_RESEMBLANCE = 0.9
RESEMBLANCE_ALONE = 0.8


class Part:
    """One normalised part of a name, with what comparing it takes worked out once."""

    __slots__ = ("as_mc", "equivalents", "sounds", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.as_mc = mac_as_mc(text)
        self.sounds = sounds(text)
        self.equivalents = nickname_equivalents(text)


def closeness(asked: Part, held: Part) -> Closeness:
    """The same whichever of the two is asked."""
    if asked.text == held.text:
        return SAME
    if asked.as_mc == held.as_mc:
        return MAC_OR_MC
    one_letter = _is_one_letter(asked, held)
    sound_alike = not asked.sounds.isdisjoint(held.sounds)
    if one_letter and sound_alike:
        return ONE_LETTER_AND_SOUND
    if held.text in asked.equivalents:
        return Closeness(SHORT_FORM, _short_form(asked, held))
    if one_letter:
        return ONE_LETTER
    return _by_sound_or_look(asked, held, sound_alike=sound_alike)


def _by_sound_or_look(asked: Part, held: Part, *, sound_alike: bool) -> Closeness:
    resemblance = _resemblance(asked, held)
    if sound_alike:
        span = SOUND_AND_RESEMBLANCE - SOUND_ALONE
        return Closeness(SOUND_ALONE + span * resemblance, "sounds like")
    if _is_initial(asked, held):
        return INITIAL
    return Closeness(RESEMBLANCE_ALONE * resemblance)


def _is_one_letter(asked: Part, held: Part) -> bool:
    if max(len(asked.text), len(held.text)) < SHORTEST_FOR_ONE_EDIT:
        return False
    return OSA.distance(asked.text, held.text, score_cutoff=1) == 1


def _resemblance(asked: Part, held: Part) -> float:
    """Jaro-Winkler, stretched so that unrelated names come to nothing."""
    similarity = JaroWinkler.similarity(asked.text, held.text)
    return max(0.0, similarity - RESEMBLANCE_FLOOR) / (1 - RESEMBLANCE_FLOOR)


def _is_initial(asked: Part, held: Part) -> bool:
    return 1 in {len(asked.text), len(held.text)} and asked.text[0] == held.text[0]


def _short_form(asked: Part, held: Part) -> str:
    longer = max(asked.text, held.text, key=lambda text: (len(text), text))
    return f"short form of {longer.capitalize()}"
