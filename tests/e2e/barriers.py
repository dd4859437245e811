"""What keeps people out of a page, as axe sees it."""

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (375, 768, 1280)
OVERFLOWS = "document.documentElement.scrollWidth > window.innerWidth"
IS_THERE = "typeof axe !== 'undefined'"


def barriers(page) -> list[str]:
    """Each violation, at the present width."""
    page.wait_for_load_state()  # a click comes back as soon as the next page begins
    axe = Axe()
    if page.evaluate(IS_THERE):  # looked at before: not read a second time
        axe.axe_script = ""
    found = axe.run(page).response["violations"]
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]


def at_every_width(page) -> list[tuple[int, str]]:
    """(width, what is wrong) on a phone, a tablet and a computer: barriers, and what is wider than the screen."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [(width, found) for found in barriers(page)]
        if page.evaluate(OVERFLOWS):
            wrong.append((width, "wider than the screen"))
    return wrong


def clean(page) -> None:
    """At the present width nothing keeps anybody out, and nothing is wider than the screen."""
    assert barriers(page) == []
    assert not page.evaluate(OVERFLOWS)
