"""The people who answer: from log-in to closing, at the organisation that got the report and at those it is handed to."""

import re
import time
import urllib.parse

from camera import scan
from eyes import PHONE
from member import Member
from members import STEP, one_time_code
from reporter import Reporter
from test_reporter import PICTURE, TOLD

OURS, THEIRS = "Jeugdhulp De Steiger", "Meldpunt Vuurtoren"
REASON = {"nl": "Omdat het over een kind gaat.", "en": "Because it is about a child."}
ANSWER = {"nl": "Dank je wel. Weet je welke kleur de auto heeft?", "en": "Thank you. Do you know the colour of the car?"}


def role(language):
    """Each language has a worker of its own, so that one-time codes need not be waited for."""
    return {"nl": "intake", "en": "coordinator"}[language]


def ours(house, language, **options):
    return Member(house, language, OURS, role(language), **options)


def test_logging_in_and_the_inbox(house, language):
    stranger = Reporter(house, language, is_public=False)
    words = stranger.words
    stranger.open(f"/{language}/inbox")
    assert "/log-in" in stranger.page.url
    stranger.fill(words("staff.logIn.name"), "nobody@demo.example")
    stranger.fill(words("staff.logIn.password"), "a wrong password")
    stranger.fill(words("staff.logIn.code"), "123456")
    stranger.press(words("staff.logIn.button"), 422)
    member = ours(house, language)
    member.sees(words("staff.inbox.title"), house.references[language], words("code.step.firstLook"))
    for view in [link.get_attribute("href") for link in member.page.locator(".tabs a").all()]:
        member.open(view)


def test_a_report_is_opened_judged_and_planned(house, language):
    member = ours(house, language, size=PHONE)
    words = member.words
    member.case(house.references[language])
    member.sees(TOLD[language], "Kim", "XX-99-XX", "kamer.png")
    member.deed("judgement", "", status=422)
    member.deed("judgement", REASON[language], [words("code.urgency.urgent")])
    member.sees(words("code.urgency.urgent"), REASON[language])
    member.deed("take")
    member.deed("plan")
    member.deed("note", "De school belt morgen terug.")
    member.deed("note", "Zelf nalezen.", [words("staff.case.note.oneself")])
    member.sees("De school belt morgen terug.", "Zelf nalezen.")
    with member.page.expect_download() as download:
        member.page.get_by_role("link", name="kamer.png").first.click()
    assert download.value.path().read_bytes() == PICTURE
    assert download.value.suggested_filename == "kamer.png"


def test_notes_for_oneself_stay_with_oneself(house):
    colleague = Member(house, "en", OURS, "coordinator")
    colleague.case(house.references["nl"])
    colleague.sees("De school belt morgen terug.")
    colleague.sees_not("Zelf nalezen.")


def test_writing_with_the_reporter_both_ways_with_files(house, language):
    member = ours(house, language)
    words = member.words
    member.case(house.references[language])
    member.page.set_input_files('form[action$="/message"] [type=file]', files("uitleg.png"))
    member.deed("message", ANSWER[language])
    member.sees(ANSWER[language], "uitleg.png")
    person = Reporter(house, language)
    person.come_back(house.codes[language])
    person.sees(ANSWER[language], words("code.reportState.inProgress"))
    person.sees_not("De school belt morgen terug.", "Zelf nalezen.", REASON[language])
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name=re.compile(r"uitleg\.png")).click()
    assert download.value.path().read_bytes() == PICTURE
    person.page.set_input_files("[type=file]", files("auto.png"))
    person.fill(words("dialogue.answer.label"), "Rood.")
    person.press(words("dialogue.answer.send"))
    person.sees(words("dialogue.answer.sent"), "Rood.", "auto.png")
    member.case(house.references[language])
    member.sees("Rood.", "auto.png")


def files(name):
    return [{"name": name, "mimeType": "image/png", "buffer": PICTURE}]


def test_reports_that_belong_together_are_linked(house, language):
    member = ours(house, language)
    words, other = member.words, house.references["en" if language == "nl" else "nl"]
    member.case(house.references[language])
    member.page.locator("summary", has_text=words("staff.case.link.more")).click()
    member.deed("link", other)
    member.sees(other)
    member.deed("unlink")
    member.sees(words("staff.case.linked.none"))


