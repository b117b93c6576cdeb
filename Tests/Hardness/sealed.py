#!/usr/bin/env python3
"""Plants words that stand nowhere else in everything that people type and send, through the whole story of a report and
of a dossier, and looks for them in everything that is kept: database, write-ahead log, journal, log, figures, backup,
and in what is mailed. On both engines.

With one organisation's log-in nothing of another's opens but the parts to which it was let in, and a stolen database
opens nothing with another secret.
"""

import html
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from canaries import Canaries, check_guises, found
from client import Client
from collaboration import OWN, SHARED, Collaboration
from members import Cast
from person import Server
from postgres import cluster

SEED = random.randrange(1 << 32)
OURS, THEIRS, FOREIGN = "Opvang Het Anker", "Meldpunt Vuurtoren", "Recherche De Boei"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
# The places from which a member reaches everything that is for them.
DOORS = ["/nl/day", "/nl/dossiers", "/nl/dossiers?view=takingPart", "/nl/dossiers?view=closed", "/nl/retention",
         "/nl/organisations"]
LINK = r'href="(/nl/(?:day|dossiers|tasks|consultations|retention|organisations|guides)[^"#]*)'
# An address that belongs to a dossier, or to what is asked about it.
OF_DOSSIER = re.compile("(dos|tsk)_")
# Stands in for the machine's own program that takes mails: keeps how it was called, and the message.
SENDMAIL = """#!/bin/sh
file="$(mktemp {letterbox}/XXXXXXXXXX)"
{{ echo "$@"; cat; }} > "$file"
mv "$file" "$file.mail"
"""


