#!/usr/bin/env python3
"""Restarts PostgreSQL at once (pg_ctl -m immediate) while people send reports.

Whoever is refused is told that nothing was sent, presses "send" again, and gets through; nothing that was acknowledged
is lost, and nothing is there twice or half.
"""

import concurrent.futures
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import Server, fill_in, lost, send_patiently
from postgres import cluster, restart

PEOPLE = 24
# How long the database stays away each time, in seconds: shortly enough to be bridged, and longer.
PAUSES = [0, 1.5, 0, 2]


def person(server, page, words, moment, acknowledged):
    """Presses "send" at their moment, and again until it succeeds; how often it was refused."""
    time.sleep(moment)
    refused = 0
    while True:
        answer = send_patiently(server, page)
        if answer.code:
            acknowledged[answer.code] = words
            return refused
        answer.assert_refused()
        refused += 1
        time.sleep(0.5)


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-restart-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    server = Server(root / "baken", address)
    try:
        server.start("demo")
        acknowledged, before = {}, server.figure("baken_reports_received_total")
        with concurrent.futures.ThreadPoolExecutor(PEOPLE) as people:
            words = [f"Report {number} while the database falls over" for number in range(PEOPLE)]
            pages = list(people.map(lambda each: fill_in(server, each), words))
            walks = [people.submit(person, server, page, each, 0.35 * number, acknowledged)
                     for number, (page, each) in enumerate(zip(pages, words))]
            for pause in PAUSES:
                time.sleep(0.7)
                restart(root / "pg", pause)
            refused = sum(walk.result(120) for walk in walks)
        missing = lost(server, acknowledged)
        stored = int(server.figure("baken_reports_received_total") - before)
        server.stop()
        whole = server.verify()
    finally:
        if server.process:
            server.kill()
        stop()
        shutil.rmtree(root, ignore_errors=True)
    print(f"PostgreSQL restarted {len(PAUSES)} times: {len(acknowledged)} reports acknowledged, {stored} stored, "
          f"{refused} refusals told, {len(missing)} lost, journal {'whole' if whole else 'BROKEN'}")
    sys.exit(0 if refused and not missing and whole and stored == len(acknowledged) == PEOPLE else 1)


main()