def test_searching_by_word_number_and_state(house, language):
    member = ours(house, language)
    words, reference = member.words, house.references[language]
    for text in [TOLD[language].split()[1], "Kim", "XX99XX"]:
        member.search(text)
        member.sees(reference)
    member.search("zomaareenwoorddatnergensstaat")
    member.sees_not(reference)
    member.open(f"/{language}/search")
    member.page.locator("summary", has_text=words("staff.search.more")).click()
    member.page.locator('[name="reportState"]').select_option("closed")
    member.press(words("staff.search.button"))
    member.sees_not(reference)


def test_a_coordinator_gives_work(house, language):
    member = Member(house, language, OURS, "coordinator")
    member.case(house.references[language])
    colleague = house.cast.member(OURS, "intake")["name"]
    member.deed("assign", assignee=colleague)
    member.sees(colleague)


def test_handing_over_is_refused_and_accepted(house, language):
    us, them = ours(house, language), Member(house, language, THEIRS, role(language))
    words, reference = us.words, house.references[language]
    us.case(reference)
    us.deed("hand-over", REASON[language], receiver=THEIRS)
    us.sees(words("staff.case.offered", organisation=THEIRS))
    us.deed("withdraw")
    us.deed("hand-over", REASON[language], receiver=THEIRS)
    them.open(f"/{language}/inbox")
    them.sees(words("staff.inbox.offers"))
    them.follow(reference)
    them.sees(TOLD[language])
    them.sees_not("De school belt morgen terug.")
    them.deed("refuse", "Niet in onze streek.")
    us.case(reference)
    us.sees("Niet in onze streek.")
    us.deed("hand-over", REASON[language], receiver=THEIRS)
    them.case(reference)
    them.deed("accept")
    us.open(f"/{language}/inbox")
    us.sees_not(reference)
    us.open(f"/{language}/inbox?view=handedOver")
    us.sees(reference)


def test_it_is_sent_back_closed_and_opened_again(house, language):
    us, them = ours(house, language), Member(house, language, THEIRS, role(language))
    words, reference = us.words, house.references[language]
    them.case(reference)
    them.deed("send-back", "Toch beter bij jullie.")
    us.case(reference)
    us.sees("Toch beter bij jullie.")
    us.deed("accept")
    # Who waits for an answer is told why there is none.
    us.deed("close", "Er is hulp in de buurt.", closing=words("code.closing.helped"), chosen=[words("code.unanswered.mayNotTell")])
    us.sees(words("code.reportState.closed"))
    person = Reporter(house, language)
    person.come_back(house.codes[language])
    person.sees(words("code.reportState.closed"))
    person.sees_not("Er is hulp in de buurt.")
    person.sees(words("dialogue.unanswered.mayNotTell"))
    us.deed("reopen")
    us.sees(words("code.reportState.inProgress"))


def test_recording_for_somebody_on_the_telephone(house, language):
    member = ours(house, language)
    words, page = member.words, member.page
    member.open(f"/{language}/record")
    member.press(words("staff.record.send"), 422)
    told = "Een leraar belt over een leerling."
    member.choose(words("code.channel.telephone"))
    for name, value in [("danger", "no"), ("subject", "victim"), ("role", "professional"), ("age", "minor"),
                        ("exploitation", "unknown"), ("contact", "siteOnly")]:
        page.locator(f'[name="{name}"][value="{value}"]').check()
    page.locator('[name="placeUnknown"]').check()
    page.locator('[name="words"]').fill(told)
    member.press(words("staff.record.send"))
    code = page.get_attribute(".receipt-code", "data-code")
    page.locator('[name="group"]').fill("0000")
    member.press(words("staff.record.confirm.button"), 422)
    page.locator('[name="group"]').fill(code[-4:])
    member.press(words("staff.record.confirm.button"))
    member.sees(words("staff.record.kept.title"))
    member.follow(re.compile(words("staff.record.open", reference="(.*)")))
    member.sees(told, words("code.channel.telephone"))
    caller = Reporter(house, language)
    caller.come_back(code)
    caller.sees(told)


