#!/usr/bin/env python3
"""Takes a backup while people send reports, and brings it back on the other engine, as an operator does.

What was acknowledged before the backup began is there, the journal is whole, and the restored site goes on.
"""

import concurrent.futures
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import Server, lost, send
from postgres import cluster

BEFORE = 5


def drill(root, source, target):
    file = root / (pathlib.Path(source.folder).name + ".backup")
    try:
        source.start("demo")
        acknowledged = {send(source, words): words for words in (f"Before, number {number}" for number in range(BEFORE))}
        over = threading.Event()

        def go_on(name):
            count = 0
            while not over.is_set() and count < 5:
                count += send(source, f"Meanwhile, by {name}") is not None
            return count

        with concurrent.futures.ThreadPoolExecutor(3) as people:
            walks = [people.submit(go_on, number) for number in range(3)]
            made = source.run("backup", "--to", str(file))
            over.set()
            meanwhile = sum(walk.result() for walk in walks)
        source.stop()
        pathlib.Path(target.folder).mkdir(mode=0o700)
        shutil.copy(source.folder + "/secret", target.folder + "/secret")
        restored = made and target.run("restore", "--from", str(file))
        again = target.run("restore", "--from", str(file))
        target.start()
        missing = lost(target, acknowledged)
        after = send(target, "Afterwards") is not None
        target.stop()
        whole = target.verify()
    finally:
        for server in (source, target):
            if server.process:
                server.kill()
    print(f"Backup of {pathlib.Path(source.folder).name} restored on the other engine: {len(missing)} of {BEFORE} lost, "
          f"{meanwhile} came in meanwhile, journal {'whole' if whole else 'BROKEN'}")
    return restored and not again and None not in acknowledged and not missing and meanwhile and after and whole


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-backup-"))
    root.chmod(0o755)
    address, stop = cluster(root / "pg")
    subprocess.run(["psql", "-q", "-h", root / "pg", "-U", "baken", "-d", "postgres", "-c", "CREATE DATABASE other"],
                   check=True)
    try:
        outcomes = [
            drill(root, Server(root / "SQLite"), Server(root / "to PostgreSQL", address)),
            drill(root, Server(root / "PostgreSQL", address.replace("/postgres?", "/other?")), Server(root / "to SQLite")),
        ]
    finally:
        stop()
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
