"""A case over five organisations, its middle: who does what, coming together, and hearing that there is something new."""

import re
import time

from colleague import BOEI, HAVENREDE, KADE, STEIGER, WAAG, colleague, day, grounds
from eyes import PHONE
from test_dossier import SAID

PLATE_TASK = "Zoek uit van wie de rode auto is."
PLACE_TASK = "Regel een plek voor Merel."
OWN_TASK = "Bel de mentor terug."
ANSWER = "De auto is gehuurd. Wie reed, weten we morgen."
AGENDA = "Wat weet de school?\nWie praat met haar?"
ROOM = "Kamer 2.14, De Steiger"
DECISION, TOLD = "Praat met de buurvrouw van de derde etage.", "De mentor vertelt Merel wie haar helpen."
CALENDAR = {"BEGIN", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "END"}
MINUTES = "Iedereen vindt dat Merel eerst een veilige plek nodig heeft."


def test_actions_are_asked_of_who_reads_the_part(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.asks(PLATE_TASK, BOEI, "general")
    worker.asks(PLACE_TASK, KADE, "general")
    worker.asks(OWN_TASK, STEIGER, "care")
    worker.asks("Kijk mee naar het veiligheidsplan.", HAVENREDE, "safety", status=422)
    worker.is_refused_at("ask", "responsible")
    assert worker.typed("ask", "task.text") == "Kijk mee naar het veiligheidsplan."
    worker.dossier("tasks")
    worker.does("ask", {"task.text": "", "part": "care", "due.day": "31", "due.month": "2"}, 422)
    worker.is_refused_at("ask", "task.text", "due")
    worker.dossier()
    worker.sees(PLATE_TASK, PLACE_TASK, OWN_TASK, BOEI, words("dossier.overview.tasks"))
    worker.open("/nl/day")
    worker.sees(words("day.mine"), words("day.waiting"), BOEI, KADE)
    # What is to be done in care is nobody's business but of who reads care.
    detective = colleague(house, BOEI)
    detective.open("/nl/day")
    detective.sees(words("day.news"), words("code.notice.asked"))
    detective.dossier("tasks")
    detective.sees(PLATE_TASK)
    detective.sees_not(OWN_TASK)


def test_one_is_done_one_declined_one_withdrawn(house):
    detective = colleague(house, BOEI, size=PHONE)
    words = detective.words
    detective.open("/nl/day")
    detective.sees(words("day.nobodys"))
    detective.sees_not(words("code.notice.asked"))
    detective.task(PLATE_TASK)
    detective.sees(PLATE_TASK, words("task.due", organisation=BOEI))
    detective.does("take")
    detective.open("/nl/day")
    detective.follow(re.compile(re.escape(house.dossier_reference)))
    detective.task(PLATE_TASK)
    detective.does("finish", status=422)
    detective.is_refused_at("finish", "finish.text")
    detective.does("plan", day(2))
    detective.does("finish", {"finish.text": ANSWER})
    detective.sees(ANSWER, words("code.taskState.done"))
    nurse = colleague(house, KADE, "en", size=PHONE)
    nurse.task(PLACE_TASK)
    nurse.does("decline", {"decline.text": "We are a hospital. Ask the municipality."})
    worker = colleague(house, STEIGER)
    worker.open("/nl/day")
    worker.sees(worker.words("code.notice.answered"))
    worker.task(OWN_TASK)
    worker.does("withdraw", {"withdraw.text": "De mentor belde zelf."})
    worker.dossier("tasks")
    worker.unfold_all()
    worker.sees(ANSWER, "We are a hospital. Ask the municipality.", "De mentor belde zelf.",
                *[worker.words("code.taskState." + state) for state in ["done", "declined", "withdrawn"]])
    # Whoever acts on what ended meanwhile is told so, and gets their words back.
    worker.task(OWN_TASK)
    assert not worker.page.locator('form[action$="/withdraw"]').count()


def test_two_act_at_once_and_the_second_gets_the_words_back(house):
    first, second = colleague(house, STEIGER), colleague(house, STEIGER, "en", "coordinator")
    first.asks("Vraag de school om het rooster.", STEIGER, "general")
    for worker in [first, second]:
        worker.task("Vraag de school om het rooster.")
    first.does("finish", {"finish.text": "Het rooster is er."})
    second.does("finish", {"finish.text": "I asked the school."}, 409)
    second.sees(second.words("dossierRefusal.changedMeanwhile"), "I asked the school.")
    second.sees("Het rooster is er.")


def test_a_meeting_is_called(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.begins("call", "cooperationAct")
    worker.does("call", {"meeting.agenda": AGENDA} | grounds("cooperationAct"), 422)
    worker.is_refused_at("call", "party", "due")
    assert worker.typed("call", "meeting.agenda") == AGENDA
    worker.does("call", {
        "party": [worker.id(one) for one in [BOEI, WAAG, KADE]], "clock": "14.30", "meeting.place": ROOM} | day(5))
    worker.page.locator("main table a").filter(has_text=re.compile("^" + words("meeting.on", moment=""))).first.click()
    worker.page.wait_for_load_state()
    worker.look()
    worker.sees(AGENDA, ROOM, BOEI, WAAG, KADE, words("meeting.reads", parts=words("code.compartment.police")))
    house.meeting = worker.page.url.split("/")[-1].split("?")[0]
    worker.does("plan", day(6))
    worker.does("write", {"message.text": "Wie heeft het rooster van school?"})


def test_the_calendar_names_nobody(house):
    prosecutor = colleague(house, WAAG, "en")
    prosecutor.open("/en/day")
    prosecutor.sees(prosecutor.words("code.notice.meeting"))
    prosecutor.open(f"/en/tasks/{house.meeting}")
    prosecutor.sees(AGENDA, ROOM, "Wie heeft het rooster van school?")
    # Taking part opens nothing: what the prosecutor does not read is not named either.
    prosecutor.sees_not("Merel", *[SAID[part] for part in ["general", "safety", "care", "medical"]])
    prosecutor.does("write", {"message.text": "I will be there."})
    with prosecutor.page.expect_download() as download:
        prosecutor.page.get_by_role("link", name=prosecutor.words("meeting.toCalendar")).click()
    calendar = download.value.path().read_bytes()
    lines = calendar.decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-2:] == ["END:VCALENDAR", ""], lines
    assert "SUMMARY:" + prosecutor.words("meeting.calendar") in lines, lines
    assert re.search(r"^DTSTART:\d{8}T\d{6}Z$", calendar.decode().replace("\r", ""), re.M)
    assert {line.split(":")[0] for line in lines if line} == CALENDAR, lines
    for name in [STEIGER, BOEI, WAAG, KADE, ROOM, "Merel", house.dossier_reference, house.dossier]:
        assert name not in calendar.decode(), f"{name} stands in the calendar"
    official = colleague(house, HAVENREDE)
    official.open(f"/nl/tasks/{house.meeting}", 404)


def test_what_it_decides_becomes_tasks(house):
    worker = colleague(house, STEIGER)
    words = worker.words
    worker.open(f"/nl/tasks/{house.meeting}")
    worker.sees("I will be there.")
    worker.does("minutes", {"minutes.text": MINUTES, "decision.1": DECISION}, 422)
    worker.is_refused_at("minutes", "organisation1", "due.1")
    assert worker.typed("minutes", "minutes.text") == MINUTES
    worker.does("minutes", {
        "organisation1": worker.id(BOEI), "decision.2": "Houd een plek vrij.", "organisation2": worker.id(KADE),
        "minutes.told": TOLD} | day(4, "due.1") | day(8, "due.2"))
    worker.sees(MINUTES, TOLD, DECISION, "Houd een plek vrij.", words("code.taskState.open"))
    detective = colleague(house, BOEI, size=PHONE)
    detective.open(f"/nl/tasks/{house.meeting}")
    detective.sees(MINUTES)
    detective.follow(DECISION)
    detective.sees(detective.words("task.decision"))
    detective.does("finish", {"finish.text": "De buurvrouw wil praten."})
    prosecutor = colleague(house, WAAG, "en")
    prosecutor.open(f"/en/tasks/{house.meeting}")
    prosecutor.sees(MINUTES, DECISION, "De buurvrouw wil praten.", prosecutor.words("code.taskState.done"))
    # Who did not take part sees of the decisions nothing.
    official = colleague(house, HAVENREDE)
    assert official.reads_everywhere(DECISION, MINUTES, AGENDA.split("\n")[0]) == [False] * 3


def test_a_colleague_chooses_to_be_mailed_and_the_mail_says_nothing(house):
    official = colleague(house, HAVENREDE, size=PHONE)
    words = official.words
    official.open("/nl/account")
    official.follow(words("notices.link"))
    official.choose(words("code.noticeWay.atOnce"))
    official.fill(words("notices.address"), "geen adres")
    official.press(words("notices.button"), 422)
    official.sees(words("notices.address.error"))
    official.fill(words("notices.address"), "balie@havenrede.example")
    official.press(words("notices.button"))
    official.sees(words("notices.done"))
    assert official.page.get_by_label(words("code.noticeWay.atOnce"), exact=True).is_checked()
    worker = colleague(house, STEIGER)
    worker.asks("Bel de pleegzus.", HAVENREDE, "general")
    until = time.monotonic() + 90
    while not house.mails() and time.monotonic() < until:
        time.sleep(0.5)
    assert len(house.mails()) == 1, f"{len(house.mails())} mails"
    mail = house.mails()[0]
    assert "To: balie@havenrede.example" in mail and words("mail.text") in mail, mail
    for name in [STEIGER, HAVENREDE, house.dossier_reference, "pleegzus", "Merel", words("dossier.title", reference="")]:
        assert name not in mail, f"{name} stands in the mail"
    official.open("/nl/day")
    official.sees(words("code.notice.asked"))
    official.follow(re.compile(re.escape(house.dossier_reference)))
    # Opened is seen.
    official.open("/nl/day")
    official.sees_not(words("code.notice.asked"))


def test_organisations_tell_how_they_work(house, language):
    coordinator = colleague(house, STEIGER, language, "coordinator")
    words = coordinator.words
    coordinator.open(f"/{language}/organisations")
    coordinator.follow(words("profile.own.link"))
    answer = {"nl": "Wij blijven, ook na achttien.", "en": "We stay, after eighteen too."}[language]
    coordinator.does("profile", {"organisationKind": "youthCare", "profile.can": "x" * 2_001}, 422)
    coordinator.is_refused_at("profile", "profile.can")
    coordinator.does("profile", {"profile.can": answer, "profile.reached": "Dag en nacht: 020 0000000"})
    coordinator.sees(answer, words("code.organisationKind.youthCare"))
    reader = colleague(house, BOEI, language, size=PHONE)
    reader.open(f"/{language}/organisations")
    reader.follow(STEIGER)
    reader.sees(answer, words("profile.kind.title", kind=words("code.organisationKind.youthCare")))
    assert not reader.page.get_by_role("link", name=words("profile.own.link")).count()
    reader.open(f"/{language}/organisations")
    reader.follow(words("code.organisationKind.medical"))
    reader.sees(words("profile.guide.title", kind=words("code.organisationKind.medical")))
