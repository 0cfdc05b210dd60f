"""The versions of Python on this machine that the engine runs on."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def pythons(folder: Path) -> tuple[str, ...]:
    """A Python of each version that this machine has, with what the engine needs; the one that runs this is one."""
    own = ".".join(map(str, sys.version_info[:2]))
    found = {own: sys.executable, **{version: _made(folder, version) for version in VERSIONS if version != own}}
    return tuple(python for version in sorted(found) if (python := found[version]))


def _made(folder: Path, version: str) -> str:
    """A new environment for a version; "" where there is none, or what the engine needs cannot be had."""
    python, place = _python(version), folder / f"python-{version}"
    if python and not place.exists():
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
        needed = [*project["dependencies"], *project["optional-dependencies"]["records"]]
        for command in ([python, "-m", "venv", str(place)], [str(place / "bin/pip"), "install", "-q", *needed]):
            if subprocess.run(command, check=False).returncode:
                return ""
    return str(place / "bin/python") if python else ""


def _python(version: str) -> str:
    """Where a version is: on the path, or among those that pyenv keeps."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    places = [shutil.which(f"python{version}"), *(str(each) for each in kept)]
    for place in filter(None, places):
        ran = subprocess.run(
            [place, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
        )
        if ran.stdout.startswith(version):
            return place
    return ""
