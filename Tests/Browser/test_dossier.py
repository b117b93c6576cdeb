"""A case over five organisations, its first half: two reports become one dossier, what is known is written down, advice is
asked without a name, and each organisation is let in to what it needs, and to nothing else."""

import re

from colleague import BOEI, HAVENREDE, KADE, STEIGER, TABS, WAAG, colleague, day, grounds
from eyes import PHONE
from reporter import Reporter
from test_reporter import PICTURE

FIRST = "Merel van vijftien wordt na school opgehaald door een man in een rode auto."
SECOND = "Het meisje van de derde etage, Merel, komt pas tegen de ochtend thuis."
PLATE = "MB-12-MB"
SUSPECT = "De man met de rode auto"
# What stands in each part and may be read by whoever was let in to it alone.
SAID = {
    "general": "Merel slaapt op school en zegt dat ze schulden heeft.",
    "safety": "Hij heeft gezegd dat hij haar zusje weet te vinden.",
    "care": "Merel heeft haar mentor verteld dat ze hulp wil.",
    "medical": "Er is een vervolgafspraak op de polikliniek gemaakt.",
    "police": "De rode auto staat op naam van een verhuurbedrijf.",
}
LATER = "De pleegzus komt op dinsdag langs voor een gesprek."
# Who reads which part when everything is shared; Havenrede reads of care only what was written later.
READS = {
    STEIGER: ["general", "safety", "care", "medical"], BOEI: ["general", "safety", "police"], WAAG: ["police"],
    KADE: ["general", "medical"], HAVENREDE: ["general"],
}
QUESTION = "Een jongere die wij begeleiden heeft vaak blauwe plekken en wil niet naar de huisarts. Wat raden jullie aan?"


def file(name):
    return {"name": name, "mimeType": "image/png", "buffer": PICTURE}


def test_two_reports_come_in_about_one_girl(house):
    for number, (story, clue) in enumerate([
        (FIRST, ("plate", PLATE, "perpetrator")), (SECOND, ("account", "merel.kijkt", "victim"))
    ]):
        person = Reporter(house, "nl")
        person.walk_to_check(story, place="Amsterdam", clues=[("name", "Merel", "victim"), clue])
        person.sees(STEIGER)
        person.come_back(person.send())
        house.references[number] = person.reference()


