"""What allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and mail in our own words."""


class MFAAdapter(DefaultMFAAdapter):
    """Second factor."""
