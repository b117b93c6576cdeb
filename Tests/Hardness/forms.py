"""The forms of dossiers and tasks: which there are, what is typed into them, and what the journal says afterwards."""

import datetime
import typing

# The parts that may be shared with consent, as all of the drills do.
PARTS = ["general", "safety", "network", "medical", "care"]


def day(name, days):
    """The three fields of a date so many days from now."""
    then = datetime.date.today() + datetime.timedelta(days)
    return {f"{name}.day": str(then.day), f"{name}.month": str(then.month), f"{name}.year": str(then.year)}


def moment(days):
    return day("due", days) | {"clock": "12:00"}


class Kind(typing.NamedTuple):
    """One kind of form, by the end of its address."""
    # What the journal says of the deed, by the organisation that did it.
    acts: list
    # The field in which a word of one's own is typed.
    text: str = ""
    # What is filled in always, and the lists from which something is chosen.
    fixed: dict = {}
    lists: tuple = ()
    # The field that names the part in which the words are kept, or the part itself.
    part: str = ""
    # Sent twice from one page, it is done once.
    once: bool = False
    # How often it is done, compared to the others of its page.
    weight: float = 3


KINDS = {
    "dossiers/new": Kind(["dossier.opened", "dossier.factKept"], "new.text", {"urgency": "urgent", "age": "adult"},
                         part="general", once=True),
    "dossiers/person": Kind(["dossier.personKept"], "person.name", {}, ("role", "person-part"), "person-part",
                            True),
    "dossiers/fact": Kind(["dossier.factKept"], "fact.text", {}, ("certainty", "source", "fact-part"), "fact-part",
                          True),
    "dossiers/judge": Kind(["dossier.safetyJudged"], "safety.reason", {"danger": "urgent"} | day("review", 3),
                           part="safety"),
    "dossiers/message": Kind(["dossier.messageWritten"], "message.text", {}, ("message-part",), "message-part", True),
    "dossiers/document": Kind(["dossier.documentKept"], "document.title", {}, ("document-part",), "document-part",
                              True),
    "dossiers/plan": Kind(["dossier.stepPlanned"], "plan.text", moment(5), part="general"),
    "dossiers/watch": Kind(["dossier.stepPlanned", "dossier.watched"], "watch.text", day("until", 9), part="general",
                           weight=1),
    "dossiers/resume": Kind(["dossier.resumed"]),
    "dossiers/take": Kind(["dossier.assigned"]),
    "dossiers/close": Kind(["dossier.closed"], "close.text", {}, ("result",), "general", weight=1),
    "dossiers/reopen": Kind(["dossier.reopened"]),
    "dossiers/ask": Kind(["task.asked"], "task.text", moment(6), ("part", "responsible"), "part", True, 1),
    "dossiers/share": Kind(["dossier.shared"], "share.what", {"view": "agreed"} | day("due", 30), part="part",
                           once=True),
    "dossiers/end-share": Kind(["dossier.shareEnded"], "end.reason"),
    "dossiers/offer": Kind(["transfer.offered"], "offer.reason", {"view": "agreed"} | day("due", 20), ("receiver",),
                           "general"),
    "dossiers/accept-offer": Kind(["transfer.accepted"], weight=9),
    "dossiers/refuse-offer": Kind(["transfer.refused"], "refuse.reason", part="general"),
    "dossiers/withdraw-offer": Kind(["transfer.withdrawn"]),
    "consultations/new": Kind(["consultation.asked"], "consult.question", {"urgency": "normal"} | moment(4),
                              ("receiver",), once=True),
    "tasks/finish": Kind(["task.done"], "finish.text", weight=6),
    "tasks/decline": Kind(["task.declined"], "decline.text"),
    "tasks/withdraw": Kind(["task.withdrawn"], "withdraw.text"),
    "tasks/plan": Kind(["task.planned"], "", moment(8), weight=1),
    "tasks/take": Kind(["task.assigned"], weight=1),
    "tasks/write": Kind(["dossier.messageWritten"], "message.text", once=True, weight=1),
}


def kind_of(form):
    """By which name the form stands in the table: `dossiers/plan` for `/nl/dossiers/dos_…/plan`."""
    steps = form.action.split("?")[0].split("/")
    return f"{steps[2]}/{steps[-1]}" if len(steps) > 3 else ""


def filled_in(form, words, chance):
    """The fields of a form as a hurried person fills them in."""
    kind = KINDS[kind_of(form)]
    fields = {name: "Kort en bondig." for name in form.texts if name.startswith(("grounds.", "answer."))}
    fields |= kind.fixed
    for name in kind.lists:
        if name in form.choices:
            # A new version of something stays in the part where it was: then there is no list.
            fields[name] = chance.choice([value for value in form.choices[name].values() if value])
    if kind.text:
        fields[kind.text] = words
    return fields
