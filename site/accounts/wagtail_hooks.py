"""What we add to Wagtail's admin about people."""

from wagtail import hooks

from accounts.wagtail_users import EraseBulkAction

# Wagtail keeps the last action registered under a name: ours erases where its own deletes rows.
hooks.register("register_bulk_action", EraseBulkAction, order=100)
