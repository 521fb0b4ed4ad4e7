"""Every view declares who may open it; one that declares nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from popo.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])

OPEN = "open to all"
_ATTRIBUTE = "popo_access"


def requires(permission: Permission) -> Callable[[View], View]:
    """The view is for those who hold this permission."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, permission)
        return view

    return declare


def open_to_all(view: View) -> View:
    """The view may be opened by anybody, signed in or not."""
    setattr(view, _ATTRIBUTE, OPEN)
    return view


def declared(view: object) -> Permission | str | None:
    """What the view declared: a permission, OPEN, or nothing."""
    return getattr(view, _ATTRIBUTE, None)
