"""A case over five organisations, its end: handing over, ending what was shared, accounting for it, closing and destroying."""

from colleague import BOEI, HAVENREDE, KADE, STEIGER, WAAG, TABS, colleague, day
from eyes import PHONE
from test_dossier import LATER, SAID, SUSPECT, fact

WRONG = "Dit hoort in een ander dossier."
ENDED = "Het onderzoek gaat verder zonder dit deel."


def test_handing_over_is_refused_withdrawn_and_accepted(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.begins("offer", "cooperationAct")
    worker.does("offer", {"offer.reason": "Jullie kennen de verdachte."}, 422)
    assert worker.typed("offer", "offer.reason") == "Jullie kennen de verdachte."
    worker.offers(BOEI, "Jullie kennen de verdachte.")
    worker.sees(words("transfer.waiting", organisation=BOEI))
    assert not worker.page.get_by_role("link", name=words("tasks.transfer"), exact=True).count()
    detective = colleague(house, BOEI)
    detective.open("/nl/day")
    detective.sees(words("code.notice.offered"))
    detective.dossier()
    detective.sees(words("dossier.transfer.asked", organisation=STEIGER), "Jullie kennen de verdachte.")
    # To be able to choose, one reads what goes along; what somebody else keeps does not go along.
    assert detective.reads_everywhere(SAID["care"], SAID["medical"]) == [True, False]
    detective.dossier("tasks")
    detective.does("refuse-offer", status=422)
    detective.is_refused_at("refuse-offer", "refuse.reason")
    detective.does("refuse-offer", {"refuse.reason": "Wij zijn geen hulpverleners."})
    assert detective.reads_everywhere(SAID["care"], SAID["general"]) == [False, True]
    worker.dossier("tasks")
    worker.unfold_all()
    worker.sees("Wij zijn geen hulpverleners.")


def test_an_offer_is_withdrawn(house):
    worker, nurse = colleague(house, STEIGER, "en", "coordinator", size=PHONE), colleague(house, KADE, "en", size=PHONE)
    worker.offers(KADE, "You see her most.", warm=20)
    nurse.dossier()
    nurse.sees(nurse.words("dossier.transfer.asked", organisation=STEIGER))
    nurse.step("tasks")
    nurse.sees("You see her most.", nurse.words("transfer.accept"))
    worker.dossier("tasks")
    worker.does("withdraw-offer")
    # Who answers what is no longer asked gets the words back.
    nurse.does("refuse-offer", {"refuse.reason": "We are too small."}, 409)
    nurse.sees("We are too small.")
    assert nurse.reads_everywhere(SAID["care"], SAID["medical"]) == [False, True]


def test_the_municipality_takes_over_and_the_old_one_goes_on_helping(house):
    worker, official = colleague(house, STEIGER), colleague(house, HAVENREDE)
    words = worker.words
    worker.offers(HAVENREDE, "Merel gaat in Havenrede wonen.", warm=30)
    official.dossier()
    official.follow(words("dossier.transfer.answer"))
    official.sees("Merel gaat in Havenrede wonen.")
    official.does("accept-offer")
    official.step("overview")
    official.sees(words("dossier.coordinatedBy", organisation=HAVENREDE), words("code.dossierStep.begin"))
    official.does("plan", {"plan.text": "Wij bellen Merel samen met De Steiger."} | day(2))
    worker.dossier()
    worker.sees(words("dossier.coordinatedBy", organisation=HAVENREDE),
                words("dossier.deeds.participant", organisation=HAVENREDE), "Wij bellen Merel samen met De Steiger.")
    assert not worker.page.locator('form[action$="/plan"]').count()
    assert worker.reads_everywhere(SAID["care"], SAID["medical"], SAID["safety"]) == [True, True, True]
    worker.dossier("log", 404)
    worker.dossier("parts")
    worker.does("message", {"message-part": "care", "message.text": "Wij gaan dinsdag mee."})
    assert official.reads_everywhere(SAID["care"], LATER, "Wij gaan dinsdag mee.") == [True, True, True]
    worker.open("/nl/dossiers?view=takingPart")
    worker.sees(house.dossier_reference)
    official.open("/nl/dossiers")
    official.sees(house.dossier_reference)


def test_a_share_ends_and_what_is_new_is_not_seen(house):
    official, detective = colleague(house, HAVENREDE), colleague(house, BOEI)
    words = official.words
    official.dossier("sharing")
    name = f"{words('sharing.end')}: {BOEI}, {words('code.compartment.safety')}"
    official.follow(name)
    official.sees(words("sharing.end.title", part=words("code.compartment.safety"), organisation=BOEI))
    official.does("end-share", status=422)
    official.is_refused_at("end-share", "end.reason")
    official.does("end-share", {"end.reason": ENDED})
    official.page.locator("main details > summary", has_text=words("sharing.state.ended")).first.click()
    official.sees(ENDED, words("sharing.ended"))
    official.dossier("safety")
    official.does("judge", {"danger": "danger", "safety.reason": "Hij staat bij haar nieuwe huis."} | day(1, "review"))
    official.sees(words("code.urgency.danger"))
    assert detective.reads_everywhere(SAID["safety"], "Hij staat bij haar nieuwe huis.", SAID["general"]) == [False, False, True]
    detective.dossier("safety")
    detective.sees(words("dossier.safety.notRead"))
    detective.search("zusje")
    detective.sees_not(house.dossier_reference)


def test_who_needs_it_no_more_leaves(house):
    nurse, words = colleague(house, KADE, "en", size=PHONE), colleague(house, KADE, "en").words
    nurse.dossier("sharing")
    nurse.follow(f"{words('sharing.leave')}: {KADE}, {words('code.compartment.general')}")
    nurse.does("end-share", {"end.reason": "She is treated elsewhere."})
    assert nurse.reads_everywhere(SAID["general"], SAID["medical"]) == [False, True]
    # Who is let in to nothing any more reads that sharing ended, and nothing of the dossier.
    detective, prosecutor = colleague(house, BOEI), colleague(house, WAAG, "en")
    detective.dossier("sharing")
    detective.page.locator('main a[href*="?end="]', has_text=detective.words("sharing.end")).first.click()
    detective.page.wait_for_load_state()
    detective.does("end-share", {"end.reason": "De auto is gevonden."})
    prosecutor.dossier(status=410)
    prosecutor.open("/en/dossiers?view=takingPart")
    prosecutor.sees_not(house.dossier_reference)
    prosecutor.search("verhuurbedrijf")
    prosecutor.sees_not(house.dossier_reference)


def test_who_accounts_sees_who_looked_and_on_what_ground(house):
    official = colleague(house, HAVENREDE)
    words = official.words
    official.dossier("log")
    official.sees(words("log.lead"), *[words("act." + act) for act in [
        "dossier.logRead", "transfer.accepted", "dossier.read"]], STEIGER, BOEI, words("code.compartment.care"))
    told = table(official)
    while official.page.get_by_role("link", name=words("journal.older")).count():
        official.follow(words("journal.older"))
        told += table(official)
    # It tells of deeds, never of what was written.
    assert not [sentence for sentence in [*SAID.values(), ENDED, "Merel"] if sentence in told]
    for sentence in [words("act.dossier.opened"), words("code.legalBasis.policeAct"), words("act.meeting.called"), WAAG, KADE]:
        assert sentence in told, f"the log does not tell “{sentence}”"
    official.follow(words("journal.newest"))
    nurse = colleague(house, KADE, "en")
    nurse.dossier("log")
    nurse.sees_not(nurse.words("log.lead"))


def table(member):
    return member.page.locator("main table").inner_text()


def test_the_one_it_is_about_gets_an_extract(house):
    official = colleague(house, HAVENREDE, scripts=True)
    words = official.words
    official.dossier("log")
    official.follow(words("extract.make"))
    boxes = official.page.locator('[name="give"]')
    chosen = [box.evaluate("e => e.labels[0].innerText") for box in boxes.all() if box.is_checked()]
    assert any("Merel" in label for label in chosen) and not any(SUSPECT in label for label in chosen), chosen
    official.press(words("extract.button"))
    official.sees(words("extract.document.title"), SAID["general"], words("extract.rights.complain"))
    official.sees_not(SUSPECT, SAID["care"], SAID["safety"])
    # Who received what, also who does not read it any more, and who keeps a part of its own.
    official.sees(words("extract.receivers"), KADE, BOEI, words("code.legalBasis.consent"))
    assert official.page.get_by_role("button", name=words("shell.print")).is_visible()
    official.page.emulate_media(media="print")
    for hidden in [".top", ".menu", ".back", ".button"]:
        assert not official.page.locator(hidden).first.is_visible(), f"{hidden} is printed"
    assert official.page.locator("main table").is_visible()
    worker = colleague(house, STEIGER)
    worker.open(worker.at("extract"), 404)


def test_what_should_not_stand_there_is_destroyed_by_two(house):
    official, leader = colleague(house, HAVENREDE), colleague(house, HAVENREDE, "en", "coordinator")
    words = official.words
    official.dossier("timeline")
    official.does("fact", fact(WRONG))
    official.dossier("log")
    official.does("destroy", status=422)
    official.is_refused_at("destroy", "record")
    record = official.page.locator('[name="record"] option', has_text=WRONG).get_attribute("value")
    official.does("destroy", {"record": record, "reason": "keptByMistake"})
    official.sees(words("log.destroy.waiting"), WRONG)
    official.follow(words("log.destroy.confirm"))
    official.sees(words("retention.own"))
    assert not official.page.locator('form[action$="/confirm"]').count()
    leader.open("/en/retention")
    leader.page.locator("main td summary").click()
    leader.does("confirm")
    leader.sees(leader.words("retention.done.confirm"))
    assert official.reads_everywhere(WRONG) == [False]
    official.search("ander dossier")
    official.sees_not(house.dossier_reference)


def test_it_is_closed_when_nothing_is_open_any_more_and_reopened(house):
    official, worker = colleague(house, HAVENREDE), colleague(house, STEIGER)
    words = official.words
    why = "Merel woont bij haar pleegzus en gaat naar school."
    official.dossier()
    official.does("close", {"result": "inCare", "close.text": why}, 422)
    official.is_refused_at("close", "result")
    official.sees(words("dossierRefusal.tasksOpen"))
    assert official.typed("close", "close.text") == why
    end_tasks(house)
    official.dossier()
    official.does("close", {"result": "inCare"}, 422)
    official.is_refused_at("close", "close.text")
    official.does("close", {"close.text": why}, 422)
    official.sees(words("dossierRefusal.dangerStands"))
    official.dossier("safety")
    official.does("judge", {"danger": "normal", "safety.reason": "Hij weet niet waar zij woont."} | day(9, "review"))
    official.dossier()
    official.does("close", {"result": "inCare", "close.text": why})
    official.sees(words("dossier.closed"), words("code.dossierResult.inCare"), why)
    for tab in TABS:
        official.dossier(tab)
        assert not official.page.locator('main form[action$="/fact"], main form[action$="/ask"], #share').count(), tab
    worker.dossier()
    worker.sees(words("dossier.closed"), why)
    official.open("/nl/dossiers?view=closed")
    official.sees(house.dossier_reference, words("code.dossierResult.inCare"))
    official.open("/nl/retention")
    official.sees(words("retention.due.empty"), words("retention.meaning.backups"))
    official.dossier()
    official.does("reopen")
    official.sees(words("code.dossierStep.act"))
    official.does("watch", {"watch.text": "We kijken of het goed blijft gaan."} | day(30, "until"))
    official.sees(words("code.dossierState.watched"))
    official.does("resume")


def end_tasks(house):
    """Whoever asked something, or was asked it, brings it to an end."""
    for organisation in [HAVENREDE, STEIGER, KADE, BOEI]:
        one = colleague(house, organisation)
        one.dossier("tasks")
        addresses = [link.get_attribute("href") for link in one.page.locator("main table tbody a").all()]
        for address in addresses:
            one.open(address)
            for deed in ["finish", "withdraw"]:
                if one.page.locator(f'form[action$="/{deed}"]').count():
                    one.does(deed, {deed + ".text": "Klaar."})
                    break


def test_a_dossier_can_begin_without_a_report(house, language):
    leader = colleague(house, HAVENREDE, language, {"nl": "intake", "en": "coordinator"}[language], size=PHONE)
    words = leader.words
    leader.open(f"/{language}/dossiers")
    leader.follow(words("dossiers.new"))
    leader.does("new", {"new.text": "Een wijkteam belt over een jongen.", "place": "Bergen"}, 422)
    leader.is_refused_at("new", "urgency", "age", "municipality")
    assert leader.typed("new", "new.text") == "Een wijkteam belt over een jongen."
    leader.page.locator('[name="municipality"]').first.check()
    leader.does("new", {"urgency": "normal", "age": "minor", "exploitation": "criminal"})
    leader.sees(words("dossier.reports.none"), words("dossier.overview.knowledge"))
    leader.step("timeline")
    leader.sees("Een wijkteam belt over een jongen.")


def test_every_page_of_the_dossier_in_both_languages(house, language):
    """With the menu that each has, at a large screen and on a phone."""
    for size in [None, PHONE]:
        official = colleague(house, HAVENREDE, language, **({"size": size} if size else {}))
        for tab in [*TABS, "log", "extract"]:
            official.dossier(tab)
