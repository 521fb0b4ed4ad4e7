from popo.accounts.views import agencies, own_account, signing_in, users
from popo.accounts.views.blueprint import blueprint

__all__ = ["agencies", "blueprint", "own_account", "signing_in", "users"]
