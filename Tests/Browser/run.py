#!/usr/bin/env python3
"""Walks the whole story in a browser: the reporter without JavaScript on a phone, the members, keyboard, looks.

Usage: run.py [part of a test's name …]
"""

import concurrent.futures
import importlib
import inspect
import pathlib
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from house import House

# The parts that build on each other. Each story has a demonstration and a browser of its own, and all go on at once.
STORIES = [
    ["reporter", "members", "news", "keyboard", "scripts", "looks"],
    ["dossier", "dossier_together", "dossier_ends", "signpost", "back"],
]


def tests(story, wanted):
    """Every `test_…` of the parts, in the order in which they stand, once for each language where it asks for one."""
    for part in story:
        module = importlib.import_module("test_" + part)
        for name, test in vars(module).items():
            if not name.startswith("test_"):
                continue
            for language in ["nl", "en"] if "language" in inspect.signature(test).parameters else [None]:
                title = f"{part}: {name[5:].replace('_', ' ')}" + (f" ({language})" if language else "")
                if not wanted or any(word in title for word in wanted):
                    yield title, (lambda house, test=test, words=[language] if language else []: test(house, *words))


def tell(story, wanted):
    """How many pages were seen, how many different ones were judged, how many tests passed and failed."""
    passed, failed = 0, 0
    if not (chosen := list(tests(story, wanted))):
        return 0, 0, 0, 0
    with sync_playwright() as playwright:
        house = House(playwright)
        try:
            for title, test in chosen:
                begun = time.monotonic()
                try:
                    test(house)
                    passed += 1
                    print(f"passed  {title}  {time.monotonic() - begun:.1f} s", flush=True)
                except Exception:
                    failed += 1
                    print(f"FAILED  {title}\n{traceback.format_exc()}", flush=True)
                for context in house.browser.contexts[1:]:
                    context.close()
        finally:
            pages, judged = house.eyes.seen, len(house.eyes.judged)
            house.close()
    return pages, judged, passed, failed


def main():
    with concurrent.futures.ProcessPoolExecutor(len(STORIES)) as tellers:
        told = tellers.map(tell, STORIES, [sys.argv[1:]] * len(STORIES))
        pages, judged, passed, failed = map(sum, zip(*told))
    print(f"{pages} pages seen, {judged} different ones judged; {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
