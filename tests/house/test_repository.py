"""What stands in the repository is about the product, and its two commands are one truth."""

import re
import shlex
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from policy_engine.cli.main import main
from policy_engine.version import VERSION
from tests.house.repository import PACKAGE, ROOT, files, shown

MACHINE_PATHS = re.compile("|".join(("/wor" + "k/", "/tmp/" + "venv", "/roo" + "t/", "/hom" + "e/[a-z]+/\\.")))


def _commands(readme: str) -> list[str]:
    return re.findall(r"^```sh\n(.+)\n```$", readme, flags=re.MULTILINE)


def test_the_readme_has_two_commands_of_one_line() -> None:
    assert len(_commands((ROOT / "README.md").read_text(encoding="utf-8"))) == 2


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    _, tests = _commands((ROOT / "README.md").read_text(encoding="utf-8"))

    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == tests


def test_the_claim_of_the_readme_is_decided(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, _ = _commands((ROOT / "README.md").read_text(encoding="utf-8"))
    monkeypatch.chdir(ROOT)

    assert main(shlex.split(claim.rpartition(".venv/bin/policy ")[2])) == 0
    assert "RM1,848.00" in capsys.readouterr().out


def test_what_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_no_file_names_a_place_on_some_machine() -> None:
    found = [
        shown(path)
        for path in files()
        if path.suffix not in (".pdf", ".png")
        and MACHINE_PATHS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return folder


def test_the_archives_are_named_by_the_version_that_records_carry(archives: Path) -> None:
    assert sorted(path.name for path in archives.iterdir()) == [
        f"policy_engine-{VERSION}-py3-none-any.whl",
        f"policy_engine-{VERSION}.tar.gz",
    ]


def _wanted() -> set[str]:
    texts = {shown(path) for path in (PACKAGE / "texts").rglob("*.toml")}
    return {"policy_engine/py.typed", "policy_engine/grammar/policy.lark", *texts}


def test_the_wheel_carries_the_grammar_and_the_words(archives: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        grammar = archive.read("policy_engine/grammar/policy.lark").decode()

    assert _wanted() <= set(names)
    assert grammar == (ROOT / "grammar/policy.lark").read_text(encoding="utf-8")
    assert [name for name in names if not name.startswith(("policy_engine/", "policy_engine-"))] == []


def test_the_source_archive_carries_the_grammar_as_a_file(archives: Path) -> None:
    (sdist,) = archives.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = {member.name.partition("/")[2]: member for member in archive}

    assert _wanted() <= members.keys()
    assert members["policy_engine/grammar/policy.lark"].isfile()