class Plot:
    """The story, with a canary wherever somebody types."""

    def __init__(self, server):
        self.server, self.canaries = server, Canaries(SEED)
        self.cast = Cast(server.folder)
        for group in self.cast.organisations.values():
            self.canaries.remember("the recovery code", group["recoveryCode"])
            for member in group["members"]:
                self.canaries.remember("a password", member["password"])
                self.canaries.remember("a one-time code's secret", member["secret"])

    def client(self, part):
        """A browser that tells about itself what must not be kept either."""
        plant = lambda header: self.canaries.plant(f"the {header} of the {part}")
        return Client(self.server, headers={"User-Agent": plant("User-Agent"), "Referer": plant("Referer"),
                                            "X-Forwarded-For": plant("X-Forwarded-For")})

    def file(self, where):
        name, contents = self.canaries.plant("the name of " + where), self.canaries.plant("the contents of " + where)
        return ("files", name + ".png", "image/png", PNG + contents.encode() * 3)

    def write(self, client, page, ending, fields=None, status=200):
        """Sends a form with a canary in each of its fields for text, and with a file where it takes files."""
        form = page.form(ending)
        typed = {name: self.canaries.plant(f"{name} of {ending}", kind) for name, kind in form.texts.items()}
        page = client.send(form, typed | (fields or {}), [self.file(ending)] if form.files else [])
        assert page.status == status, f"{ending} was answered with {page.status}: {page.text[:3000]}"
        return page

    def told(self, page, where):
        """Whether a page shows what was typed there."""
        return any(word in page.text for word, place in self.canaries.planted.items() if place == where)

    def report(self, client):
        """A report with everything in it; its code."""
        plant = lambda where, kind="textarea": self.canaries.plant("the reporter's " + where, kind)
        client.ask("/nl?" + plant("question in an address"))
        client.ask("/nl/" + plant("mistaken address"))
        page = client.report({
            "words": {"words": f"Ik zag {plant('own words')} op straat."},
            "place": {"place": plant("mistyped place"), "placeUnknown": "yes"},
            "age": {"age": "adult"},
            "persons": {"kind.0": "name", "value.0": plant("name"), "whose.0": "victim",
                        "kind.1": "account", "value.1": plant("account"), "whose.1": "perpetrator",
                        "kind.2": "phone", "value.2": plant("number", "tel"), "whose.2": "unknown"},
            "files": {"files": [self.file("the report")]},
            "contact": {"contact": "telephone", "phone": plant("telephone", "tel"), "safely": plant("safe moment"),
                        "email": plant("address", "email")},
        })
        code = client.deliver(page).code
        self.canaries.remember("the receipt code", code)
        self.canaries.remember("the receipt code without hyphens", code.replace("-", ""))
        page = client.conversation(code)
        self.write(client, page, "/message")
        return code

    def play(self):
        """From the report to its closing at another organisation; gives what the foreign member tries to see."""
        reporter, us, them = self.client("reporter"), self.client("first worker"), self.client("second worker")
        code, other = self.report(reporter), self.report(reporter)
        us.log_in(self.cast, self.cast.member(OURS, "intake"))
        case, second = [self.find(us, word) for word in self.stories()]
        self.write(us, us.ask(case), "/judgement")
        for fields in [{}, {"oneself": "yes"}]:
            self.write(us, us.ask(case), "/note", fields)
        self.write(us, us.ask(case), "/message")
        self.write(us, us.ask("/nl/search"), "/search", {"from.day": "", "from.month": "", "from.year": "",
                                                         "until.day": "", "until.month": "", "until.year": ""})
        receiver = us.ask(case).form("/hand-over").choices["receiver"][THEIRS]
        self.write(us, us.ask(case), "/hand-over", {"receiver": receiver})
        them.log_in(self.cast, self.cast.member(THEIRS, "intake"))
        self.write(them, them.ask(case), "/refuse")
        self.write(us, us.ask(case), "/hand-over", {"receiver": receiver})
        them.send(them.ask(case).form("/accept"))
        self.write(them, them.ask(case), "/message")
        self.write(them, them.ask(case), "/close", {"closing": "helped"})
        page = reporter.conversation(code)
        self.write(reporter, page, "/message")
        page = reporter.send(reporter.conversation(other).form("/contact"), {"go": "ask"})
        reporter.send(page.form("/contact"), {"go": "yes"})
        return us, them, second

    def trespass(self, us, case):
        """A member of another organisation asks for everything that stands on a report's page; what opened."""
        foreign = self.client("foreign worker")
        foreign.log_in(self.cast, self.cast.member(FOREIGN, "coordinator"))
        page = us.ask(case)
        forms = [form for form in page.forms if "/reports/" in form.action]
        tried = {address: foreign.ask(address) for address in {case} | links(page, "/nl/reports/")}
        for form in forms:
            tried[form.action] = foreign.send(form, {name: "x" for name in form.texts})
        assert len(tried) > 5, "the page of a report has fewer addresses than thought"
        opened = [address for address, answer in tried.items()
                  if answer.status != 404 or found(self.canaries.planted, answer.body)]
        page = foreign.send(foreign.ask("/nl/search").form("/search"), {"query": self.stories()[0]})
        return opened + sorted(links(page, "/nl/reports/")), len(tried)

    def stories(self):
        return [word for word, where in self.canaries.planted.items() if where == "the reporter's own words"]

    def find(self, member, word):
        """The address of the report in which a word was written: what is sealed is found by those who may."""
        found = links(member.send(member.ask("/nl/search").form("/search"), {"query": word}), "/nl/reports/")
        assert len(found) == 1, f"the search for one word finds {found}"
        return found.pop()


def links(page, beginning):
    return set(re.findall(rf'(?:href|action|formaction)="({re.escape(beginning)}[a-z0-9_./-]+)"', page.text))


def walk(client, doors):
    """Every page that a member reaches by following links, by its address."""
    pages, waiting = {}, list(doors)
    while waiting:
        address = waiting.pop()
        if address not in pages:
            pages[address] = client.ask(address)
            waiting += [html.unescape(link) for link in re.findall(LINK, pages[address].text)]
    assert len(pages) < 1_000, "the walk does not end"
    return pages


