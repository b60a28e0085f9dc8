"""The findings of `Examples/broken`, as a person reads them, against `expected.txt` beside it.

`STACKC_RECORD=1 make test-python` records them anew, to be read in the diff.
"""

from __future__ import annotations

import os
import re

from conftest import ROOT, stackc

EXPECTED = ROOT / "Examples/broken/expected.txt"


def test_the_findings_are_told_as_expected():
    # The day decides which runtimes are out of support.
    done = stackc("lint", "--today", "2026-11-24", "Examples/broken")
    assert (done.returncode, done.stderr) == (1, "")
    if os.environ.get("STACKC_RECORD"):
        EXPECTED.write_text(done.stdout)
    assert done.stdout == EXPECTED.read_text(), "STACKC_RECORD=1 make test-python records it anew"


def test_the_faults_are_of_many_kinds():
    codes = re.findall(r"^(?:error|warning|info)\[(STK\d+)\]", EXPECTED.read_text(), re.M)
    assert len(set(codes)) >= 12
    assert len({code[:4] for code in codes}) >= 6
    assert len(codes) == len(set(codes)), "one fault of a kind is enough"
