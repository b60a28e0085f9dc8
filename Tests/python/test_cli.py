"""The finished program as its users meet it: exit status, streams, configuration, the commands that only tell."""

from __future__ import annotations

import json
import subprocess

import pytest

from conftest import ROOT, STACKC, stackc

SOUND = "Examples/orders"
BROKEN = "Examples/broken"
# One fault of each severity: STK203 error, STK320 warning, STK515 info.
THREE = """\
stack: three
parameters:
  unused: { type: String, default: a }
functions:
  work:
    runtime: python3.13
    handler: app.work
    code: src
    timeout: ten
    consumes: queues.jobs
queues:
  jobs: { visibilityTimeout: 1h, deadLetter: { to: queues.failed, maxReceiveCount: 2 } }
  failed: { retention: 14d }
"""


@pytest.fixture
def three(tmp_path):
    """A folder with a stack that has an error, a warning and a remark."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text("def work(event, context): pass\n")
    (tmp_path / "stack.yaml").write_text(THREE)
    return tmp_path


def codes(*arguments, cwd=ROOT, stdin=""):
    """The codes that lint tells of, in order of place."""
    done = stackc("lint", "--format", "json", *arguments, cwd=cwd, stdin=stdin)
    return [finding["code"] for finding in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["lint", SOUND], 0),
        (["lint", f"{SOUND}/stack.yaml"], 0),
        (["lint", "Examples/ord*"], 0),
        (["lint", BROKEN], 1),
        (["lint", SOUND, BROKEN], 1),
        (["lint", "no/such/file.yaml"], 2),
        (["lint", "Sources/Spec"], 2),
        (["lint", "--no-such-flag"], 2),
        (["lint", "--format", "prose", SOUND], 2),
        (["lint", "--fail-on", "sometimes", SOUND], 2),
        (["lint", "--param", "stage", SOUND], 2),
        (["lint", "--today", "tomorrow", SOUND], 2),
        (["lint", "--config", "no/such.yaml", SOUND], 2),
        (["lint", "--baseline", "no/such.json", SOUND], 2),
        (["no-such-command"], 2),
        (["build", f"{SOUND}/stack.yaml", "-o", "OUT"], 0),
        (["build", f"{BROKEN}/stack.yaml", "-o", "OUT"], 1),
        (["build", "no/such/stack.yaml", "-o", "OUT"], 2),
        (["build", "--emit", "poem", f"{SOUND}/stack.yaml", "-o", "OUT"], 2),
        (["explain", "STK501"], 0),
        (["explain", "visibility-below-timeout"], 0),
        (["explain", "STK000"], 2),
        (["limits", "no", "such", "limit"], 1),
        (["--version"], 0),
        (["--help"], 0),
        (["lint", "--help"], 0),
    ],
)
def test_exit_status(arguments, status, tmp_path):
    done = stackc(*[str(tmp_path / "out") if word == "OUT" else word for word in arguments])
    assert done.returncode == status, done.stdout + done.stderr
    if status == 2:
        assert done.stdout == ""
        assert done.stderr


def test_one_unreadable_path_does_not_hide_what_is_found_in_another():
    done = stackc("lint", "--format", "json", "no/such.yaml", BROKEN)
    assert done.returncode == 2
    assert json.loads(done.stdout)
    assert "no/such.yaml" in done.stderr


def test_many_paths_are_read_in_order_with_options_around_them(tmp_path):
    """Hooks give thousands of paths; most of them never reach the parser of arguments."""
    names = [f"s{number:04}.yaml" for number in range(3000)]
    for number, name in enumerate(names):
        fault = "    Propertis: {}\n" if number % 500 == 7 else ""
        (tmp_path / name).write_text(f"Resources:\n  A:\n    Type: AWS::SNS::Topic\n{fault}")
    wanted = [f"s{number:04}.yaml" for number in range(7, 3000, 500)]
    for line in [
        ["--format", "concise", *names],
        [*names[:1500], "--format", "concise", *names[1500:]],
        [*names, "--format", "concise"],
        ["--format", "concise", "--", *names],
    ]:
        result = stackc("lint", *line, cwd=tmp_path)
        assert result.returncode == 1, result.stderr
        told = [found.split(":")[0] for found in result.stdout.splitlines() if "Propertis" in found]
        assert told == wanted
    result = stackc("lint", *names, "absent.yaml", cwd=tmp_path)
    assert result.returncode == 2 and "`absent.yaml` does not exist" in result.stderr


def test_a_stack_with_errors_leaves_no_template(tmp_path):
    done = stackc("build", f"{BROKEN}/stack.yaml", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[STK" in done.stderr
    assert not (tmp_path / "out").exists()


def test_paths_may_be_absolute(tmp_path):
    done = stackc("build", ROOT / SOUND / "stack.yaml", "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out/code").iterdir())


@pytest.mark.parametrize(("product", "files"), [("template", {"template.json"}), ("wiring", {"wiring.json"})])
def test_what_is_made_can_be_chosen(product, files, tmp_path):
    done = stackc("build", "--emit", product, f"{SOUND}/stack.yaml", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == files


def test_standard_input_is_a_file():
    stack = "stack: a\nqueus: {}\n"
    done = stackc("lint", "--format", "concise", "--stdin-filename", "typed.yaml", "-", stdin=stack)
    assert done.returncode == 1
    assert done.stdout.startswith("typed.yaml:2:1: error[STK201]")
    assert stackc("lint", "--format", "concise", "-", stdin=stack).stdout.startswith("stack.yaml:2:1: ")


@pytest.mark.parametrize("nonsense", ["", "\0", "{", "- [\n", "a: &a [*a]\n", "[" * 5000, "\ufeff", "x" * 100_000])
def test_nonsense_is_told_and_not_tripped_over(nonsense):
    done = stackc("lint", "-", stdin=nonsense)
    assert done.returncode == 1, done.stderr
    assert "error[STK" in done.stdout


class TestSelection:
    def test_the_three_severities(self, three):
        assert codes(".", cwd=three) == ["STK320", "STK203", "STK515"]

    @pytest.mark.parametrize(
        ("flags", "expected"),
        [
            (["--select", "STK2"], ["STK203"]),
            (["--select", "STK2", "--select", "STK515"], ["STK203", "STK515"]),
            (["--ignore", "STK3"], ["STK203", "STK515"]),
            (["--select", "STK", "--ignore", "STK5", "--ignore", "STK320"], ["STK203"]),
            (["--ignore", "STK5", "--select", "STK515"], ["STK515"]),
        ],
    )
    def test_codes_are_chosen_by_their_beginning(self, three, flags, expected):
        assert codes(*flags, ".", cwd=three) == expected

    @pytest.mark.parametrize(
        ("flags", "status"),
        [
            ([], 1),
            (["--ignore", "STK203"], 0),
            (["--ignore", "STK203", "--fail-on", "warning"], 1),
            (["--select", "STK515", "--fail-on", "warning"], 0),
            (["--select", "STK515", "--fail-on", "info"], 1),
        ],
    )
    def test_the_severity_that_fails(self, three, flags, status):
        assert stackc("lint", *flags, cwd=three).returncode == status


class TestAdvice:
    """What is a matter of taste is told to who asks for it."""

    TEMPLATE = "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n"

    @pytest.mark.parametrize(
        ("flags", "expected"),
        [
            ([], []),
            (["--advice"], ["STK359", "STK360"]),
            (["--select", "STK360"], ["STK360"]),
            (["--select", "STK36"], []),
            (["--advice", "--ignore", "STK360"], ["STK359"]),
        ],
    )
    def test_it_is_asked_for(self, tmp_path, flags, expected):
        (tmp_path / "template.yaml").write_text(self.TEMPLATE)
        assert codes(*flags, "template.yaml", cwd=tmp_path) == expected

    def test_the_configuration_asks_for_it(self, tmp_path):
        (tmp_path / "template.yaml").write_text(self.TEMPLATE)
        (tmp_path / ".stackc.yaml").write_text("advice: true\n")
        assert codes("template.yaml", cwd=tmp_path) == ["STK359", "STK360"]
        (tmp_path / ".stackc.yaml").write_text("advice: perhaps\n")
        assert stackc("lint", cwd=tmp_path).returncode == 2

    def test_it_is_explained(self):
        assert "looked for with --advice" in stackc("explain", "STK359").stdout


class TestConfiguration:
    def test_it_is_found_upwards(self, three):
        folder = three / "deep/er"
        folder.mkdir(parents=True)
        (folder / "stack.yaml").write_text(THREE.replace("code: src", "code: ../../src"))
        (three / ".stackc.yaml").write_text("ignore: [STK2]\nfailOn: warning\n")
        assert codes("deep/er", cwd=three) == ["STK320", "STK515"]
        assert codes("stack.yaml", cwd=folder) == ["STK320", "STK515"]
        assert codes(folder / "stack.yaml", cwd="/") == ["STK320", "STK515"]
        assert stackc("lint", cwd=folder).returncode == 1

    def test_the_nearest_one_counts(self, three):
        (three / "deep").mkdir()
        (three / "deep/stack.yaml").write_text(THREE.replace("code: src", "code: ../src"))
        (three / ".stackc.yaml").write_text("ignore: STK2\n")
        (three / "deep/.stackc.yaml").write_text("ignore: STK3\n")
        assert codes("deep", cwd=three) == ["STK203", "STK515"]

    def test_the_command_line_wins(self, three):
        (three / ".stackc.yaml").write_text("select: STK3\n")
        assert codes("--select", "STK5", cwd=three) == ["STK515"]

    def test_another_can_be_named(self, three):
        (three / "strict.yaml").write_text("failOn: info\nselect: STK515\n")
        assert stackc("lint", "--config", "strict.yaml", cwd=three).returncode == 1

    def test_one_that_cannot_be_used_is_told(self, three):
        (three / ".stackc.yaml").write_text("failOm: warning\n")
        done = stackc("lint", cwd=three)
        assert (done.returncode, done.stdout) == (2, "")
        assert ".stackc.yaml:1:1" in done.stderr and "STK116" in done.stderr


class TestComments:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("timeout: ten", "timeout: ten  # stackc: ignore[STK203] decided elsewhere"),
            ("    timeout: ten", "    # stackc: ignore[STK203]\n    timeout: ten"),
            ("stack: three", "# stackc: ignore[STK203]\nstack: three"),
            ("timeout: ten", "timeout: ten  # stackc: ignore[STK2]"),
        ],
    )
    def test_one_leaves_a_finding_out(self, three, old, new):
        (three / "stack.yaml").write_text(THREE.replace(old, new))
        assert codes(cwd=three) == ["STK320", "STK515"]

    @pytest.mark.parametrize(
        ("comment", "code"),
        [("ignore[STK501]", "STK191"), ("ignore[STK999]", "STK192"), ("ignore STK203", "STK190")],
    )
    def test_one_that_does_nothing_is_told(self, three, comment, code):
        (three / "stack.yaml").write_text(THREE.replace("timeout: ten", f"timeout: ten  # stackc: {comment}"))
        assert sorted(codes(cwd=three)) == sorted([code, "STK203", "STK320", "STK515"])


# The rules of what `tighten`, `explain` and `can`, and `diff` answer.
ANSWERS = [("STK740", "STK743"), ("STK750", "STK772"), ("STK780", "STK788")]


class TestTables:
    @pytest.mark.parametrize("command", ["rules", "limits", "schema"])
    def test_they_go_to_standard_output(self, command):
        done = stackc(command)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout

    def test_every_rule_can_be_explained(self):
        for line in stackc("rules").stdout.splitlines():
            code, severity, title = line.split(maxsplit=2)
            assert severity in {"error", "warning", "info"}
            text = stackc("explain", code).stdout
            assert text.startswith(f"{severity}[{code}]: {title}\n"), text
            is_found_by_runs = code.startswith("STK0")
            is_answer = "\nFound in a message by" in text or "\nAn answer of `stackc " in text
            assert ("\nFound while a stack runs" in text) == is_found_by_runs, text
            assert is_answer == any(first <= code <= last for first, last in ANSWERS), text
            assert is_found_by_runs or is_answer or "\nfor example" in text or "\ninstead" in text, text

    def test_a_misspelt_rule_gets_the_nearest(self):
        assert "`visibility-below-timeout`" in stackc("explain", "visibilty-below-timeout").stderr

    def test_a_limit_has_a_source_and_a_date_or_says_that_it_is_not_verified(self):
        rows = json.loads(stackc("limits", "--json").stdout)
        assert len(rows) > 300
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            assert row["subject"] and row["service"], row
            if row["source"] == "unverified":
                assert not row["verified"], row
            else:
                assert row["asOf"].startswith("202"), row

    def test_limits_are_found_by_words(self):
        rows = json.loads(stackc("limits", "--json", "sqs", "VisibilityTimeout").stdout)
        assert "SQS-005" in {row["id"] for row in rows}
        text = stackc("limits", "sqs", "VisibilityTimeout").stdout
        for row in rows:
            assert row["id"] in text and row["source"] in text

    def test_a_reader_that_stops_early_is_no_fault(self):
        program = subprocess.Popen(
            [STACKC, "limits"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        program.stdout.readline()
        program.stdout.close()
        errors = program.stderr.read()
        program.stderr.close()
        program.wait(timeout=30)
        assert "Fatal" not in errors and "trap" not in errors.lower()


class TestInit:
    def test_it_writes_a_stack_that_is_sound(self, tmp_path):
        assert stackc("init", "hello", cwd=tmp_path).returncode == 0
        done = stackc("lint", "--format", "json", "hello", cwd=tmp_path)
        assert (done.returncode, json.loads(done.stdout)) == (0, [])
        done = stackc("build", "hello/stack.yaml", "-o", "out", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert json.loads((tmp_path / "out/template.json").read_text())["Resources"]

    def test_it_overwrites_nothing(self, tmp_path):
        (tmp_path / "stack.yaml").write_text("stack: mine\n")
        assert stackc("init", cwd=tmp_path).returncode == 1
        assert [file.name for file in tmp_path.iterdir()] == ["stack.yaml"]
        assert (tmp_path / "stack.yaml").read_text() == "stack: mine\n"