def test_a_dossier_is_opened_from_one_and_the_other_is_added(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.case(house.references[0])
    worker.unfold("dossier")
    worker.press(words("staff.case.dossier.open"))
    house.dossier = worker.page.url.split("/")[-1].split("?")[0]
    house.dossier_reference = worker.page.locator("h1").inner_text().split()[-1]
    worker.sees(words("dossier.title", reference=house.dossier_reference), words("code.dossierStep.begin"),
                words("dossier.safety.none"), house.references[0])
    # What the reporter told is there already, and the thread to them stays where it was.
    worker.step("timeline")
    worker.sees(FIRST, house.references[0])
    worker.case(house.references[1])
    worker.unfold("dossier")
    worker.press(words("staff.case.dossier.add"), 422)
    worker.sees(words("staff.choose.error", what=words("staff.case.dossier.which")))
    worker.page.locator('[name="dossier"]').select_option(house.dossier)
    worker.press(words("staff.case.dossier.add"))
    worker.sees(*[words("dossier.reports.thread", organisation=STEIGER), house.references[0], house.references[1]])
    worker.does("add-report", {"report.reference": "0000-0000"}, 422)
    assert worker.typed("add-report", "report.reference") == "0000-0000"
    worker.case(house.references[1])
    worker.sees(words("staff.case.dossier.goesOn"))
    worker.follow(words("dossier.title", reference=house.dossier_reference))


def test_persons_are_written_down_and_corrected(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.dossier("persons")
    worker.sees("Merel", PLATE, words("code.personPart.victim"), words("code.personPart.suspect"))
    worker.does("person", {"person.name": "Zonder rol", "mark.0": "06 00000000"}, 422)
    assert worker.typed("person", "person.name") == "Zonder rol"
    worker.dossier("persons")
    worker.does("person", {
        "role": "witness", "person.name": "Mentor van school", "born.year": "1980", "mark-kind-0": "phone",
        "mark.0": "020 0000000", "person.relation": "Ziet Merel elke dag.", "person-part": "general"})
    worker.sees("Mentor van school", "1980", "020 0000000", words("code.identifier.phone"))
    # The suspect was called by his plate: now by how people know him. What stood there stays to be read.
    worker.follow(words("dossier.correct.named", name=PLATE))
    worker.sees(words("dossier.correct.text"))
    worker.does("person", {"person.name": SUSPECT, "person.aliases": "Rooie\nRik", "mark-kind-0": "plate", "mark.0": PLATE})
    worker.sees(SUSPECT, "Rooie, Rik", words("dossier.earlier", n=1))
    worker.follow(re.compile("^" + re.escape(words("dossier.correct.named", name="Merel"))))
    worker.does("person", {"born.year": "2011", "born.month": "21", "born.day": "3"}, 422)
    worker.is_refused_at("person", "born")
    worker.does("person", {"born.day": ""})
    worker.sees("lente 2011")


def fact(text, certainty="likely", source="professional", part="general", begun="", ended=""):
    """Dates are written `year`, `year-month` or `year-month-day`; 21 and further are seasons."""
    fields = {"fact.text": text, "certainty": certainty, "source": source, "fact-part": part}
    for name, date in [("from", begun), ("until", ended)]:
        fields |= {f"{name}.{piece}": value for piece, value in zip(["year", "month", "day"], date.split("-")) if value}
    return fields


def test_the_timeline_knows_days_months_and_seasons(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.dossier("timeline")
    worker.does("fact", fact("Eerst het einde.", begun="2026-10", ended="2026-9"), 422)
    worker.is_refused_at("fact", "until")
    assert worker.typed("fact", "fact.text") == "Eerst het einde."
    worker.does("fact", fact("Een dag zonder maand.", begun="2026", ended="") | {"from.day": "3", "from.month": ""}, 422)
    worker.is_refused_at("fact", "from")
    worker.dossier("timeline")
    for written, told in [
        (fact(SAID["general"], "certain", "victim", begun="2026-10-6"), "6 oktober 2026"),
        (fact("Ze leerde hem kennen.", begun="2025-22"), "zomer 2025"),
        (fact("Ze kwam niet meer op voetbal.", begun="2026-3"), "maart 2026"),
        (fact("Ze werd bijna elke avond opgehaald.", "uncertain", "report", begun="2026-9", ended="2026-10"),
         "september 2026 tot en met oktober 2026"),
        (fact("Hij zegt dat hij haar neef is.", "contradicted", begun="2026-9-14"), "14 september 2026"),
        (fact("Ze kreeg een telefoon van hem."), words("dossier.fact.undated")),
    ]:
        worker.does("fact", written)
        worker.sees(written["fact.text"], told, words("code.certainty." + written["certainty"]))
    drawn = worker.page.locator(".timeline-picture a")
    for link in drawn.all():
        assert worker.page.locator(link.get_attribute("href")).count() == 1
    listed = worker.page.locator(".timeline .facts > li")
    assert drawn.count() == listed.count() == 7, f"{drawn.count()} drawn, {listed.count()} listed"
    assert "zomer 2025" in listed.first.inner_text()
    # In English the same dates have English names.
    worker.switch("en", "English")
    worker.sees("summer 2025", "6 October 2026", worker.words("code.certainty.contradicted"))


def test_safety_is_judged_and_stands_on_the_first_page(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.dossier("safety")
    worker.sees(words("dossier.safety.none"))
    worker.does("judge", {"danger": "urgent", "safety.reason": SAID["safety"]}, 422)
    worker.is_refused_at("judge", "review")
    assert worker.typed("judge", "safety.reason") == SAID["safety"]
    worker.does("judge", {
        "danger": "urgent", "safety.toWhom": "Merel en haar zusje", "safety.fromWhom": SUSPECT,
        "safety.reason": SAID["safety"], "measure.0": "De school belt als ze er niet is", "measure-who.0": "De mentor",
        "safety.emergency": "Bel 112, daarna de achterwacht."} | day(14, "review"))
    worker.sees(SAID["safety"], "De school belt als ze er niet is", "De mentor", "Bel 112, daarna de achterwacht.")
    worker.step("overview")
    worker.sees(words("dossier.safety.now", danger=words("dossier.danger.urgent")), SAID["safety"])
    worker.does("plan", day(3), 422)
    worker.is_refused_at("plan", "plan.text")
    worker.does("plan", {"plan.text": "De mentor praat donderdag met Merel."} | day(3))
    worker.sees("De mentor praat donderdag met Merel.", words("code.dossierStep.act"))


def test_messages_and_documents_stand_in_their_part(house):
    worker = colleague(house, STEIGER, size=PHONE)
    words = worker.words
    worker.dossier("parts")
    worker.does("message", {"message-part": "care", "message.text": SAID["care"]})
    worker.sees(SAID["care"], words("code.compartment.care"), words("dossier.parts.readers", organisations=STEIGER))
    worker.does("document", {"document-part": "care", "document.title": "Verslag van het gesprek"}, 422)
    worker.is_refused_at("document", "files")
    worker.page.set_input_files('form[action$="/document"] [type=file]', [file("verslag.png")])
    worker.does("document", {"document.title": ""}, 422)
    worker.is_refused_at("document", "document.title")
    # The file came in and stays, while the title is typed again.
    worker.sees("verslag.png")
    worker.does("document", {"document.title": "Verslag van het gesprek"})
    with worker.page.expect_download() as download:
        worker.page.get_by_role("link", name="verslag.png").click()
    assert download.value.path().read_bytes() == PICTURE


def test_advice_is_asked_without_a_name_before_anything_is_shared(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.dossier("tasks")
    worker.follow(words("tasks.consult"))
    worker.sees(words("consultation.anonymous"), words("consultation.anonymous.names"))
    worker.does("new", {"receiver": worker.id(KADE), "consult.question": QUESTION, "grounds.purpose": "Om goed te helpen."},
                422)
    worker.is_refused_at("new", "answer.leftOut")
    assert worker.typed("new", "consult.question") == QUESTION
    worker.does("new", {"answer.leftOut": "Naam, leeftijd en woonplaats."})
    worker.sees(QUESTION)
    # On another ground the page asks what that law asks.
    worker.dossier("tasks")
    worker.follow(words("tasks.consult"))
    worker.follow(words("consultation.other"))
    worker.page.locator('[name="basis"]').select_option("vitalInterest")
    worker.press(words("sharing.next"))
    worker.sees(words("code.basisQuestion.dangerAverted"), words("sharing.grounds.view"))
    worker.follow(words("consultation.anonymous.instead"))


def test_who_is_asked_answers_and_sees_no_dossier(house):
    nurse = colleague(house, KADE, "en", size=PHONE)
    words = nurse.words
    nurse.open("/en/day")
    nurse.sees(words("day.news"), words("code.notice.asked"))
    nurse.sees_not(house.dossier_reference, house.dossier)
    nurse.page.locator("main .rows a").first.click()
    nurse.page.wait_for_load_state()
    nurse.look()
    nurse.sees(QUESTION, words("consultation.from", organisation=STEIGER))
    nurse.sees_not(house.dossier_reference, house.dossier, "Merel")
    question = nurse.page.url.split("?")[0]
    nurse.dossier(status=404)
    nurse.open(question)
    nurse.does("take")
    nurse.does("write", {"message.text": "Since when does this happen?"})
    worker = colleague(house, STEIGER)
    worker.task(worker.words("consultation.to", organisation=KADE))
    worker.sees("Since when does this happen?")
    worker.does("write", {"message.text": "Sinds de zomer."})
    nurse.open(question)
    nurse.sees("Sinds de zomer.")
    nurse.does("finish", status=422)
    nurse.does("finish", {"finish.text": "Come along together, we keep an hour free."})
    worker.dossier("tasks")
    worker.task(worker.words("consultation.to", organisation=KADE))
    worker.sees("Come along together, we keep an hour free.", worker.words("code.taskState.done"))


def test_a_question_can_be_declined_and_withdrawn(house):
    worker = colleague(house, STEIGER)
    for receiver, text in [(HAVENREDE, "Is er een plek voor iemand van vijftien?"), (WAAG, "Hoe werkt een melding bij jullie?")]:
        worker.dossier("tasks")
        worker.follow(worker.words("tasks.consult"))
        worker.does("new", {"receiver": worker.id(receiver), "consult.question": text, "urgency": "urgent"} |
                    grounds("anonymousConsultation"))
    worker.does("withdraw", {"withdraw.text": "We weten het al."})
    worker.sees("We weten het al.", worker.words("code.taskState.withdrawn"))
    official = colleague(house, HAVENREDE)
    official.open("/nl/day")
    official.page.locator("main .rows a").first.click()
    official.sees("Is er een plek voor iemand van vijftien?")
    official.does("decline", {"decline.text": "Dat doet Opvang Het Anker."})
    worker.dossier("tasks")
    worker.task(worker.words("consultation.to", organisation=HAVENREDE))
    worker.sees("Dat doet Opvang Het Anker.")


def test_sharing_is_refused_until_every_question_is_answered(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.dossier("sharing")
    worker.unfold("share")
    worker.press(words("sharing.next"))
    worker.sees(words("sharing.begin.incomplete"))
    worker.chooses("care", BOEI, "publicTask")
    worker.sees(words("sharing.begin.notFitting"))
    what = "De afspraken over hoe laat Merel waar is."
    worker.shares("safety", BOEI, "publicTask", what, status=422,
                  **{"answer.taskAndArticle": "", "view": "objected", "grounds.subsidiarity": ""})
    worker.is_refused_at("share", "answer.taskAndArticle", "grounds.viewReason", "grounds.subsidiarity")
    worker.sees(words("dossierRefusal.answerMissing", question=words("code.basisQuestion.taskAndArticle")))
    assert worker.typed("share", "share.what") == what
    assert worker.typed("share", "grounds.proportionality") == grounds("publicTask")["grounds.proportionality"]
    assert worker.page.locator('[name="view"][value="objected"]').is_checked()
    worker.does("share", {
        "answer.taskAndArticle": "Opsporing, Politiewet 2012 artikel 3.", "grounds.viewReason": "Haar zusje loopt gevaar.",
        "grounds.subsidiarity": "Zelf vragen maakt hem wakker."} | day(-2), 422)
    worker.is_refused_at("share", "due")
    worker.does("share", day(60))
    worker.sees(BOEI, words("code.legalBasis.publicTask"))
    # The decision can be read again, with everything that was answered.
    worker.unfold_all()
    worker.sees(what, "Haar zusje loopt gevaar.", words("code.personView.objected"))
    worker.shares("safety", BOEI, "consent", what, status=422)
    worker.is_refused_at("share", "receiver")
    worker.sees(words("dossierRefusal.alreadyAdmitted"))


def test_each_is_let_in_to_what_it_needs(house):
    worker = colleague(house, STEIGER)
    worker.shares("general", BOEI, "publicTask", "Wie het zijn en wat er gebeurde.")
    worker.shares("general", KADE, "consent", "Waarom Merel bij jullie komt.")
    worker.shares("general", HAVENREDE, "cooperationAct", "Wie er meedoet.")
    worker.shares("care", HAVENREDE, "consent", "Wat de pleegzus afspreekt.", earlier="later")
    worker.dossier("parts")
    worker.does("message", {"message-part": "care", "message.text": LATER})
    nurse = colleague(house, KADE, "en", size=PHONE)
    nurse.open("/en/day")
    nurse.sees(nurse.words("code.notice.shared"))
    nurse.follow(nurse.words("day.dossier", reference=house.dossier_reference))
    nurse.sees(nurse.words("dossier.coordinatedBy", organisation=STEIGER))
    nurse.step("parts")
    nurse.does("message", {"message-part": "medical", "message.text": SAID["medical"]})
    # A doctor weighs six things before speaking.
    nurse.shares("medical", STEIGER, "conflictOfDuties", "When the next visit is.", status=422, **{"answer.conscience": ""})
    nurse.is_refused_at("share", "answer.conscience")
    nurse.does("share", {"answer.conscience": "She may not live through another week."})
    detective = colleague(house, BOEI)
    detective.dossier("parts")
    detective.does("message", {"message-part": "police", "message.text": SAID["police"]})
    detective.shares("police", WAAG, "policeAct", "Van wie de auto is.", status=422, **{"answer.covenant": ""})
    detective.is_refused_at("share", "answer.covenant")
    assert detective.typed("share", "answer.article") == grounds("policeAct")["answer.article"]
    detective.does("share", {"answer.covenant": "Eenmalig, er is geen convenant."})


def test_each_sees_its_parts_and_nothing_of_another(house):
    for organisation, parts in READS.items():
        reader = colleague(house, organisation)
        *seen, later = reader.reads_everywhere(*SAID.values(), LATER)
        assert seen == [part in parts for part in SAID], f"{organisation} sees {dict(zip(SAID, seen))}"
        assert later == (organisation in [STEIGER, HAVENREDE]), f"{organisation}: {later}"
        for tab in reversed(TABS):
            reader.dossier(tab)
        shown = [cell.inner_text() for cell in reader.page.locator("main table").last.locator("thead th").all()[1:]]
        wanted = set(parts) | ({"care"} if organisation == HAVENREDE else set())
        # The coordinator sees of each part who knows it, also where it reads none of it itself.
        wanted |= {"police"} if organisation == STEIGER else set()
        assert set(shown) == {reader.words("code.compartment." + part) for part in wanted}, (organisation, shown)


def test_what_is_not_read_is_not_said_to_be_missing(house):
    """Safety was judged long ago: who does not read it is not told that nobody did."""
    for organisation in [KADE, HAVENREDE, WAAG]:
        reader = colleague(house, organisation)
        for tab in ["overview", "safety"]:
            reader.dossier(tab)
            reader.sees_not(reader.words("dossier.safety.none"))
            reader.sees(reader.words("dossier.safety.notRead"))


def test_everybody_finds_what_they_read(house):
    for organisation, word, is_found in [
        (STEIGER, "Merel", True), (STEIGER, "polikliniek", True), (STEIGER, "verhuurbedrijf", False),
        (BOEI, "verhuurbedrijf", True), (BOEI, "polikliniek", False), (WAAG, "Merel", False), (WAAG, "verhuurbedrijf", True),
        (KADE, "mentor", True), (HAVENREDE, "pleegzus", True), (STEIGER, PLATE.replace("-", ""), True),
    ]:
        reader = colleague(house, organisation)
        reader.search(word)
        found = house.dossier_reference in reader.page.locator("main").inner_text()
        assert found == is_found, f"{organisation} searches {word}: {found}"
    reader.search(house.dossier_reference)
    reader.follow(house.dossier_reference)
