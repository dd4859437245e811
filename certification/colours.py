"""The colours of the light theme, for what has no style sheet: badges on other sites, print (`css/tokens.css`)."""

COLLEGES = {
    "consumers": "#B3364B", "government": "#2F5597", "industry": "#A8641B",
    "labour": "#6B4592", "ngo": "#2E6E41", "ssro": "#176B7A",
}  # fmt: skip
PALE = "#E9E2D2"
PALE_INK = "#5A6763"
PAPER = "#FFFFFF"
INK = "#1D2B28"
GREY = "#5A6763"
LINE = "#DDD5C3"
BRAND = "#0E5A54"
VALID, VALID_TINT = "#2E6E41", "#E9F2EE"
DANGER, DANGER_TINT = "#A3321A", "#FAEBE4"
