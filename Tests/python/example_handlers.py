"""How the tests of an example load its handlers and read its events."""

from __future__ import annotations

import importlib
import json
import sys

from conftest import ROOT


class Example:
    """One of `Examples/`."""

    def __init__(self, name):
        self.folder = ROOT / "Examples" / name

    def read(self, kind, name):
        """An event, or the answer that is expected."""
        return json.loads((self.folder / kind / f"{name}.json").read_text())

    def load(self, folder, monkeypatch):
        """A handler's module, loaded anew as Lambda loads it."""
        monkeypatch.syspath_prepend(str(self.folder / "src" / folder))
        sys.modules.pop("app", None)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        return importlib.import_module("app")
