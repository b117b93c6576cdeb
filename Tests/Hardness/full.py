#!/usr/bin/env python3
"""Fills the disk under SQLite while reports and pictures come in, and makes room again.

Whoever is refused is told that nothing was sent; once there is room the site goes on by itself, the same forms are sent,
everything that was acknowledged is there, and nothing is there half. The disk is a small one in memory; where none can be
mounted, a bound on the size of files takes its place.
"""

import concurrent.futures
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import NOT_ARRIVED, Server, fill_in, lost, picture, send_patiently, upload

DISK = 24 << 20
# More than twice as many would be asked to wait, as a flood is.
PEOPLE = 14


class SmallDisk:
    """A disk of its own, that a file fills up."""

    name = "a small disk"

    def __init__(self, folder, size=DISK):
        self.folder, self.filler = folder, folder / "filler"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", folder], check=True,
                       stderr=subprocess.DEVNULL)

    def before(self):
        pass

    def fill(self, server, left):
        free = shutil.disk_usage(self.folder).free
        self.filler.write_bytes(bytes(max(0, free - left)))

    def make_room(self, server):
        self.filler.unlink()

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


class BoundedFiles:
    """No file may grow beyond a bound, for whoever may not mount."""

    name = "a bound on files"

    def __init__(self, folder):
        self.folder = folder

    def before(self):
        # Without this the system ends the process instead of refusing the write.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def fill(self, server, left):
        largest = max(path.stat().st_size for path in self.folder.iterdir())
        self._bound(server, largest + left)

    def make_room(self, server):
        self._bound(server, resource.RLIM_INFINITY)

    def _bound(self, server, bytes):
        hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (bytes, hard))

    def close(self):
        pass


def disk(folder, kind):
    folder.mkdir()
    if kind != "bound":
        try:
            return SmallDisk(folder)
        except (subprocess.CalledProcessError, OSError):
            pass
    return BoundedFiles(folder)


def fill_up(server, files):
    """Sends pictures, then small ones, until they are turned away; how many were."""
    turned_away = 0
    for size in (300_000, 20_000):
        for _ in range(100):
            answer = upload(server, files, picture(size))
            if answer.status != 200:
                answer.assert_refused(NOT_ARRIVED)
                turned_away += 1
                break
    return turned_away


def drill(root, kind):
    room = disk(root / kind, kind)
    server = Server(room.folder)
    log = str(root / f"{kind}.log")
    try:
        server.start("demo", room.before, log)
        before = int(server.figure("baken_reports_received_total"))
        with concurrent.futures.ThreadPoolExecutor(6) as people:
            words = [f"Report {number} on a full disk" for number in range(PEOPLE)]
            pages = list(people.map(lambda each: fill_in(server, each), words))
            files = fill_in(server, "With pictures", until="files")
            room.fill(server, left=1 << 20)
            # Pictures fill what is left while reports come in; the second half comes when not even a small one fits.
            uploads = [people.submit(fill_up, server, files) for _ in range(3)]
            sends = list(people.map(lambda page: send_patiently(server, page), pages[:PEOPLE // 2]))
            turned_away = sum(each.result() for each in uploads)
            sends += people.map(lambda page: send_patiently(server, page), pages[PEOPLE // 2:])
        acknowledged = {answer.code: each for answer, each in zip(sends, words) if answer.code}
        refused = [page for answer, page in zip(sends, pages) if not answer.code]
        for answer in sends:
            answer.code or answer.assert_refused()
        room.make_room(server)
        for answer, page, each in zip(sends, pages, words):
            code = send_patiently(server, page).code
            assert code, "a form could not be sent when there was room again"
            assert answer.code in (None, code), "one form gave two codes"
            acknowledged[code] = each
        assert upload(server, files, picture(300_000)).status == 200
        missing = lost(server, acknowledged)
        stored = int(server.figure("baken_reports_received_total")) - before
        server.stop()
        whole = server.verify()
    finally:
        if server.process:
            server.kill()
        room.close()
    print(f"Full disk ({room.name}): {len(refused)} reports and {turned_away} pictures refused, "
          f"{len(acknowledged)} acknowledged in the end, {stored} stored, {len(missing)} lost, "
          f"journal {'whole' if whole else 'BROKEN'}")
    return refused and turned_away == 6 and not missing and whole and stored == len(acknowledged) == PEOPLE


def keep_apart(root):
    """Pictures leave what is kept apart for reports; those go on. Bounded by the disk only where one can be mounted."""
    (root / "apart").mkdir()
    try:
        room = SmallDisk(root / "apart", 64 << 20)
    except (subprocess.CalledProcessError, OSError):
        print("Room kept for reports: no disk can be mounted here, so it was not tried")
        return True
    os.environ["BAKEN_FILES_RESERVE"] = "24"
    server = Server(room.folder)
    try:
        server.start("demo", room.before, str(root / "apart.log"))
        taken = 0
        while (answer := upload(server, fill_in(server, "With pictures", until="files"), picture(300_000))).status == 200:
            taken += 1
        answer.assert_refused("Voor picture.png is nu geen plaats.")
        free = shutil.disk_usage(room.folder).free
        words = [f"Report {number} without files" for number in range(PEOPLE)]
        sent = {send_patiently(server, fill_in(server, each)).code: each for each in words}
        missing = lost(server, sent)
        server.stop()
    finally:
        if server.process:
            server.kill()
        room.close()
    print(f"Room kept for reports: after {taken} pictures no more were taken with {free >> 20} MB free; "
          f"{len(sent)} of {PEOPLE} reports sent, {len(missing)} lost")
    # What is kept free is in millions of bytes; the write-ahead log may reach into it until it is cut.
    return taken and 20_000_000 <= free < 30_000_000 and None not in sent and len(sent) == PEOPLE and not missing


def main():
    os.environ["BAKEN_FILES_RESERVE"] = "0"
    root = pathlib.Path(tempfile.mkdtemp(prefix="baken-full-"))
    try:
        outcomes = [drill(root, kind) for kind in ("disk", "bound")] + [keep_apart(root)]
    finally:
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if all(outcomes) else 1)


main()
