"""Signing in and out, and looking after users and agencies."""

from popo.accounts.services.agencies import (
    Agreement,
    NewAgency,
    add_agency,
    edit_agreement,
    edit_contact_points,
)
from popo.accounts.services.sign_in import (
    attempt,
    change_password,
    check_code,
    confirm_second_factor,
    end_session,
    end_sessions,
    forget_attempts,
    open_session,
    refuse_sign_in,
    touch_session,
    user_with_password,
)
from popo.accounts.services.users import NewUser, add_user, close_user, reset_user

__all__ = [
    "Agreement",
    "NewAgency",
    "NewUser",
    "add_agency",
    "add_user",
    "attempt",
    "change_password",
    "check_code",
    "close_user",
    "confirm_second_factor",
    "edit_agreement",
    "edit_contact_points",
    "end_session",
    "end_sessions",
    "forget_attempts",
    "open_session",
    "refuse_sign_in",
    "reset_user",
    "touch_session",
    "user_with_password",
]
