"""What the forms of this feature share."""

from collections.abc import Iterable

from popo.accounts.models import User
from popo.web.fields import Dropdown


def offer(field: Dropdown, users: Iterable[User], nobody: str = "") -> dict[str, User]:
    """Fills a dropdown with users; gives them by what is posted."""
    held = {str(user.id): user for user in users}
    field.choices = {"": nobody} | {
        key: f"{user.name}, {user.agency.short_name}" for key, user in held.items()
    }
    return held
