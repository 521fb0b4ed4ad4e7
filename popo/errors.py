"""What a rule says when it is broken."""


class RuleBroken(Exception):  # noqa: N818 - it names what happened, in the users' words
    """A rule of the scheme forbids this; the message is a sentence for the user.

    `field` names the form field it belongs to, or is empty where it belongs to the whole form.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleVersion(Exception):  # noqa: N818
    """Somebody else saved this record after it was read."""
