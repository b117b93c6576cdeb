"""A bystander on a phone, without JavaScript: from the first page to an answer and back."""

import re

from reporter import Reporter

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20
TOLD = {
    "nl": "Mijn buurmeisje van zestien wordt elke avond door een andere auto opgehaald. Ze draagt dure kleren.",
    "en": "A girl of sixteen next door is picked up by another car every evening. She wears expensive clothes.",
}


def test_the_first_page_shows_what_matters_first(house, language):
    person = Reporter(house, language)
    person.open(f"/{language}")
    words, room = person.words, person.size["height"]
    for control in [
        person.page.locator(".exit"),
        person.page.get_by_role("link", name=words("shell.danger.call"), exact=True).first,
        person.page.get_by_text(words("home.title")).first,
        person.page.get_by_text(words("home.noname.title")).first,
        person.page.get_by_role("link", name=words("home.start"), exact=True),
    ]:
        box = control.bounding_box()
        assert box["y"] + box["height"] <= room, f"{control} ends at {box['y'] + box['height']}"
    assert person.page.locator(".exit").get_attribute("href").startswith("https://")
    assert person.page.locator('[href="tel:112"]').count() >= 1
    # The other language is one touch away, and back.
    other = "en" if language == "nl" else "nl"
    person.switch(other, {"nl": "Nederlands", "en": "English"}[other])
    person.sees(person.words("home.title"))


def test_the_form_is_walked_and_sent(house, language):
    person = Reporter(house, language)
    words = person.words
    person.begin()
    person.next()
    person.sees(words("form.error.title"), words("step.subject.error.required"))
    person.answer("code.subject.victim")
    person.answer("code.role.bystander")
    if language == "nl":
        person.answer("step.danger.yes")
        person.sees(words("step.danger.call.title"), words("step.danger.call.silent"))
        assert person.page.locator('main [href="tel:112"]').count() == 1
        person.press(words("step.danger.call.next"))
        person.fill(words("step.place.label"), "nergenshuizen")
        person.next()
        person.sees(words("step.place.error.notFound", typed="nergenshuizen"))
        person.place("sGravenhage")
    else:
        person.answer("step.danger.no")
        person.fill(words("step.place.label"), "Bergen")
        person.next()
        person.page.get_by_label(re.compile("Noord-Holland")).check()
        person.next()
    person.answer("code.age.minor")
    person.answer("code.exploitation.sexual", "code.exploitation.criminal")
    person.next()
    person.report_here()
    for box in person.page.get_by_role("checkbox").all()[:3]:
        box.check()
    person.next()
    person.fill(words("step.words.label"), TOLD[language])
    # Another language on the way, and back: nothing typed is lost.
    other = "en" if language == "nl" else "nl"
    person.switch(other, {"nl": "Nederlands", "en": "English"}[other])
    person.switch(language, {"nl": "Nederlands", "en": "English"}[language])
    assert person.page.get_by_role("textbox").first.input_value() == TOLD[language]
    person.next()
    person.identifier(0, "name", "Kim", "victim")
    person.press(words("step.persons.add"))
    person.identifier(1, "plate", "XX-99-XX", "perpetrator")
    person.next()
    add_files(person)
    person.contact_by_phone("06 00000000", "Op dinsdag na negen uur.")
    person.sees(words("step.check.title"), TOLD[language], "Kim", "XX-99-XX", "kamer.png", "Jeugdhulp De Steiger")
    person.press(words("form.back"))
    person.press(words("form.save"))
    house.codes[language] = person.send()
    person.sees(words("receipt.title"), words("receipt.keep.write"))
    # Whoever goes back, or asks for the page again, has the same code, and sees nothing of what was sent.
    for again in [person.page.go_back, person.page.reload]:
        again()
        assert person.code() == house.codes[language]
        person.sees_not(TOLD[language])


def add_files(person):
    """Two pictures; what is no picture is refused, and the others stay."""
    words = person.words
    person.sees(words("step.files.title"))
    person.page.set_input_files("[type=file]", [file("kamer.png", PICTURE), file("virus.exe", b"MZ" + bytes(100))])
    person.press(words("step.files.add"))
    person.sees("kamer.png", words("step.files.error.type", name="virus.exe"))
    person.page.set_input_files("[type=file]", [file("tweede.png", PICTURE)])
    person.press(words("step.files.add"))
    person.press(words("step.files.removeNamed", name="tweede.png"))
    person.sees("kamer.png")
    person.sees_not("tweede.png")
    person.next()


