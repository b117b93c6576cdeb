#!/usr/bin/env python3
"""Many organisations work in the same few dossiers at once, on two processes with one PostgreSQL database and on one
process with SQLite, while a process is killed (kill -9) at random moments and started again.

Every deed that was acknowledged is there afterwards, once, and readable by exactly the organisations that may. At all
times each dossier has one coordinating organisation and, unless closed, one next step. Whoever is overtaken is
told so on a clear page that gives back what they typed. Usage: together.py [seed [kills]]
"""

import collections
import concurrent.futures
import html
import http.client
import json
import pathlib
import random
import re
import shutil
import sqlite3
import string
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from client import Client
from forms import KINDS, PARTS, filled_in, kind_of
from members import Cast
from person import Server
from postgres import cluster, psql

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 32)
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
WORKERS, ORGANISATIONS, DOSSIERS = 16, 5, 4
# So long they work at most, in seconds.
LONGEST = 45
# An answer that takes longer, in seconds, counts as none.
PATIENCE = 30
# Pages that are looked at, and how often.
TABS = {"": 3, "/persons": 2, "/timeline": 2, "/safety": 1, "/parts": 3, "/sharing": 4, "/tasks": 5}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
LISTS = ["/nl/day", "/nl/dossiers", "/nl/dossiers?view=takingPart", "/nl/dossiers?view=closed", "/nl/retention"]
# What leads on from such a page: to a task, to ending a share, to correcting something.
LINK = re.compile(r'href="(/nl/tasks/tsk_[a-z0-9]+|[^"]*\?(?:end|edit)=[a-z0-9_]+)')
# Where a word can stand: the last one tells which steps were planned, and is for who keeps a part.
SHOWN = ["/persons", "/timeline", "/safety", "/parts", "/sharing", "/tasks", "/log"]
# What no page lists for everybody who reads the part, but one for who keeps it; the last closing stands alone.
HIDDEN = {"dossiers/plan", "dossiers/watch", "dossiers/close"}
# Clocks are read before and after, never at the same moment: so much later is later, in seconds.
SLACK = 2


class House:
    """What serves the dossiers, and which of its processes are up."""

    def __init__(self, servers):
        self.servers, self.up, self.kills = servers, [server.start() for server in servers], 0

    def anyone(self, chance):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if up := list(self.up):
                return chance.choice(up)
            time.sleep(0.02)
        raise AssertionError("no process is up")

    def fall(self, chance):
        """Kills one of the processes at some moment, and starts it again."""
        fallen = chance.choice(self.servers)
        time.sleep(chance.uniform(0.1, 0.9))
        fallen.kill()
        self.up.remove(fallen)
        self.kills += 1
        time.sleep(chance.uniform(0, 0.2))
        fallen.start()
        self.up.append(fallen)


