"""What somebody needs to understand us, and how they may safely be reached."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped

from popo.db import Entity
from popo.intervals import Interval, right_order
from popo.keys.sealed import sealed, text
from popo.people.about import AboutPerson


class Need(StrEnum):
    INTERPRETER = "interpreter"
    EASY_READ = "easy_read"
    LARGE_PRINT = "large_print"
    SIGN_LANGUAGE = "sign_language"
    NEURODIVERSITY = "neurodiversity"
    MOBILITY = "mobility"
    READ_ALOUD = "read_aloud"
    OTHER = "other"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Adjustment(AboutPerson, Interval, Entity):
    __tablename__ = "personal_adjustments"
    __table_args__ = (right_order(),)

    need: Mapped[Need]
    words = sealed(text)
    source = sealed(text)
    review_on: Mapped[date]


class Safety(StrEnum):
    """`forbids_letters`: nothing is sent by post; given by hand is another matter."""

    NO_LETTERS_HERE = "no_letters_here"
    NO_LETTERS = "no_letters"
    PHONE_ONLY = "phone_only"
    POST_OPENED = "post_opened"
    NO_MESSAGES = "no_messages"
    TIMES = "times"

    @property
    def words(self) -> str:
        return _SAFETY_WORDS[self]

    @property
    def forbids_letters(self) -> bool:
        return self not in {Safety.NO_MESSAGES, Safety.TIMES}


_SAFETY_WORDS = {
    Safety.NO_LETTERS_HERE: "Letters must not go to this address",
    Safety.NO_LETTERS: "No letters",
    Safety.PHONE_ONLY: "Phone only",
    Safety.POST_OPENED: "Somebody else opens the post",
    Safety.NO_MESSAGES: "Do not leave messages",
    Safety.TIMES: "Only at these times",
}


class ContactRule(AboutPerson, Interval, Entity):
    """Past its review date it goes on binding: unsafe until somebody has asked."""

    __tablename__ = "contact_rules"
    __table_args__ = (right_order(),)

    safety: Mapped[Safety]
    words = sealed(text)
    source = sealed(text)
    review_on: Mapped[date]
