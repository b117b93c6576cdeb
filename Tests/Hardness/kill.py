#!/usr/bin/env python3
"""Kills the server (kill -9) at random moments under a load of reports, on both engines.

Every report that was acknowledged must be there afterwards, whole, readable with its code, owned and in the journal,
and there must be no half report. Usage: kill.py [rounds]
"""

import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import Server, lost, send
from postgres import cluster

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 50


def drill(engine, server):
    acknowledged, lock, number = {}, threading.Lock(), [0]
    server.start("demo")
    server.stop()
    for _ in range(ROUNDS):
        server.start()
        over = threading.Event()

        def work():
            while not over.is_set():
                with lock:
                    number[0] += 1
                    words = f"report number {number[0]} of the drill"
                try:
                    code = send(server, words)
                except (OSError, AssertionError, ValueError):
                    return
                if code is None:
                    return
                with lock:
                    acknowledged[code] = words

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.05, 0.9))
        server.kill()
        over.set()
        for thread in threads:
            thread.join()
    server.start()
    missing = lost(server, acknowledged)
    server.stop()
    whole = server.verify()
    print(f"{engine}: {ROUNDS} kills, {len(acknowledged)} reports acknowledged, {len(missing)} lost, "
          f"journal {'whole' if whole else 'BROKEN'}")
    return bool(acknowledged) and not missing and whole


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-kill-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    try:
        outcomes = [drill("SQLite", Server(root / "sqlite")), drill("PostgreSQL", Server(root / "postgres", address))]
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