def file(name, contents):
    return {"name": name, "mimeType": "image/png", "buffer": contents}


def test_whoever_stops_leaves_nothing_behind(house, language):
    person = Reporter(house, language)
    words = person.words
    person.walk_to_files(TOLD[language])
    person.page.set_input_files("[type=file]", [file("weg.png", PICTURE)])
    person.press(words("step.files.add"))
    person.press(words("form.abandon"))
    person.press(words("form.abandon.no"))
    person.sees("weg.png")
    person.press(words("form.abandon"))
    person.press(words("form.abandon.yes"))
    person.sees(words("form.abandoned.title"))


def test_the_code_is_kept_by_its_last_group(house, language):
    person = Reporter(house, language)
    words = person.words
    person.walk_to_check(TOLD[language], "adult")
    code = person.send()
    person.press(words("receipt.confirm.button"))
    person.sees(words("receipt.confirm.error.required"))
    person.fill(words("receipt.confirm.label"), "0000")
    person.press(words("receipt.confirm.button"))
    person.sees(words("receipt.confirm.error"))
    person.fill(words("receipt.confirm.label"), code[-4:].lower())
    person.press(words("receipt.confirm.button"))
    person.sees(words("receipt.kept.title"))
    person.sees_not(code)


def test_whoever_cannot_keep_the_code_is_told_that_it_is_all_right(house, language):
    person = Reporter(house, language)
    person.walk_to_check(TOLD[language])
    person.send()
    person.press(person.words("receipt.cannotKeep"))
    person.sees(person.words("receipt.cannotKeep.title"), person.words("receipt.cannotKeep.again"))


def test_the_proof_of_receipt_is_genuine_and_says_nothing(house, language):
    person = Reporter(house, language)
    words = person.words
    code = house.codes[language]
    person.come_back(code)
    person.press(words("dialogue.proof"))
    person.sees(words("proof.title"))
    person.sees_not(code, "Kim", TOLD[language][:20])
    text = person.page.locator("pre").first.text_content()
    file = house.folder / f"proof-{language}.txt"
    for data in [[], ["--data", str(house.folder / "data")]]:
        file.write_text(text)
        checked = house.baken("verify-receipt", str(file), *data)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    digit = next(n for n, sign in enumerate(text) if sign.isdigit() and n > len(text) // 2)
    file.write_text(text[:digit] + str((int(text[digit]) + 1) % 10) + text[digit + 1:])
    assert house.baken("verify-receipt", str(file)).returncode != 0, "a changed proof was believed"
    person.press(words("proof.back"))
    person.sees(words("dialogue.title"))


def test_the_proof_leads_back_to_the_code(house, language):
    person = Reporter(house, language)
    words = person.words
    person.walk_to_check(TOLD[language])
    code = person.send()
    person.press(words("receipt.proof"))
    person.sees(words("proof.title"))
    person.press(words("receipt.back"))
    assert person.code() == code
    person.press(words("receipt.cannotKeep"))
    person.press(words("receipt.back"))
    assert person.code() == code


def test_coming_back_with_the_code(house, language):
    person = Reporter(house, language)
    words = person.words
    person.open(f"/{language}/conversation")
    person.press(words("dialogue.enter.button"), 422)
    for wrong, said in [("abc", "unreadable"), ("0" * 20, "unreadable")]:
        person.fill(words("dialogue.enter.label"), wrong)
        person.press(words("dialogue.enter.button"), 422)
    person.come_back(house.codes[language].lower().replace("-", " "))
    person.sees(words("dialogue.title"), TOLD[language], words("dialogue.nothing"))
    house.references[language] = person.reference()
    person.press(words("dialogue.answer.send"), 422)
    person.sees(words("dialogue.answer.error.empty"))
    more = {"nl": "Gisteren kwam de auto twee keer.", "en": "Yesterday the car came twice."}[language]
    person.fill(words("dialogue.answer.label"), more)
    person.press(words("dialogue.answer.send"))
    person.sees(words("dialogue.answer.sent"), more)


def test_contact_details_are_taken_back(house, language):
    person = Reporter(house, language)
    words = person.words
    person.come_back(house.codes[language])
    person.press(words("dialogue.contact.withdraw"))
    person.press(words("dialogue.contact.confirm.no"))
    person.press(words("dialogue.contact.withdraw"))
    person.press(words("dialogue.contact.confirm.yes"))
    person.sees(words("dialogue.contact.withdrawn"), words("dialogue.contact.none"))
