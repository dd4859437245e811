"""The process: where private files are kept, the keys that sign credentials."""

from pathlib import Path

import environ

from config.settings.folders import VAR_DIR

env = environ.Env()

EVIDENCE_FOLDER = Path(env("EVIDENCE_DIR", default=str(VAR_DIR / "evidence")))  # private: no address leads there
# A private Ed25519 key, as a JWK or a PEM; empty: certificates are not signed, and their pages say so.
CREDENTIAL_KEY = env("CREDENTIAL_KEY", default="")
CREDENTIAL_RETIRED_KEYS = env("CREDENTIAL_RETIRED_KEYS", default="")  # public ones, a JSON list of JWKs