def compare(plot, dossier, us, them, before):
    """Who finds what of a dossier on all the pages that they reach: what others see, and what its own miss."""
    told = []
    ours, theirs = walk(us, DOORS), walk(them, DOORS)
    seen = {client: b"".join(page.body for page in pages.values()) for client, pages in [(us, ours), (them, theirs)]}
    known = {SHARED, "medical", "apart"}
    kept = known | {OWN, "general", "network", "of another dossier", "corrected"}
    for client, name, parts in [(us, OURS, kept), (them, THEIRS, known)]:
        for part in set(dossier.parts.values()):
            words = {word: f"{plot.canaries.planted[word]} ({part})"
                     for word, place in dossier.parts.items() if place == part}
            there = set(found(words, seen[client]))
            own = {words[word] for word in words if dossier.mailed.get(word) == client}
            if part not in parts:
                told += [f"{where} is told to {name}" for where in there - own]
            elif not there:
                told.append(f"nothing of {part} is there for {name}")
    foreign = plot.client("foreign worker")
    foreign.log_in(plot.cast, plot.cast.member(FOREIGN, "coordinator"))
    closed = {address: page for address, page in (ours | theirs).items()
              if OF_DOSSIER.search(address) and address not in before}
    forms = {form.action: form for page in closed.values() for form in page.forms
             if OF_DOSSIER.search(form.action) and not form.is_query}
    answers = [(address, foreign.ask(address)) for address in closed]
    answers += [(form.action, foreign.send(form, {name: "x" for name in form.texts})) for form in forms.values()]
    answers += [(address, page) for address, page in walk(foreign, DOORS).items() if address not in closed]
    for address, answer in answers:
        isOpen = (address in closed or address in forms) and answer.status != 404
        if isOpen or found(dossier.parts, answer.body):
            told.append(f"{address} opened for another organisation ({answer.status})")
    told += seek(plot, dossier, us, {"general", OWN, SHARED}, set(), OURS)
    told += seek(plot, dossier, them, {SHARED}, {"general", OWN, "network"}, THEIRS)
    told += seek(plot, dossier, foreign, set(), {"general", OWN, SHARED, "apart"}, FOREIGN)
    return told, len(answers)


def seek(plot, dossier, client, readable, others, name):
    """Searching by a word: it leads to the dossier those who read the part where it stands, and nobody else."""
    told = []
    for part in readable | others:
        word = next(word for word, place in dossier.parts.items()
                    if place == part and re.match("(message|fact|consult|grounds)", plot.canaries.planted[word]))
        page = client.send(client.ask("/nl/search").form("/search"), {"query": word})
        leads = links(page, "/nl/dossiers/dos_") | links(page, "/nl/tasks/tsk_")
        if bool(leads) != (part in readable):
            told.append(f"{name} finds {leads or 'nothing'} by a word of {part}")
    return told


def read_mails(plot, dossier, letterbox):
    """What the mails say more than that there is something new."""
    mails = dossier.wait_for_mail(letterbox)
    secrets = {word: where for word, where in plot.canaries.planted.items() if word not in dossier.mailed}
    names = {name: name for name in plot.cast.organisations} | {
        member["name"]: member["name"] for group in plot.cast.organisations.values() for member in group["members"]}
    told = [f"{where} stands in a mail" for mail in mails for where in found(secrets | names, mail)]
    told += [f"a mail names {match.group().decode()}" for mail in mails
             for match in re.finditer(rb"[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}|[a-z]{3}_[0-9a-z]{16,}", mail)]
    said = {re.sub(rb"(?m)^(-i -f .*|To: .*|Date: .*|Message-ID: .*)$", b"", mail) for mail in mails}
    if len(said) > 1:
        told.append(f"mails differ: {said}")
    return told, len(mails)


def kept(server, root):
    """Everything that is kept of an installation, by name; but for the file with the demonstration's log-ins."""
    files = [file for file in pathlib.Path(server.folder).rglob("*") if file.name != "demo.json"]
    files += [pathlib.Path(server.folder + ".log"), *pathlib.Path(server.folder).parent.glob("*.backup")]
    if server.database:
        subprocess.run(["psql", server.database, "-qc", "CHECKPOINT"], check=True)
        files += root.joinpath("pg").rglob("*")
    return {str(file.relative_to(root)): file.read_bytes() for file in files if file.is_file()}


