"""With the keyboard alone: Tab, Space, Enter and arrows carry through a report and its whole life; one always sees where
one is, and every page that comes is walked through once."""

from eyes import PHONE
from reporter import Reporter
from test_members import OURS, REASON, THEIRS, role
from typist import TypingMember, TypingReporter

OWN_NAMES = {"nl": "English", "en": "Nederlands"}
FACT = {"nl": "Ze werd opgehaald.", "en": "She was picked up."}
STORY = {"nl": "Geschreven zonder muis.", "en": "Written without a mouse."}
# Where a report from an unknown place goes.
NATIONAL, NEXT = THEIRS, OURS


def test_the_whole_report_by_keyboard(house, language):
    person = TypingReporter(house, language)
    words, keys = person.words, person.page.keyboard
    person.open(f"/{language}")
    assert person.tab()["text"] == words("shell.skip")
    for text in [words("shell.home"), words("shell.exit"), words("shell.danger.call"), OWN_NAMES[language]]:
        assert person.tab()["text"] == text, text
    person.go(words("home.start"))
    person.skip()
    person.go(words("form.next"))
    # The list of what is wrong has the focus; its link leads to the field.
    assert person.page.evaluate("() => document.activeElement.id") == "error-summary"
    person.tab()
    keys.press("Enter")
    keys.press("Space")
    person.go(words("form.next"))
    person.take("role")
    person.take("danger", downs=1)
    person.skip()
    person.type("place", "Amsterdam")
    person.go(words("form.next"))
    person.take("age", downs=1)
    person.skip()
    for _ in range(2):
        person.reach(name="exploitation")
        keys.press("Space")
    person.go(words("form.next"))
    person.pass_by()
    person.skip()
    person.go(words("advice.here.button"))
    person.skip()
    person.reach(name="signs")
    keys.press("Space")
    person.go(words("form.next"))
    person.skip()
    person.type("words", STORY[language])
    person.go(words("form.next"))
    person.skip()
    person.type("kind.0", words("code.identifier.name"))
    person.type("value.0", "Kim")
    person.reach(name="whose.0")
    keys.press("ArrowDown")
    person.go(words("form.next"))
    person.pass_by()
    person.take("contact")
    person.sees(words("step.check.title"), "Amsterdam", STORY[language], "Kim")
    person.skip()
    person.go(words("step.check.send"))
    code = person.code()
    person.skip()
    person.type("group", code[-4:])
    person.enter()
    person.sees(words("receipt.kept.title"))


def test_coming_back_and_answering_by_keyboard(house, language):
    code, _ = sent(house, language)
    person = TypingReporter(house, language)
    words, keys = person.words, person.page.keyboard
    person.open(f"/{language}/conversation")
    person.skip()
    person.reach(words("dialogue.enter.label"))
    keys.type(code)
    person.enter()
    person.skip()
    person.reach(words("dialogue.answer.label"))
    keys.type(STORY[language])
    person.go(words("dialogue.answer.send"))
    person.sees(words("dialogue.answer.sent"), STORY[language])
    person.stands_at(words("dialogue.answer.sent"))
    person.go(words("dialogue.proof"))
    person.go(words("proof.back"))
    person.go(words("dialogue.leave"))


def test_leaving_by_keyboard(house, language):
    person = TypingReporter(house, language, size=PHONE)
    person.open(f"/{language}/report")
    person.reach(person.words("shell.exit"))
    person.page.keyboard.press("Enter")
    person.page.wait_for_timeout(200)
    assert person.elsewhere and "knmi" in person.elsewhere[0]


