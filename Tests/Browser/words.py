"""The sentences of the site, from its own catalogues: a page is found by what it says, in either language."""

import json
import pathlib
import re

CATALOGUES = pathlib.Path(__file__).resolve().parents[2] / "Sources/Words/Catalogues"


class Words:
    def __init__(self, language):
        self.language, self.entries = language, {}
        for file in CATALOGUES.glob(f"*.{language}.json"):
            self.entries |= json.loads(file.read_text())

    def __call__(self, key, **values):
        entry = self.entries[key]
        if isinstance(entry, dict):
            entry = entry["one" if values.get("n") == 1 else "other"]
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), entry)
