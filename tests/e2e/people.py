"""What people do to sign in."""

import base64
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.e2e.conftest import PASSWORD


def follow(page, link) -> None:
    """Click on a link, and be on the page it leads to before anything is read."""
    with page.expect_navigation():
        link.click()


def sign_in(page, email: str, password: str = PASSWORD) -> None:
    """Type an address and a password."""
    page.goto("/account/login/")
    page.get_by_label("Adresse").fill(email)
    page.locator("input[type=password]").fill(password)
    follow(page, page.locator("main form button").first)


def code(secret: str, step: int = 0) -> str:
    """What an application shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def set_up_second_factor(page) -> str:
    """Follow the page that asks for a second factor; returns the secret."""
    page.goto("/account/2fa/totp/activate/")
    if page.locator("input[type=password]").count():
        page.locator("input[type=password]").fill(PASSWORD)
        follow(page, page.locator("main form button").first)
        page.goto("/account/2fa/totp/activate/")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.locator("main").inner_html())[0]
    assert base64.b32decode(secret)
    page.locator("input[name=code]").fill(code(secret))
    follow(page, page.locator("main form button").first)
    page.wait_for_url("**/recovery-codes/")
    return secret


def declare(page, value: str) -> None:
    """Say, before a file is read, whether anything binds one to it: yes or no."""
    page.locator(f"input[name=has_interest][value={value}]").check()
    if value == "yes":
        page.locator("textarea[name=text]").fill("Un membre de ma famille y travaille.")
    follow(page, page.locator("main form button").last)


def enter_a_room(page) -> str:
    """A room in which this seat may speak to the other seats."""
    page.goto("/deliberate/")
    links = page.locator("main a[href*='/deliberate/']")
    for path in links.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        page.goto(path)
        if page.locator("input[name=has_interest]").count():
            declare(page, "no")
        if page.locator("input[name=audience][value=seats]").count():
            return path
    raise AssertionError("the demo has no file whose colleges discuss")
