"""A PostgreSQL server for one test: the real one from Debian, in a folder of its own."""

import os
import pathlib
import shutil
import subprocess
import time


def cluster(folder):
    """A PostgreSQL server of this test's own; its address and how to stop it."""
    folder.mkdir(mode=0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", folder / "data", "-U", "baken", "-A", "trust", "--no-sync", "-E", "UTF8",
         "--locale=C.UTF-8")
    _start(folder)
    return f"postgresql://baken@/postgres?host={folder}", lambda: _stop(folder)


def restart(folder, pause=0):
    """Stops it at once, as a crash does, and starts it again after a pause in seconds."""
    _stop(folder)
    time.sleep(pause)
    _start(folder)


def _start(folder):
    _run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses=''",
         "start")


def _stop(folder):
    _run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")


def psql():
    """The program itself: what is on the path is a script in front of it, and much slower."""
    return _bins() / "psql"


def _bins():
    return sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def _run(program, *words):
    su = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*su, _bins() / program, *words], check=True, cwd="/", stdout=subprocess.DEVNULL)
