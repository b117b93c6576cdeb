#!/usr/bin/env python3
"""Plants words that stand nowhere else in everything that people type and send, through the whole story, and looks for
them in everything that is kept: database, write-ahead log, journal, log, figures, backup. On both engines.

With one organisation's log-in nothing of another's opens, and a stolen database opens nothing with another secret.
"""

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
from members import Cast
from person import Server
from postgres import cluster

SEED = random.randrange(1 << 32)
OURS, THEIRS, FOREIGN = "Opvang Het Anker", "Meldpunt Vuurtoren", "Recherche De Boei"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


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
        return us, second

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


def kept(server, root):
    """Everything that is kept of an installation, by name; but for the file with the demonstration's log-ins."""
    files = [file for file in pathlib.Path(server.folder).rglob("*") if file.name != "demo.json"]
    files += [pathlib.Path(server.folder + ".log"), *pathlib.Path(server.folder).parent.glob("*.backup")]
    if server.database:
        subprocess.run(["psql", server.database, "-qc", "CHECKPOINT"], check=True)
        files += root.joinpath("pg").rglob("*")
    return {str(file.relative_to(root)): file.read_bytes() for file in files if file.is_file()}


def stolen(server, root, plot, code):
    """Serves a copy of the database with another secret: what opens there."""
    copy = Server(root / (pathlib.Path(server.folder).name + "-stolen"), server.database)
    pathlib.Path(copy.folder).mkdir()
    for file in pathlib.Path(server.folder).glob("*.sqlite*"):
        shutil.copy(file, copy.folder)
    try:
        copy.start()
    except SystemExit:
        print("a database with another secret is not even served")
        return []
    opened = []
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


def drill(engine, server, root):
    server.start("demo")
    plot = Plot(server)
    us, case = plot.play()
    opened, tried = plot.trespass(us, case)
    code = next(word for word, where in plot.canaries.planted.items() if where == "the receipt code")
    assert plot.client("reader").conversation(code).status == 200
    everything = {}
    with urllib.request.urlopen(f"http://127.0.0.1:{server.operations}/metrics") as answer:
        everything["the figures"] = answer.read()
    assert server.run("backup", "--to", server.folder + ".backup")
    everything |= kept(server, root)
    server.stop()
    everything |= {"after the stop " + name: contents for name, contents in kept(server, root).items()}
    told = [f"{where} stands in {name}" for name, contents in everything.items()
            for where in found(plot.canaries.planted, contents)]
    control = [name for name, contents in everything.items() if found({OURS: "its name"}, contents)]
    told += [f"{opening} opened with another secret" for opening in stolen(server, root, plot, code)]
    told += [f"{address} opened for another organisation" for address in opened]
    for sentence in told:
        print(f"{engine}: {sentence}")
    size = sum(map(len, everything.values())) / 1e6
    print(f"{engine}: {len(plot.canaries.planted)} secrets planted (seed {SEED}), {len(everything)} files of "
          f"{size:.0f} MB searched, {tried} addresses tried by another organisation: {len(told)} told; an organisation's "
          f"name, which is in clear, found in {len(control)}")
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