class Store:
    """The database itself, to be looked at from outside."""

    def __init__(self, server):
        self.server = server

    def rows(self, query):
        if self.server.database:
            words = [psql(), self.server.database, "-qAtF", "\t", "-c", query]
            told = subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout
            return [line.split("\t") for line in told.splitlines()]
        database = sqlite3.connect(f"file:{self.server.folder}/baken.sqlite?mode=ro", uri=True, timeout=PATIENCE)
        try:
            return [["" if value is None else str(value) for value in row] for row in database.execute(query)]
        finally:
            database.close()

    def acts(self):
        """How often each organisation did what, in dossiers and tasks."""
        return collections.Counter({(organisation, act): int(count) for organisation, act, count in self.rows(
            "SELECT organisation, act, count(*) FROM journal_entry WHERE substr(object, 1, 4) IN ('dos_', 'tsk_') "
            "GROUP BY organisation, act")})

    def broken(self):
        """What may never be, at no moment."""
        return [" ".join(row) for row in self.rows(f"""
            SELECT 'without its next step', d.id FROM dossier d LEFT JOIN duty u
                ON u.id = d.duty AND u.object = d.id AND u.organisation = d.coordinator
                WHERE d.state <> 'closed' AND u.id IS NULL
            UNION ALL SELECT 'closed with a next step', d.id FROM dossier d JOIN duty u ON u.object = d.id
                WHERE d.state = 'closed'
            UNION ALL SELECT 'open without who must do it', t.id FROM dossier_task t LEFT JOIN duty u
                ON u.id = t.duty AND u.object = t.id AND u.organisation = t.responsible
                WHERE t.state = 'open' AND u.id IS NULL
            UNION ALL SELECT 'ended with a duty', t.id FROM dossier_task t JOIN duty u ON u.object = t.id
                WHERE t.state <> 'open'
            UNION ALL SELECT 'open in a closed dossier', t.id FROM dossier_task t JOIN dossier d ON d.id = t.dossier
                WHERE t.state = 'open' AND d.state = 'closed'
            UNION ALL SELECT 'offered by another than the coordinator', t.id FROM dossier_task t JOIN dossier d
                ON d.id = t.dossier WHERE t.state = 'open' AND t.kind = 'transfer' AND t.asker <> d.coordinator
            UNION ALL SELECT 'let in twice', dossier FROM admission WHERE ended_at IS NULL
                GROUP BY dossier, compartment, organisation HAVING count(*) > 1
            UNION ALL SELECT 'without an entry', r.id FROM record r LEFT JOIN journal_entry e
                ON e.digest = r.digest AND e.object = r.object WHERE e.id IS NULL
            UNION ALL SELECT 'without a record', e.id FROM journal_entry e LEFT JOIN record r
                ON e.digest = r.digest AND e.object = r.object WHERE e.digest IS NOT NULL AND r.id IS NULL
            UNION ALL SELECT 'not as the journal tells', d.id FROM dossier d WHERE
                {self._said('dossier.closed')} - {self._said('dossier.reopened')}
                    <> CASE d.state WHEN 'closed' THEN 1 ELSE 0 END
                OR {self._said('transfer.offered')} - {self._said('transfer.accepted')}
                    - {self._said('transfer.refused')} - {self._said('transfer.withdrawn')}
                    <> (SELECT count(*) FROM dossier_task t WHERE t.dossier = d.id AND t.kind = 'transfer'
                        AND t.state = 'open')
            """)]

    @staticmethod
    def _said(act):
        return f"(SELECT count(*) FROM journal_entry e WHERE e.object = d.id AND e.act = '{act}')"


class Deed:
    """One form that was sent: by whom, with which word, and what came of it."""

    def __init__(self, member, kind, word, form, fields, aim):
        self.member, self.kind, self.word, self.aim = member, kind, word, aim
        self.fields = form.fields | fields
        self.sent, self.answered, self.outcome, self.address = time.time(), None, "", ""

    @property
    def part(self):
        named = KINDS[self.kind].part
        return self.fields.get(named, named)


class Ledger:
    """What all workers did, were told, and ran into."""

    def __init__(self):
        self.lock, self.deeds, self.dossiers, self.faults = threading.Lock(), [], [], []
        self.looks, self.refusals, self.slowest, self.begun, self.gone = 0, collections.Counter(), 0, 0, 0
        self.over = threading.Event()

    def blame(self, sentence):
        with self.lock:
            self.faults.append(sentence)

    def outcome(self, *outcomes):
        return [deed for deed in self.deeds if deed.outcome in outcomes]


