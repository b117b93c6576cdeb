"""Where there is JavaScript some things are easier; nothing is different."""

from reporter import Reporter

STORY = "Verteld met JavaScript."


def test_shift_three_times_leaves(house):
    person = Reporter(house, "nl", scripts=True)
    words, page = person.words, person.page
    person.open("/nl/report")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift")
    person.sees(words("shell.exit.two"))
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    person.sees(words("shell.exit.one"))
    assert not person.elsewhere, "it left after two"
    # What is shown until the other site is there, kept because that may be there at once.
    page.evaluate("""() => new MutationObserver(() => console.info(document.title))
      .observe(document.body, { childList: true })""")
    told = []
    page.on("console", lambda said: told.append(said.text))
    page.keyboard.press("Shift")
    person.waits_for(lambda: person.elsewhere)
    assert "knmi" in person.elsewhere[0]
    person.waits_for(lambda: words("shell.exit.loading") in told)


def test_going_back_after_leaving_shows_nothing(house):
    person = Reporter(house, "nl", scripts=True)
    words, page = person.words, person.page
    person.walk_to_check("Dit mag niemand zien.")
    page.locator(".exit").click(no_wait_after=True)
    person.waits_for(lambda: len(person.elsewhere) == 1)
    page.wait_for_timeout(300)
    # Nobody waits for the page that comes back: it leaves before it is there.
    try:
        page.go_back(wait_until="commit", timeout=5_000)
    except Exception:
        pass
    person.waits_for(lambda: len(person.elsewhere) == 2)
    assert "Dit mag niemand zien." not in page.content()
    assert "knmi" in person.elsewhere[1], "going back does not lead away"
    person.elsewhere.clear()
    person.complaints.clear()
    # Whoever opens the site anew in this tab can use it.
    person.open("/nl")
    page.wait_for_timeout(200)
    assert page.locator(".exit-overlay").count() == 0


def test_a_double_click_sends_once(house, language):
    person = Reporter(house, language, scripts=True)
    words, page = person.words, person.page
    person.walk_to_check(STORY)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    with page.expect_navigation():
        page.get_by_role("button", name=words("step.check.send"), exact=True).dblclick()
    page.wait_for_selector(".receipt-code")
    code = person.code()
    assert len(sent) == 1, sent
    # Back leads to the code: one report, one code.
    page.go_back()
    assert person.code() == code


def test_the_code_is_copied_and_the_page_printed_by_a_button(house):
    person = Reporter(house, "nl", scripts=True)
    words, page = person.words, person.page
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")
    person.walk_to_check(STORY)
    code = person.send()
    page.get_by_role("button", name=words("shell.copy"), exact=True).click()
    page.get_by_text(words("shell.copied"), exact=True).wait_for()
    page.get_by_role("button", name=words("shell.print"), exact=True).first.click()
    assert page.evaluate("() => window.printed") == 1
    assert house.eyes.judge_live(page) == []
    person.open("/nl/conversation")
    page.get_by_role("textbox").focus()
    page.keyboard.press("Control+V")
    assert page.get_by_role("textbox").input_value() == code


def test_an_upload_shows_how_far_it_is(house):
    person = Reporter(house, "nl", scripts=True)
    words, page = person.words, person.page
    person.walk_to_files(STORY)
    slow = person.context.new_cdp_session(page)
    slow.send("Network.emulateNetworkConditions",
              {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_000_000})
    page.set_input_files("[type=file]", [{"name": "foto.png", "mimeType": "image/png", "buffer": PICTURE}])
    page.get_by_role("button", name=words("step.files.add"), exact=True).click()
    bar = page.wait_for_selector("progress:not(.steps)")
    seen = set()
    while page.locator("progress:not(.steps)").count():
        try:
            seen.add(bar.evaluate("bar => bar.value"))
        except Exception:
            break
        page.wait_for_timeout(100)
    assert len(seen) > 2, f"the bar stood still at {seen}"
    page.wait_for_load_state()
    person.sees("foto.png")


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(2_500_000)