def test_a_new_colleague_is_invited_enrols_and_is_let_in(house, language):
    administrator = Member(house, language, OURS, "administrator")
    words, name = administrator.words, {"nl": "Noor Nieuw", "en": "Nina New"}[language]
    administrator.open(f"/{language}/members")
    administrator.press(words("members.invite.button"), 422)
    administrator.fill(words("members.name"), name)
    administrator.page.locator('[name="role"][value="intake"]').check()
    administrator.press(words("members.invite.button"))
    link = administrator.page.locator(f'main a[href*="/{language}/invitation/"]').get_attribute("href")
    new = Reporter(house, language, is_public=False)
    new.open(link)
    new.sees(name, OURS)
    secret = scanned(new, issuer=OURS, account=name)
    password = "vier woorden op papier"
    new.fill(words("staff.logIn.name"), f"nieuw-{language}@demo.example")
    new.fill(words("staff.invitation.password"), "kort")
    new.fill(words("staff.logIn.code"), "000000")
    new.press(words("staff.invitation.button"), 422)
    new.fill(words("staff.invitation.password"), password)
    step = int(time.time()) // STEP
    new.fill(words("staff.logIn.code"), one_time_code(secret, step))
    new.press(words("staff.invitation.button"))
    new.sees(words("staff.logIn.news.enrolled"))
    new.fill(words("staff.logIn.name"), f"nieuw-{language}@demo.example")
    new.fill(words("staff.logIn.password"), password)
    new.fill(words("staff.logIn.code"), one_time_code(secret, step + 1))
    new.press(words("staff.logIn.button"), 403)
    new.sees(words("staff.waiting"))
    again = Reporter(house, language, is_public=False)
    again.open(link, 404)
    colleague = ours(house, language)
    colleague.open(f"/{language}/colleagues")
    # Both see the same code, and say so before one lets the other in.
    new.open(f"/{language}/colleagues")
    colleague.sees(new.page.locator("main .receipt-code").inner_text())
    colleague.choose(words("colleagues.letIn.compared"))
    colleague.press(words("colleagues.letIn.button", name=name))
    # Reports from before are open too.
    new.open(f"/{language}/inbox")
    new.follow(house.references[language])
    new.sees(TOLD[language])


def test_the_codes_move_to_a_new_telephone_by_its_picture(house, language):
    member = Member(house, language, "Opvang Het Anker", role(language))
    words = member.words
    member.open(f"/{language}/account/one-time-code")
    member.page.emulate_media(color_scheme="dark")
    secret = scanned(member, issuer="Opvang Het Anker", account=member.person["name"])
    fields = house.cast.log_in(member.person)
    member.fill(words("account.password.present"), fields["password"])
    member.page.locator('[name="code"]').fill(fields["code"])
    member.page.locator('[name="newCode"]').fill(one_time_code(secret, int(time.time()) // STEP))
    member.press(words("account.oneTimeCode.button"))
    member.sees(words("account.oneTimeCode.done"))


def scanned(visitor, issuer, account):
    """The key in the picture, which is the one that can be typed over and the one in the link."""
    address = scan(visitor.page.locator("svg.scan"))
    assert address == visitor.page.locator('a[href^="otpauth:"]').get_attribute("href")
    told = urllib.parse.urlsplit(address)
    values = dict(urllib.parse.parse_qsl(told.query))
    assert (told.scheme, told.netloc, values["issuer"]) == ("otpauth", "totp", issuer), address
    assert urllib.parse.unquote(told.path) == f"/{issuer}:{account}", address
    typed = visitor.page.locator("code.secret").inner_text()
    assert re.fullmatch(r"[A-Z2-7]{4}( [A-Z2-7]{4})+", typed) and typed.replace(" ", "") == values["secret"], typed
    return values["secret"]


def test_every_page_of_every_role(house, language):
    for name in ["administrator", "coordinator", "analyst", "auditor"]:
        member = Member(house, language, OURS, name)
        for address in {link.get_attribute("href") for link in member.page.locator(".menu a").all()} or [f"/{language}"]:
            member.open(address)


def test_logging_out(house, language):
    member = ours(house, language)
    member.open(f"/{language}/inbox")
    member.press(member.words("shell.logOut"))
    del house.sessions[member.session]
    member.open(f"/{language}/inbox")
    assert "/log-in" in member.page.url
