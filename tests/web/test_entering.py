"""The way in, by the key for once and by password."""

import pytest
from hongtou.web.site import Site
from hongtou.workflow.people import Role
from support.office_page import KEY, PASSWORD, Browser, person


def test_the_key_lets_one_browser_in_once(own: Site) -> None:
    browser = Browser(own)
    assert browser.get("/").status_code == 401
    entered = browser.get("/enter", params={"key": KEY})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert browser.get("/").status_code == 200
    again = Browser(own).get("/enter", params={"key": KEY})
    assert again.status_code == 403
    assert "只能用一次" in again.text
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("key", ["", "x", KEY[:-1], KEY.upper(), KEY + " ", "钥匙"])
def test_other_keys_let_nobody_in(own: Site, key: str) -> None:
    assert Browser(own).get("/enter", params={"key": key}).status_code == 403
    assert Browser(own).get("/enter", params={"key": KEY}).status_code == 303  # and cost the right one nothing


def test_the_cookie_is_of_this_port_alone(own: Site) -> None:
    assert Browser(own).get("/enter", params={"key": KEY}).headers["set-cookie"].startswith("hongtou-8000=")


def test_a_password_lets_in_with_a_cookie_that_needs_tls(office: Site) -> None:
    person(office, "zhang", Role.DRAFTER)
    browser = Browser(office)
    answer = browser.post("/sign-in", {"login": "zhang", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-hongtou=")
    assert "Secure" in cookie
    assert "zhang的姓名" in browser.get("/").text


def test_a_wrong_password_says_no_more_than_it_must(office: Site) -> None:
    person(office, "zhang", Role.DRAFTER)
    told = {Browser(office).post("/sign-in", {"login": login, "password": "x"}).text for login in ("zhang", "zhang")}
    assert all("登录名或者口令不对" in one and "set-cookie" not in one for one in told)
    assert "登录名或者口令不对" in Browser(office).post("/sign-in", {"login": "nobody", "password": "x"}).text


def test_a_key_that_somebody_planted_is_not_kept(office: Site) -> None:
    somebody = person(office, "zhang", Role.DRAFTER)
    planted = office.sessions.begin(somebody)
    browser = Browser(office)
    browser.client.cookies.set("__Host-hongtou", planted)
    browser.csrf = (office.sessions.get(planted) or pytest.fail()).csrf
    answer = browser.post("/sign-in", {"login": "zhang", "password": PASSWORD})
    assert planted not in answer.headers["set-cookie"]
    assert office.sessions.get(planted) is None


def test_signing_out_ends_the_session_for_whoever_has_the_key(office: Site) -> None:
    browser = Browser(office, person(office, "zhang", Role.DRAFTER))
    key = browser.client.cookies["__Host-hongtou"]
    assert browser.post("/sign-out").headers["location"] == "/sign-in"
    other = Browser(office)
    other.client.cookies.set("__Host-hongtou", key)
    assert other.get("/").headers["location"] == "/sign-in"


def test_changed_roles_and_closed_accounts_end_sessions_at_once(office: Site) -> None:
    somebody = person(office, "zhang", Role.DRAFTER, Role.ADMINISTRATOR)
    browser = Browser(office, somebody)
    office.people.change(somebody.id, by="管理员", roles=[Role.DRAFTER])
    assert browser.get("/people").headers["location"] == "/sign-in"


def test_guessing_is_slowed_by_address_and_by_account(office: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongtou.web.guard import Rates
    from hongtou.web.views import entering

    monkeypatch.setattr(entering, "_ATTEMPTS", Rates(8))
    person(office, "zhang", Role.DRAFTER)
    told = [Browser(office).post("/sign-in", {"login": "zhang", "password": f"guess {n}"}) for n in range(9)]
    assert [one.status_code for one in told] == [401] * 8 + [429]
    assert "错的次数太多" in told[7].text
    assert "错的次数太多" not in told[4].text


def test_there_are_no_accounts_on_ones_own_computer(own: Site) -> None:
    assert [Browser(own).get(path).status_code for path in ("/sign-in", "/people", "/password")] == [404, 404, 404]