class Worker(Client):
    """A member at work, in a tab of their own; what others do they see by the pages only."""

    def __init__(self, number, house, ledger, member, organisations, cookies):
        super().__init__(house.servers[0], seconds=PATIENCE, cookies=cookies, follows=False)
        self.house, self.ledger, self.member, self.others = house, ledger, member, organisations
        self.name, self.chance = f"worker {number}", random.Random(f"{SEED} {number}")
        # The dossiers that opened when they were last looked at.
        self.known = set()

    def ask(self, path, body=None, kind=None):
        self.root = f"http://127.0.0.1:{self.house.anyone(self.chance).port}"
        begun = time.monotonic()
        answer = super().ask(path, body, kind)
        self.ledger.slowest = max(self.ledger.slowest, time.monotonic() - begun)
        return answer

    def work(self):
        try:
            while not self.ledger.over.is_set():
                self.turn()
        except Exception as error:
            self.ledger.blame(f"{self.name} could not go on: {type(error).__name__} {error}")
            raise

    def look(self, path):
        """A page, from whichever process is up; None when it is not for this organisation."""
        while True:
            try:
                page = self.ask(path)
            except TimeoutError:
                raise
            except (OSError, http.client.HTTPException):
                continue
            self.ledger.looks += 1
            if page.status == 503:
                self.ledger.refusals["503 when looking"] += 1
                time.sleep(0.1)
                continue
            if page.status not in (200, 404, 410):
                self.ledger.blame(f"GET {path} was answered with {page.status}: {told(page)}")
            return page if page.status == 200 else None

    def turn(self):
        with self.ledger.lock:
            begins = self.ledger.begun < DOSSIERS
            self.ledger.begun += begins
        if begins:
            self.begin()
        elif self.ledger.dossiers and self.chance.random() < 0.95:
            isKnown = self.known and self.chance.random() < 0.85
            self.go_on(self.chance.choice(sorted(self.known) if isKnown else self.ledger.dossiers))
        elif self.ledger.dossiers and self.chance.random() < 0.4:
            self.do(self.look("/nl/consultations/new"), "/nl/consultations/new")
        else:
            self.look(self.chance.choice(LISTS))

    def begin(self):
        """Opens a dossier, and lets two others in to its first part."""
        deed = self.do(self.look("/nl/dossiers/new"), "/nl/dossiers/new")
        if not deed or deed.outcome != "done":
            with self.ledger.lock:
                self.ledger.begun -= 1
            return
        address = deed.address.split("?")[0]
        for receiver in self.chance.sample(self.others, 3):
            self.share(address, "general", receiver)
        self.ledger.dossiers.append(address)

    def share(self, address, part, receiver):
        page = self.look(f"{address}/sharing?part={part}&receiver={receiver}&basis=consent")
        self.do(page, address, {"earlier": self.chance.choice(["all", "later"])}, {"dossiers/share"})

    def go_on(self, address):
        tab = self.chance.choices(list(TABS), list(TABS.values()))[0]
        if tab == "/sharing" and self.chance.random() < 0.7:
            return self.share(address, self.chance.choice(PARTS), self.chance.choice(self.others))
        if tab == "/tasks" and self.chance.random() < 0.25:
            page = self.look(f"{address}/tasks?form=offer&basis=vitalInterest")
            return self.do(page, address, {"warm": self.chance.choice(["until", "not"])}, {"dossiers/offer"})
        page = self.look(address + tab)
        (self.known.discard if page is None else self.known.add)(address)
        links = [] if page is None else LINK.findall(page.text)
        if links and self.chance.random() < {"/tasks": 0.8, "/sharing": 0.5}.get(tab, 0.3):
            link = html.unescape(self.chance.choice(links))
            only = {"dossiers/end-share"} if "?end=" in link else None
            return self.do(self.look(link), link.split("?")[0] if "/tasks/" in link else address, only=only)
        self.do(page, address)

    def do(self, page, aim, more=None, only=None):
        """Sends one of the forms of a page."""
        forms = [form for form in (page.forms if page else [])
                 if form.action.startswith(aim) and kind_of(form) in (only or KINDS)]
        if not forms:
            return time.sleep(0.01)
        form = self.chance.choices(forms, [KINDS[kind_of(form)].weight for form in forms])[0]
        kind = KINDS[kind_of(form)]
        word = "".join(self.chance.choices(string.ascii_lowercase, k=12))
        fields = filled_in(form, f"{word}, zo opgeschreven.", self.chance) | (more or {})
        files = [("files", word + ".png", "image/png", PNG + word.encode())] if form.files else []
        deed = Deed(self.member, kind_of(form), word if kind.text else "", form, fields, aim)
        if kind.once and self.chance.random() < 0.15:
            # Pressed twice: both arrive, perhaps at two processes at once.
            with concurrent.futures.ThreadPoolExecutor(2) as hands:
                both = list(hands.map(lambda _: self.press(form, fields, files, deed), range(2)))
            deed.outcome = min(both, key=["done", "unknown", "refused"].index)
        else:
            deed.outcome = self.press(form, fields, files, deed)
        deed.answered = time.time()
        with self.ledger.lock:
            self.ledger.deeds.append(deed)
        return deed

    def press(self, form, fields, files, deed):
        """What the sender knows afterwards: done, refused, or nothing at all."""
        try:
            answer = self.send(form, fields, files)
        except TimeoutError:
            self.ledger.blame(f"{deed.kind} was not answered within {PATIENCE} seconds")
            return "unknown"
        except (OSError, http.client.HTTPException) as error:
            isUnsent = isinstance(getattr(error, "reason", None), ConnectionRefusedError)
            return "refused" if isUnsent else "unknown"
        if answer.status == 303:
            deed.address = answer.headers["Location"]
            if "log-in" in deed.address:
                self.ledger.blame(f"{deed.kind} was answered with a log-in")
            return "done"
        self.ledger.refusals[f"{answer.status} {deed.kind}"] += 1
        text = html.unescape(answer.text)
        if answer.status not in (404, 409, 410, 422, 503):
            self.ledger.blame(f"{deed.kind} was answered with {answer.status}: {told(answer)}; sent: {deed.fields}")
        elif answer.status == 503 and not answer.headers["Retry-After"]:
            self.ledger.blame(f"{deed.kind} was answered with 503 and without a wait")
        elif answer.status in (409, 422) and 'role="alert"' not in text and 'class="error"' not in text:
            self.ledger.blame(f"{deed.kind} was refused with {answer.status} and without a reason: {told(answer)}")
        elif deed.word and deed.word not in text:
            self.ledger.blame(f"{deed.kind} was refused with {answer.status}, what was typed is lost: {told(answer)}")
        return "refused"


