"""The browser's own Back and Forward while a form is open, and after it: in Chromium and in Firefox, with JavaScript and
without."""

import pathlib
import tempfile

from firefox import Firefox
from reporter import CODE, Reporter

TYPED = "Zij telt elke avond het geld en mag nooit alleen zijn."
# What leads from each page to the next.
ANSWERS = [
    ("subject", "victim"), ("role", "bystander"), ("danger", "no"), ("placeUnknown", "yes"), ("age", "minor"),
    ("exploitation", "sexual"), None, None, None, ("words", TYPED), None, None, ("contact", "siteOnly"),
]


def test_chromium_goes_back_and_forward_through_an_open_form(house):
    for scripts in [False, True]:
        person = Reporter(house, "nl", scripts=scripts)
        page = person.page
        person.walk_to_check(TYPED)
        way = len(ANSWERS)
        seen = []
        for _ in range(way):
            page.go_back(wait_until="load")
            seen.append(shown(page))
        for _ in range(way):
            page.go_forward(wait_until="load")
            seen.append(shown(page))
        assert seen[0] == ("contact", True) and seen[3] == ("words", True), seen
        assert seen[way - 1] == ("subject", True) and seen[-1][0] == "check", seen
        assert [step for step, _ in seen[:way - 1]] == [step for step, _ in reversed(seen[way:-1])], seen
        assert all(is_filled for _, is_filled in seen), seen
        code = person.send()
        # Sent: from here every page leads to the code, and none shows what was typed.
        for _ in range(3):
            page.go_back(wait_until="load")
            assert TYPED not in page.content() and person.code() == code
        person.fill(person.words("receipt.confirm.label"), code[-4:])
        person.press(person.words("receipt.confirm.button"))
        assert not person.context.cookies(), "the cookie stays behind the form"
        for _ in range(4):
            page.go_back(wait_until="load")
            assert TYPED not in page.content() and code not in page.content()
        person.close()


def shown(page):
    """Which page this is, and whether it holds what was filled in there."""
    step = page.get_attribute('[name="step"]', "value")
    answers = dict(answer for answer in ANSWERS if answer)
    if step == "words":
        return step, page.input_value('[name="words"]') == TYPED
    name = {"place": "placeUnknown"}.get(step, step)
    # The walk of these tests leaves the form of exploitation unknown.
    value = "unknown" if name == "exploitation" else answers.get(name)
    return step, value is None or page.is_checked(f'[name="{name}"][value="{value}"]')


def test_leaving_quickly_forgets_the_form(house):
    for scripts in [False, True]:
        person = Reporter(house, "nl", scripts=scripts)
        page = person.page
        person.walk_to_check(TYPED)
        page.locator(".exit").click(no_wait_after=True)
        person.waits_for(lambda: person.elsewhere)
        assert "knmi" in person.elsewhere[0]
        person.waits_for(lambda: not person.context.cookies())
        for _ in range(2):
            try:
                page.go_back(wait_until="commit", timeout=5_000)
            except Exception:
                pass  # With JavaScript the page that comes leaves again before it is there.
            page.wait_for_timeout(300)
            assert TYPED not in page.content()
        person.close()


def test_nothing_typed_is_in_the_disk_cache(house):
    with tempfile.TemporaryDirectory() as folder:
        context = house.chromium.launch_persistent_context(
            folder, executable_path=house.CHROMIUM, args=house.ARGUMENTS, base_url=house.origin)
        person = Reporter(house, "nl", context=context)
        person.walk_to_check(TYPED)
        person.page.go_back(wait_until="load")
        person.close()
        files = [file for file in pathlib.Path(folder).rglob("*") if file.is_file() and "Cache" in str(file)]
        assert files, "Chromium keeps no cache that could be looked into"
        for file in files:
            assert TYPED.encode() not in file.read_bytes(), f"{file} holds what was typed"


def test_firefox_goes_back_and_forward_through_an_open_form(house):
    for scripts in [False, True]:
        with Firefox(house.origin, "nl", scripts) as person:
            walk(person)
            for _ in range(4):
                person.back()
            assert person.step == "words" and person.value("words") == TYPED, person.text
            for _ in range(9):
                person.back()
            assert person.step == "subject" and person.is_chosen("subject", "victim"), person.text
            person.forward()
            assert person.step == "role" and person.is_chosen("role", "bystander"), person.text
            for _ in range(12):
                person.forward()
            assert person.step == "check" and TYPED in person.text, person.text
            person.press("step.check.send")
            code = person.one(".receipt-code").get_attribute("data-code")
            assert CODE.fullmatch(code)
            person.press("receipt.proof")
            person.back()
            assert person.one(".receipt-code").get_attribute("data-code") == code
            person.back()
            assert TYPED not in person.text
            assert person.one(".receipt-code").get_attribute("data-code") == code
            person.one('[name="group"]').send_keys(code[-4:])
            person.press("receipt.confirm.button")
            assert not [cookie for cookie in person.client.get_cookies() if "form" in cookie["name"]]
            for _ in range(4):
                person.back()
                assert TYPED not in person.text and code not in person.text
            assert not person.kept(TYPED), "what was typed stands in the cache"


def walk(person):
    person.open("/nl/report")
    for answer in ANSWERS:
        if person.step == "advice":
            person.press("advice.here.button")
            continue
        if answer and answer[0] == "words":
            person.one('[name="words"]').send_keys(answer[1])
        elif answer:
            person.choose(*answer)
        person.press("form.next")
    assert person.step == "check", person.text