def test_a_member_works_by_keyboard(house, language):
    code, reference = sent(house, language)
    member = TypingMember(house, language, NATIONAL, role(language))
    words, keys = member.words, member.page.keyboard
    member.sees(words("staff.inbox.title"))
    member.skip()
    member.go(reference)
    member.sees(STORY[language])
    # Judged: the form is open at first, the urgency is chosen with an arrow.
    member.skip()
    member.reach(name="urgency")
    keys.press("ArrowUp")
    member.type("judgement.text", REASON[language])
    member.go(words("staff.case.judge"))
    member.stands_at(words("staff.case.done.judgement"))
    member.type("message.text", "Dank je wel.")
    member.go(words("staff.case.message.send"))
    member.stands_at(words("staff.case.done.message"))
    member.unfold(words("staff.case.handOver"))
    member.type("receiver", NEXT)
    member.type("hand-over.text", REASON[language])
    member.go(words("staff.case.handOver"))
    member.sees(words("staff.case.offered", organisation=NEXT))
    # What was done has the focus: from a page that is opened anew the menu comes first.
    member.open(member.page.url.split("?")[0])
    member.go(words("staff.search.title"))
    member.skip()
    member.type("query", STORY[language].split()[1])
    member.go(words("staff.search.button"))
    member.skip()
    member.reach(reference)
    member.open(f"/{language}/inbox")
    member.go(words("shell.logOut"))
    member.sees(words("staff.logIn.news.out"))
    member.open(f"/{language}/inbox")
    assert "/log-in" in member.page.url
    person = Reporter(house, language)
    person.come_back(code)
    person.sees("Dank je wel.")


def test_a_dossier_by_keyboard(house, language):
    """Opened from a report, added to, and a part of it shared."""
    _, reference = sent(house, language, place="Amsterdam")
    member = TypingMember(house, language, OURS, role(language))
    words, keys = member.words, member.page.keyboard
    member.skip()
    member.go(reference)
    member.skip()
    member.unfold(words("staff.case.dossier"))
    member.go(words("staff.case.dossier.open"))
    member.sees(words("code.dossierStep.begin"))
    member.go(words("dossier.tab.timeline"))
    member.skip()
    member.unfold(words("dossier.fact.add"))
    member.type("fact.text", FACT[language])
    member.type("from.year", "2025")
    member.type("from.month", words("words.season.23"))
    member.type("certainty", words("code.certainty.likely"))
    member.type("source", words("code.factSource.observed"))
    # Nothing is chosen beforehand: who reads it is.
    member.reach(name="fact-part")
    keys.press("Space")
    member.go(words("dossier.fact.add"))
    member.sees(words("dossier.done.fact"), FACT[language], words("words.season.23") + " 2025")
    member.stands_at(words("dossier.done.fact"))
    # The picture's numbers lead to what they stand for.
    member.reach(text=f"1: {words('words.season.23')} 2025, {FACT[language]} ({words('code.certainty.likely')})")
    keys.press("Enter")
    assert FACT[language] in member.page.locator("li:target").inner_text()
    member.open(member.page.url.split("?")[0])
    member.walk()
    member.go(words("dossier.tab.sharing"))
    member.skip()
    member.unfold(words("sharing.begin.open"))
    member.reach(name="part")
    keys.press("ArrowDown")
    member.type("receiver", NATIONAL)
    member.type("basis", words("code.legalBasis.publicTask"))
    member.go(words("sharing.next"))
    member.skip()
    member.type("share.what", REASON[language])
    member.reach(name="earlier")
    keys.press("Space")
    for name in ["grounds.purpose", "answer.taskAndArticle"]:
        member.type(name, REASON[language])
    member.reach(name="view")
    keys.press("Space")
    for name in ["grounds.proportionality", "grounds.subsidiarity"]:
        member.type(name, REASON[language])
    member.go(words("sharing.share"))
    member.sees(words("dossier.done.share"), NATIONAL, words("code.legalBasis.publicTask"))


def test_every_page_of_a_role_by_keyboard(house, language):
    """Those that the story above does not pass."""
    for name in ["administrator", "coordinator", "analyst", "auditor"]:
        member = TypingMember(house, language, OURS, name)
        addresses = [link.get_attribute("href") for link in member.page.locator(".menu a").all()]
        for address in addresses + [f"/{language}/account/one-time-code"]:
            member.open(address)


def sent(house, language, place=None):
    """The code and the reference of a report that somebody sent with a pointer."""
    person = Reporter(house, language)
    person.walk_to_check(STORY[language], place=place)
    code = person.send()
    person.come_back(code)
    told = person.page.locator("main").inner_text()
    return code, told.split(person.words("dialogue.reference", reference=""))[1].split()[0]
