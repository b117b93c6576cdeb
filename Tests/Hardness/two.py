#!/usr/bin/env python3
"""Two processes serve one PostgreSQL database; one of them is killed (kill -9), and the other goes on.

Each person's form walks from one process to the other, page by page.
"""

import concurrent.futures
import html
import itertools
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import Server, fill_in, lost, read, send_patiently
from postgres import cluster

PEOPLE = 4
# More would be asked to wait, as a flood is.
REPORTS = 5


class Pair:
    """The two processes in turn, as a balancer does; whoever is gone is passed over."""

    def __init__(self, servers):
        self.servers, self.turns = servers, itertools.count()

    def __call__(self):
        return self.servers[next(self.turns) % len(self.servers)]


def work(pair, name, acknowledged):
    for number in range(REPORTS):
        words, code = f"Report {number} of {name}", None
        while code is None:
            try:
                code = send_patiently(pair(), fill_in(pair, words)).code
            except OSError:
                # Gone in the middle: the browser shows an error, and the person begins anew.
                continue
        acknowledged[code] = words


def phase(pair, name, acknowledged, during=lambda: None):
    """Some people send reports, and something happens once a few came in; how many came in after that."""
    wanted = len(acknowledged) + PEOPLE
    with concurrent.futures.ThreadPoolExecutor(PEOPLE) as people:
        walks = [people.submit(work, pair, f"{name} {number}", acknowledged) for number in range(PEOPLE)]
        until(lambda: len(acknowledged) >= wanted)
        during()
        before = len(acknowledged)
        for walk in walks:
            walk.result()
    return len(acknowledged) - before


def until(claim, seconds=10):
    for _ in range(seconds * 10):
        if claim():
            return True
        time.sleep(0.1)
    return False


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-two-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    one, other = Server(root / "one", address), Server(root / "other", address)
    try:
        one.start("demo")
        (root / "other").mkdir(mode=0o700)
        shutil.copy(root / "one/secret", root / "other/secret")
        other.start()
        pair, acknowledged = Pair([one, other]), {}
        together = phase(pair, "both", acknowledged)

        def fall():
            one.kill()
            pair.servers = [other]

        alone = phase(pair, "falling", acknowledged, fall)
        # The sequencer of the one that is left gives every entry its place.
        placed = until(lambda: other.figure("baken_journal_waiting") == 0)
        code = next(iter(acknowledged))
        seen = acknowledged[code] in html.unescape(read(other, code).text)
        one.start()
        pair.servers = [one, other]
        again = phase(pair, "again", acknowledged)
        missing = lost(one, acknowledged) + lost(other, acknowledged)
        one.stop()
        other.stop()
        whole = one.verify() and other.verify()
    finally:
        for server in (one, other):
            if server.process:
                server.kill()
        stop()
        shutil.rmtree(root, ignore_errors=True)
    print(f"Two processes: {together} reports through both, {alone} while one was killed, {again} when it was back, "
          f"{len(missing)} lost, entries {'placed' if placed else 'NOT PLACED'}, journal {'whole' if whole else 'BROKEN'}")
    complete = len(acknowledged) == 3 * PEOPLE * REPORTS
    sys.exit(0 if complete and together and alone and again and seen and placed and not missing and whole else 1)


main()