def told(answer):
    """What a page says, in short."""
    text = re.sub(r"<(style|script|head|header|nav|footer)\b.*?</\1>", " ", answer.text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())[:700]


class Account:
    """What everybody should find in the end, by what they did and by who takes part now."""

    def __init__(self, store, ledger):
        self.ledger = ledger
        self.coordinators = dict(store.rows("SELECT id, coordinator FROM dossier"))
        self.keepers = {(dossier, part): keeper for dossier, part, keeper in store.rows(
            "SELECT dossier, compartment, keeper FROM dossier_part")}
        self.offered = dict(store.rows(
            "SELECT dossier, responsible FROM dossier_task WHERE kind = 'transfer' AND state = 'open'"))
        self.admissions = {(dossier, part, organisation): (earlier == "1", int(since) / 1000)
                           for dossier, part, organisation, earlier, since in store.rows(
                               "SELECT dossier, compartment, organisation, earlier, since FROM admission "
                               "WHERE ended_at IS NULL")}
        self.tasks = {task: (dossier, part) for task, dossier, part in store.rows(
            "SELECT id, dossier, compartment FROM dossier_task WHERE compartment IS NOT NULL")}
        self.shares = {share: (dossier, part) for share, dossier, part in store.rows(
            "SELECT id, dossier, compartment FROM admission")}

    def place(self, deed):
        """In which part of which dossier a deed's word stands; None when it is kept apart."""
        found = re.search(r"(dos|tsk)_[0-9a-z]+", deed.address + " " + deed.aim)
        if deed.kind.startswith("tasks/"):
            return self.tasks.get(found[0])
        if deed.kind == "dossiers/end-share":
            return self.shares.get(deed.fields["share"])
        return (found[0], deed.part) if found and found[1] == "dos" else None

    def shows(self, organisation, place, deed):
        """Whether there is a page that lists it for an organisation that reads it."""
        if deed.kind == "dossiers/offer":
            # While it waits for an answer, the reason is shown to whom it is for.
            return self.offered.get(place[0], organisation) == organisation
        if deed.kind.startswith("tasks/") or deed.kind == "dossiers/refuse-offer":
            # Who was let in to what comes is not shown what was asked before, nor what came of it.
            return organisation == self.keepers.get(place) or self.admissions.get((*place, organisation), [False])[0]
        if deed.kind in HIDDEN:
            return deed.kind != "dossiers/close" and organisation == self.keepers.get(place)
        return True

    def reads(self, organisation, place, deed):
        """Whether an organisation reads what was written; None when it may have been just before or after."""
        dossier, part = place
        keeper = self.keepers.get(place)
        if organisation == keeper:
            return True
        if organisation == self.offered.get(dossier) and keeper == self.coordinators[dossier]:
            return True
        if (dossier, part, organisation) not in self.admissions:
            return False
        earlier, since = self.admissions[dossier, part, organisation]
        if earlier or deed.sent > since + SLACK:
            return True
        return None if deed.answered + SLACK > since or deed.outcome != "done" else False


