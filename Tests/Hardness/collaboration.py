"""A dossier of two organisations from its opening to its end, with a canary in each field where somebody types.

What organisations say of themselves in their profiles is in clear, for every member of every organisation: no canary
is planted there.
"""

import re
import time

from forms import PARTS, day, kind_of, moment

# The grounds on which a part that is not special may be shared: each law asks its own questions.
BASES = ["consent", "vitalInterest", "rightToReport", "publicTask", "legalDuty", "policeAct", "judicialAct",
         "cooperationAct"]
# Those that the law keeps for who gives or who receives: neither of the two here is one of them.
TIED = ["rightToReport", "policeAct", "judicialAct", "cooperationAct"]
# Kept by us and never shared; shared with one other; and the rest is told by what is done.
OWN, SHARED = "care", "safety"
NO_DATE = {"born.day": "", "born.month": "", "born.year": "", "from.day": "", "from.month": "", "from.year": "",
           "until.day": "", "until.month": "", "until.year": ""}
# What somebody is known by: each has a field of its own beside it.
MARKS = ["phone", "account", "plate", "address", "employer"]
CANARY = re.compile(rb"[a-z]{16}")


class Collaboration:
    """The story after the report: what stands in a dossier and around it."""

    def __init__(self, plot, us, them, ours, theirs):
        self.plot, self.us, self.them, self.ours, self.theirs = plot, us, them, ours, theirs
        # In which part a canary was written; those of tasks apart stand under "apart".
        self.parts, self.mailed = {}, {}

    def write(self, client, path, ending, fields=None, part="general", status=200):
        """Sends a form of a page with a canary in each of its fields for text."""
        before = set(self.plot.canaries.planted)
        page = self.plot.write(client, client.ask(path), ending, NO_DATE | (fields or {}), status)
        for word in set(self.plot.canaries.planted) - before:
            self.parts[word] = part if status == 200 else "refused"
        isDone = "done=" in page.address or ending in ("/new", "/notices")
        assert status != 200 or isDone, f"{ending} led to {page.address}"
        return page

    def choose_mail(self):
        """Both want to be mailed at once; their addresses are canaries too, and stand in their own mails only."""
        for client in [self.us, self.them]:
            before = set(self.plot.canaries.planted)
            self.write(client, "/nl/account/notices", "/notices", {"noticeWay": "atOnce", "language": "nl"}, "mail")
            for word in set(self.plot.canaries.planted) - before:
                self.mailed[word] = client

    def play(self, case):
        """From one of our reports; the addresses of everything that there is in the end."""
        us, them = self.us, self.them
        self.choose_mail()
        page = us.send(us.ask(case).form("/open-dossier"))
        assert "/dossiers/dos_" in page.address, page.address
        self.dossier = page.address.split("?")[0][len(us.root):]
        self.keep_records()
        self.plan()
        self.share()
        self.ask()
        self.consult()
        self.meet()
        return self.dossier

    def keep_records(self):
        us, dossier = self.us, self.dossier
        new = {"urgency": "normal", "age": "adult"}
        self.write(us, "/nl/dossiers/new", "/new", new, status=422)  # There is no such place.
        self.write(us, "/nl/dossiers/new", "/new", new | {"place": ""}, "of another dossier")
        kinds = {f"mark-kind-{number}": kind for number, kind in enumerate(MARKS)}
        for part in ["general", OWN, SHARED]:
            self.write(us, dossier + "/persons", "/person", kinds | {"role": "victim", "person-part": part}, part)
            self.write(us, dossier + "/timeline", "/fact",
                       {"fact-part": part, "certainty": "likely", "source": "victim", "from.year": "2026"}, part)
            self.write(us, dossier + "/parts", "/message", {"message-part": part}, part)
            self.write(us, dossier + "/parts", "/document", {"document-part": part}, part)
        link = re.search(r'href="([^"#]*\?edit=[a-z0-9_]+)', us.ask(dossier + "/persons").text)[1]
        unmarked = {f"mark.{number}": "" for number in range(20)}
        self.write(us, link, "/person", unmarked | {"role": "witness"}, "corrected")
        self.write(us, dossier + "/safety", "/judge", {"danger": "urgent"} | day("review", 20), "safety")

    def plan(self):
        us, dossier = self.us, self.dossier
        self.write(us, dossier, "/plan", moment(3))
        self.write(us, dossier, "/watch", day("until", 4))
        us.send(us.ask(dossier).form("/resume"))
        self.write(us, dossier, "/add-report", status=422)  # There is no report of this reference.
        self.write(us, dossier + "/timeline", "/fact", {"fact-part": "general", "from.year": "2026"}, status=422)

    def share(self):
        """Each ground once: a share ends before the next begins; the last two stay."""
        for basis in BASES:
            self.let_in("network", basis, 422 if basis in TIED else 200)
            if basis not in TIED:
                self.end(self.us)
        self.let_in("network", "vitalInterest")
        self.end(self.them)
        self.let_in("medical", "conflictOfDuties")
        self.let_in(SHARED, "publicTask")
        # What was refused at a field is given back, and kept nowhere.
        fields = {"view": "objected"} | day("due", 9)
        self.write(self.us, self.share_form("general", "consent"), "/share", fields, status=422)

    def share_form(self, part, basis):
        return f"{self.dossier}/sharing?part={part}&receiver={self.theirs}&basis={basis}"

    def let_in(self, part, basis, status=200):
        fields = {"earlier": "all"} | ({} if basis == "consent" else {"view": "notAsked"}) | day("due", 30)
        self.write(self.us, self.share_form(part, basis), "/share", fields, part, status)

    def end(self, client):
        link = re.search(r'href="([^"#]*\?end=shr_[a-z0-9]+)', client.ask(self.dossier + "/sharing").text)[1]
        form = client.ask(link).form("/end-share")
        word = self.plot.canaries.plant("end.reason of /end-share")
        self.parts[word] = "network"
        client.send(form, {"end.reason": word})

    def ask(self):
        """Of the other in the shared part: one is done, one declined, one taken back; and one of ourselves."""
        for ending in ["finish", "decline", "withdraw"]:
            fields = {"part": SHARED, "responsible": self.theirs} | moment(6)
            self.write(self.us, self.dossier + "/tasks", "/ask", fields, SHARED)
            task = self.tasks(self.them)[-1]
            client = self.us if ending == "withdraw" else self.them
            self.write(client, task, "/plan", moment(7))
            self.write(client, task, "/" + ending, part=SHARED)
        self.write(self.us, self.dossier + "/tasks", "/ask", {"part": OWN, "responsible": self.ours} | moment(6), OWN)
        self.write(self.us, self.tasks(self.us)[-1], "/finish", part=OWN)

    def tasks(self, client):
        """The addresses of what is to be done still."""
        table = re.search(r"<table.*?</table>", client.ask(self.dossier + "/tasks").text, re.S)
        return list(dict.fromkeys(re.findall(r'href="(/nl/tasks/tsk_[a-z0-9]+)"', table[0]))) if table else []

    def with_form(self, client, ending):
        """Those of them that this member may end so."""
        return [task for task in self.tasks(client)
                if any(form.action.endswith(ending) for form in client.ask(task).forms)]

    def consult(self):
        for path in ["/nl/consultations/new", f"/nl/consultations/new?dossier={self.dossier.split('/')[-1]}",
                     "/nl/consultations/new?basis=legalDuty"]:
            fields = {"receiver": self.theirs, "urgency": "urgent", "view": "objected"} | moment(5)
            page = self.write(self.us, path, "/new", fields, "apart")
            task = page.address.split("?")[0][len(self.us.root):]
            self.write(self.them, task, "/write", part="apart")
            self.write(self.us, task, "/write", part="apart")
            self.write(self.them, task, "/finish", part="apart")

    def meet(self):
        page = f"{self.dossier}/tasks?form=call&basis=publicTask"
        self.write(self.us, page, "/call", {"party": self.theirs, "view": "asked"} | moment(2), "apart")
        meeting = self.tasks(self.us)[-1]
        self.write(self.them, meeting, "/write", part="apart")
        entry = self.us.ask(meeting + "/meeting.ics")
        assert entry.status == 200 and not CANARY.search(entry.body), "the calendar tells what the meeting is about"
        decisions = {}
        for number in range(1, 9):
            decisions |= {f"organisation{number}": self.theirs if number % 2 else self.ours} | day(f"due.{number}", 8)
        self.write(self.us, meeting, "/minutes", decisions, "apart")
        for client, ending in [(self.them, "/finish"), (self.us, "/finish"), (self.us, "/withdraw")]:
            self.write(client, self.with_form(client, ending)[0], ending, part="apart")

    def hand_over(self):
        """Refused, withdrawn, accepted: from here the other coordinates, closes, opens again and destroys."""
        us, them, dossier = self.us, self.them, self.dossier
        offer = {"receiver": self.theirs, "view": "notAsked"} | day("due", 12)
        form = dossier + "/tasks?form=offer&basis=vitalInterest"
        self.write(us, form, "/offer", offer | {"warm": "not"})
        page = them.ask(dossier + "/tasks")
        self.write(them, dossier + "/tasks", "/refuse-offer")
        self.write(us, form, "/offer", offer | {"warm": "not"})
        us.send(us.ask(dossier + "/tasks").form("/withdraw-offer"))
        self.write(us, form, "/offer", offer | {"warm": "until"})
        page = them.send(them.ask(dossier + "/tasks").form("/accept-offer"))
        assert "done=accept-offer" in page.address, page.address

    def close(self):
        them, dossier = self.them, self.dossier
        for client in [them, self.us]:
            for task in self.with_form(client, "/finish"):
                self.write(client, task, "/finish")
        for _ in range(2):
            self.write(them, dossier, "/close", {"result": "inCare"})
            page = them.send(them.ask(dossier).form("/reopen"))
        self.write(them, dossier, "/close", {"result": "inCare"})
        return page

    def extract(self):
        """What a person is given who asks for it: it is on the page that was asked for, and nowhere else."""
        page = self.them.ask(self.dossier + "/extract")
        lines = re.findall(r'name="give" value="(rec_[a-z0-9]+)"', page.text)
        page = self.them.send(page.form("/extract"), {"give": lines})
        assert page.status == 200 and self.plot.told(page, "fact.text of /fact"), "the extract holds no fact"

    def destroy(self, second):
        """One proposes to destroy something and another confirms, or says no: the reasons are those of a list."""
        page = self.them.ask(self.dossier + "/log")
        record = next(value for value in page.form("/destroy").choices["record"].values() if value.startswith("rec_"))
        for what, answer in [(record, "confirm"), ("dossier", "withdraw")]:
            page = self.them.send(page.form("/destroy"), {"record": what, "reason": "requested"})
            assert "done=destroy" in page.address, page.address
            answered = second.send(second.ask("/nl/retention").form("/" + answer))
            assert "done=" + answer in answered.address, answered.address

    def leave_news(self):
        """Each asks the other something that nobody looks at: news that was seen is not mailed any more."""
        for client, receiver in [(self.us, self.theirs), (self.them, self.ours)]:
            fields = {"receiver": receiver, "urgency": "urgent", "view": "objected"} | moment(5)
            self.write(client, "/nl/consultations/new", "/new", fields, "apart")

    def wait_for_mail(self, letterbox, seconds=60):
        """The mails that came in: one for each of the two at least."""
        for _ in range(seconds * 5):
            mails = [file.read_bytes() for file in letterbox.iterdir() if file.name.endswith(".mail")]
            if all(any(word.encode() in mail for mail in mails) for word in self.mailed):
                return mails
            time.sleep(0.2)
        raise AssertionError(f"after {seconds} seconds only {len(mails)} mails came")