def stolen(server, root, plot, code, member, dossier):
    """Serves a copy of the database with another secret: what opens there."""
    copy = Server(root / (pathlib.Path(server.folder).name + "-stolen"), server.database)
    pathlib.Path(copy.folder).mkdir(mode=0o700)
    for file in pathlib.Path(server.folder).glob("*.sqlite*"):
        shutil.copy(file, copy.folder)
    opened = []
    try:
        copy.start()
        copy.kill()
        opened.append("a database without its secret")
    except SystemExit:
        pass  # A new secret is not made for a database that holds something.
    (pathlib.Path(copy.folder) / "secret").write_bytes(random.randbytes(32))
    try:
        copy.start()
    except SystemExit:
        print("a database with another secret is not even served")
        return opened
    # With a session that somebody left behind, nothing of the dossier opens either.
    heir = Client(copy, cookies=member.cookies)
    for page in [heir.ask(address) for address in DOORS + dossier.addresses]:
        if found(plot.canaries.planted, page.body) or page.status == 200 and OF_DOSSIER.search(page.address):
            opened.append(f"{page.address} ({page.status})")
    thief = Client(copy)
    answer = thief.conversation(code)
    if answer.status == 200 or found(plot.canaries.planted, answer.body):
        opened.append("a receipt")
    for role in ["intake", "administrator"]:
        member = plot.cast.member(OURS, role)
        answer = thief.send(thief.ask("/nl/log-in").form("/log-in"), plot.cast.log_in(member))
        if answer.status != 422:
            opened.append(f"the {role}'s log-in ({answer.status})")
    copy.kill()
    return opened


def settle(server, letterbox):
    """Has the installation mail its members, through a program that keeps what it is given."""
    program = letterbox / "sendmail"
    program.write_text(SENDMAIL.format(letterbox=letterbox))
    program.chmod(0o755)
    pathlib.Path(server.folder).mkdir(mode=0o700)
    settings = {"notices": {"from": "baken@example.org", "sendmail": str(program)}}
    (pathlib.Path(server.folder) / "baken.json").write_text(json.dumps(settings))


def drill(engine, server, root):
    letterbox = root / (pathlib.Path(server.folder).name + "-mails")
    letterbox.mkdir()
    settle(server, letterbox)
    server.start("demo")
    plot = Plot(server)
    us, them, case = plot.play()
    opened, tried = plot.trespass(us, case)
    ours, theirs = (plot.cast.organisations[name]["id"] for name in [OURS, THEIRS])
    dossier = Collaboration(plot, us, them, ours, theirs)
    before = walk(us, DOORS).keys() | walk(them, DOORS).keys()
    dossier.play(case)
    told, more = compare(plot, dossier, us, them, before)
    tried += more
    dossier.hand_over()
    dossier.close()
    dossier.extract()
    dossier.addresses = [address for address in walk(them, DOORS) if OF_DOSSIER.search(address)]
    second = plot.client("second pair of eyes")
    second.log_in(plot.cast, plot.cast.member(THEIRS, "coordinator"))
    dossier.destroy(second)
    dossier.leave_news()
    code = next(word for word, where in plot.canaries.planted.items() if where == "the receipt code")
    assert plot.client("reader").conversation(code).status == 200
    everything = {}
    with urllib.request.urlopen(f"http://127.0.0.1:{server.operations}/metrics") as answer:
        everything["the figures"] = answer.read()
    assert server.run("backup", "--to", server.folder + ".backup")
    everything |= kept(server, root)
    mistold, mails = read_mails(plot, dossier, letterbox)
    server.stop()
    everything |= {"after the stop " + name: contents for name, contents in kept(server, root).items()}
    told += mistold + [f"{where} stands in {name}" for name, contents in everything.items()
                       for where in found(plot.canaries.planted, contents)]
    control = [name for name, contents in everything.items() if found({OURS: "its name"}, contents)]
    told += [f"{opening} opened with another secret" for opening in stolen(server, root, plot, code, them, dossier)]
    told += [f"{address} opened for another organisation" for address in opened]
    for sentence in told:
        print(f"{engine}: {sentence}")
    size = sum(map(len, everything.values())) / 1e6
    print(f"{engine}: {len(plot.canaries.planted)} secrets planted (seed {SEED}), {len(everything)} files of "
          f"{size:.0f} MB searched, {tried} addresses tried by another organisation, {mails} mails read: "
          f"{len(told)} told; an organisation's name, which is in clear, found in {len(control)}")
    in_database = any("sqlite" in name or "pg/" in name for name in control)
    return not told and in_database and any(name.endswith(".backup") for name in control)


def main():
    check_guises()
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-sealed-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    try:
        outcomes = [drill("SQLite", Server(root / "sqlite"), root),
                    drill("PostgreSQL", Server(root / "postgres", address), root)]
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