def account(store, house, ledger, readers, before):
    """What is not as it was acknowledged: lost, told to others, or more than was done."""
    faults = [f"{sentence} in the end" for sentence in store.broken()]
    account = Account(store, ledger)
    pages = {}

    def read(reader, dossier):
        page = [reader.look(f"/nl/dossiers/{dossier}{tab}") for tab in SHOWN]
        return (reader.member["organisation"], dossier), html.unescape("\n".join(p.text for p in page if p))

    with concurrent.futures.ThreadPoolExecutor(6) as people:
        pages = dict(people.map(lambda pair: read(*pair), [
            (reader, address.split("/")[-1]) for address in ledger.dossiers for reader in readers]))
    for deed in ledger.outcome("done", "unknown"):
        place = account.place(deed) if deed.word else None
        if place is None or place[0] not in account.coordinators:
            continue
        for reader in readers:
            organisation = reader.member["organisation"]
            may, does = account.reads(organisation, place, deed), deed.word in pages.get((organisation, place[0]), "")
            isShown = account.shows(organisation, place, deed)
            if deed.outcome == "done" and may and isShown and not does:
                faults.append(f"lost: {deed.kind} of {place} is not there for {organisation} ({deed.word})")
            if may is False and does:
                faults.append(f"leak: {deed.kind} of {place} is there for {organisation} ({deed.word})")
    for deed in ledger.outcome("done"):
        if deed.kind == "consultations/new":
            address, allowed = deed.address.split("?")[0], {deed.member["organisation"], deed.fields["receiver"]}
            for reader in readers:
                page = reader.look(address)
                if (page is not None and deed.word in page.text) != (reader.member["organisation"] in allowed):
                    faults.append(f"{address} is not for exactly the two whom it is for")
    done, doubtful = collections.Counter(), collections.Counter()
    for deed in ledger.outcome("done", "unknown"):
        for act in KINDS[deed.kind].acts:
            (done if deed.outcome == "done" else doubtful)[deed.member["organisation"], act] += 1
    counted = {act for kind in KINDS.values() for act in kind.acts}
    after = store.acts()
    for key in {key for key in after.keys() | done.keys() | doubtful.keys() if key[1] in counted}:
        more = after[key] - before[key]
        if not done[key] <= more <= done[key] + doubtful[key]:
            faults.append(f"{key[1]} of {key[0]} stands {more} times in the journal; {done[key]} were acknowledged, "
                          f"{doubtful[key]} in doubt")
    return faults


def watch(store, ledger):
    """Looks again and again whether something is as it may never be; how often."""
    times = 0
    while not ledger.over.is_set():
        for sentence in store.broken():
            ledger.blame(sentence + " while they worked")
        times += 1
        time.sleep(0.25)
    return times


