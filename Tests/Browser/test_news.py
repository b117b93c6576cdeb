"""An open list hears that there is something new, and what somebody reads stays where it is."""

from member import Member
from reporter import Reporter

RECEIVER = "Jeugdhulp De Steiger"
PLACE = "() => document.querySelector('h1').getBoundingClientRect().top"
TURNED_TO = "() => document.dispatchEvent(new Event('visibilitychange'))"


def test_an_open_inbox_tells_of_a_report_that_came_in(house):
    member = Member(house, "nl", RECEIVER, "coordinator", scripts=True)
    words, page = member.words, member.page
    member.open("/nl/inbox")
    line = page.locator(".news-line")
    assert line.inner_text() == "" and line.get_attribute("role") == "status"
    before = page.evaluate(PLACE)
    person = Reporter(house, "nl")
    person.walk_to_check("Er is iets nieuws.", place="Utrecht")
    code = person.send()
    person.come_back(code)
    reference = person.reference()
    # It asks by itself once a minute, and when somebody turns to the page.
    page.evaluate(TURNED_TO)
    page.wait_for_selector(".news-line:not(:empty)")
    assert words("day.news.since", n=1) in line.inner_text(), line.inner_text()
    assert page.evaluate(PLACE) == before, "the page moved"
    member.sees_not(reference)
    assert house.eyes.judge_live(page) == []
    member.follow(words("day.news.show"))
    assert page.locator(".news-line").inner_text() == ""
    member.sees(reference)
    member.open("/nl/day")
    member.sees(reference, words("code.notice.received"))
    member.press(words("day.news.seen"))
    member.sees_not(words("code.notice.received"))
    # Who was logged out reads no list that only seems to be up to date.
    member.context.clear_cookies()
    page.evaluate(TURNED_TO)
    member.sees(words("day.news.ended"))
