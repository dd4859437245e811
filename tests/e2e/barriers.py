"""What keeps people out of a page, as axe sees it."""

from axe_playwright_python.sync_playwright import Axe


def barriers(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]