def logged(servers):
    """What the processes themselves call an error."""
    lines = [line for server in servers for line in pathlib.Path(server.folder + ".log").read_text().splitlines()]
    return [line for line in lines if line.startswith("{") and json.loads(line)["level"] in ("error", "critical")]


def drill(engine, cast, servers, kills, deeds):
    begun = time.monotonic()
    house, ledger, store = House(servers), Ledger(), Store(servers[0])
    members, tabs = [], {}
    for group in list(cast.organisations.values())[:ORGANISATIONS]:
        for member in group["members"]:
            if member["role"] in ("intake", "coordinator"):
                members.append(member | {"organisation": group["id"]})
    with concurrent.futures.ThreadPoolExecutor(4) as doors:
        browsers = [Client(servers[0]) for _ in members]
        list(doors.map(lambda pair: pair[0].log_in(cast, pair[1]), zip(browsers, members)))
    known = sorted({member["organisation"] for member in members})
    workers = [Worker(number, house, ledger, member, [one for one in known if one != member["organisation"]],
                      browsers[number % len(members)].cookies)
               for number in range(WORKERS) for member in [members[number % len(members)]]]
    before, chance = store.acts(), random.Random(SEED)
    with concurrent.futures.ThreadPoolExecutor(WORKERS + 1) as people:
        watching = people.submit(watch, store, ledger)
        walks = [people.submit(worker.work) for worker in workers]
        worked = time.monotonic()
        try:
            while house.kills < kills or len(ledger.deeds) < deeds and time.monotonic() < worked + LONGEST:
                if house.kills < kills:
                    house.fall(chance)
                else:
                    time.sleep(0.1)
        finally:
            ledger.over.set()
        stuck = len(concurrent.futures.wait(walks, PATIENCE + 10).not_done)
        looks = watching.result()
    took = time.monotonic() - worked
    # The coordinators see what is for their organisation alone.
    readers = [worker for worker in workers[:len(members)] if worker.member["role"] == "coordinator"]
    faults = ledger.faults + account(store, house, ledger, readers, before) + logged(servers)
    for server in servers:
        server.stop()
    whole = all([server.verify() for server in servers])
    done, doubtful = ledger.outcome("done"), ledger.outcome("unknown")
    kinds = collections.Counter(deed.kind for deed in done)
    for sentence in list(dict.fromkeys(faults))[:40]:
        print(f"{engine}: {sentence}")
    print(f"{engine}: {len(done)} deeds acknowledged in {took:.0f} s, {len(doubtful)} in doubt, "
          f"{sum(ledger.refusals.values())} refused, {ledger.looks} pages, slowest answer {ledger.slowest:.1f} s; "
          f"{house.kills} kills, {looks} looks from outside, {len(faults)} faults, {stuck} stuck, "
          f"journal {'whole' if whole else 'BROKEN'} (seed {SEED}, {time.monotonic() - begun:.0f} s in all)")
    print(f"{engine}: " + ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
          + "; refused: " + ", ".join(f"{count} {what}" for what, count in ledger.refusals.most_common()))
    # In flight at each kill was one at most of each worker, and twice that where somebody pressed twice.
    return not faults and not stuck and whole and len(doubtful) <= house.kills * WORKERS and len(kinds) > 10


def settle(root, single, pair):
    """The same organisations on both engines; who works there."""
    single.start("demo")
    single.stop()
    copy = str(root / "organisations.backup")
    assert single.run("backup", "--to", copy)
    for server in pair:
        pathlib.Path(server.folder).mkdir(mode=0o700)
        shutil.copy(single.folder + "/secret", server.folder + "/secret")
    assert pair[0].run("restore", "--from", copy)
    return Cast(single.folder)


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-together-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    single, pair = Server(root / "sqlite"), [Server(root / "one", address), Server(root / "other", address)]
    try:
        cast = settle(root, single, pair)
        outcomes = [drill("PostgreSQL", cast, pair, KILLS, 240), drill("SQLite", cast, [single], 3, 120)]
    finally:
        for server in [single, *pair]:
            if server.process:
                server.kill()
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
