"""What `manage.py check` says of the keys."""

from django.core.checks import Error

from certification import credential_keys


def check_keys(**_kwargs) -> list[Error]:
    """Find a setting that holds no key before a visitor does."""
    found = []
    for read in (credential_keys.present, credential_keys.retired):
        try:
            read()
        except credential_keys.KeyRefusedError as error:
            hint = "Make one with manage.py make_credential_key; see docs/operations.md."
            found.append(Error(str(error), hint=hint, id="certification.E001"))
    return found
