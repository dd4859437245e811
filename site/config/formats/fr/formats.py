"""How French writes a moment, where Django's own formats leave « à » out; the rest is theirs."""

DATETIME_FORMAT = "j F Y à H:i"
SHORT_DATETIME_FORMAT = "d/m/Y à H:i"
