"""From the address of a video's page to the address of its player."""

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

YOUTUBE = {"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
YOUTUBE_PLAYER = "www.youtube-nocookie.com"
IDENTIFIER = re.compile(r"[\w-]{6,64}")


def embed_url(url: str) -> str:
    """The player's address on an allowed host (`settings.VIDEO_HOSTS`); empty when there is none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host in YOUTUBE:
        host, path = YOUTUBE_PLAYER, "/embed/"
        found = parse_qs(parts.query).get("v", [parts.path.rsplit("/", 1)[-1]])[0]
    else:
        path = "/videos/embed/"  # PeerTube
        found = parts.path.rstrip("/").rsplit("/", 1)[-1]
    allowed = host in settings.VIDEO_HOSTS and IDENTIFIER.fullmatch(found)
    return f"https://{host}{path}{found}" if allowed else ""
