"""What the eye sees: printed, in the dark, in colours of one's own; and the pictures of the README (`BAKEN_PICTURES=1`)."""

import pathlib

from eyes import DESK
from member import Member
from reporter import Reporter
from test_members import OURS
from test_reporter import TOLD

PICTURES = pathlib.Path(__file__).resolve().parents[2] / "docs/pictures"


def test_receipt_and_proof_can_be_printed(house, language):
    person = Reporter(house, language)
    person.walk_to_check(TOLD[language])
    code = person.send()
    traces = [person.words("receipt.traces." + key) for key in ["history", "picture", "shared"]]
    person.sees(*traces)
    person.page.emulate_media(media="print")
    assert person.page.locator(".receipt-code").is_visible()
    printed = person.page.locator("body").inner_text()
    assert not [sentence for sentence in traces if sentence in printed], "paper tells how traces are wiped"
    for hidden in [".exit", ".band", ".button", ".skip-link"]:
        assert not person.page.locator(hidden).first.is_visible(), f"{hidden} is printed"
    person.page.emulate_media(media="screen")
    person.press(person.words("receipt.proof"))
    person.page.emulate_media(media="print")
    text = person.page.locator("body").inner_text()
    assert "-----END BAKEN PROOF OF RECEIPT-----" in text and code not in text
    assert pages(person.page.pdf(prefer_css_page_size=True)) <= 2


def pages(pdf):
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")


def test_buttons_and_choices_have_edges_in_colours_of_ones_own(house):
    person = Reporter(house, "nl", forced_colors="active")
    person.begin()
    for place in [".exit", "main .button", ".choice"]:
        edge = person.page.locator(place).first.evaluate("e => getComputedStyle(e).borderTopStyle + getComputedStyle(e).borderTopWidth")
        assert edge.startswith("solid") and edge != "solid0px", f"{place} has no edge: {edge}"


def test_dark_pages_are_dark(house):
    person = Reporter(house, "nl", color_scheme="dark")
    person.open("/nl")
    red, green, blue = person.page.locator("body").evaluate(
        "e => getComputedStyle(e).backgroundColor.match(/[0-9]+/g).map(Number)")
    assert max(red, green, blue) < 60


def test_pictures_for_the_readme(house):
    if not house.makes_pictures:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    person = Reporter(house, "nl", device_scale_factor=2)
    person.open("/nl")
    keep(person, "home")
    person.walk_to_check(TOLD["nl"], place="Amsterdam")
    code = person.send()
    keep(person, "receipt")
    # A report of its own: what the tests before sent has gone its way.
    person.come_back(code)
    reference = person.reference()
    night = Reporter(house, "nl", color_scheme="dark", device_scale_factor=2)
    night.begin()
    keep(night, "dark")
    member = Member(house, "nl", OURS, "coordinator", size=DESK)
    member.open("/nl/inbox")
    keep(member, "inbox")
    member.follow(reference)
    keep(member, "case")
    member.open("/nl/day")
    keep(member, "day")
    # The oldest is the one that stands in the demonstration from the beginning.
    member.open("/nl/dossiers")
    member._on(member.page.locator("main table tbody a").last, 200)
    keep(member, "dossier")
    member._on(member.page.get_by_role("link", name=member.words("dossier.tab.timeline"), exact=True), 200)
    keep(member, "timeline")


def keep(visitor, name):
    visitor.page.screenshot(path=PICTURES / f"{name}.png")
