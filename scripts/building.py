"""Builds the portal beside the old one and swaps them; serves it with live reload. MkDocs does the work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material prints a banner about its end of life in 2027


class BuildFailure(Exception):
    """The portal was not built; the message is for people."""


def build_portal(root: Path, target: Path) -> None:
    """Builds into a new folder beside `target` and swaps them; on failure the old portal is untouched."""
    if target.exists() and not (target / "index.html").exists() and any(target.iterdir()):
        raise BuildFailure(f"Папка {target} занята чем-то другим: портал не перезаписывает чужое.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise BuildFailure(f"Некуда собрать портал: {error.strerror} ({target.parent}).") from error
    try:
        # Not --quiet: MkDocs then drops warnings before --strict can count them.
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(fresh)]
        done = subprocess.run(command, cwd=root, env=os.environ | _QUIET, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode != 0:
            raise BuildFailure(f"{_troubles(done.stderr)}\nПортал не собран, прежний остался на месте.")
        fresh.chmod(0o755)
        _swap(fresh, target)
    except OSError as error:
        raise BuildFailure(f"Портал не собран, прежний остался на месте: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _troubles(log: str) -> str:
    """What MkDocs warned of, without its chatter; the whole log when nothing was marked as trouble."""
    lines, named = [], False
    for line in log.splitlines():
        # The names of the pages stand under the warning, indented.
        named = line.startswith(("WARNING", "ERROR")) or (named and line.startswith(" "))
        if named:
            lines.append(line)
    return "\n".join(lines) or log.strip()


def _swap(fresh: Path, target: Path) -> None:
    """Two renames: for a moment there is no portal, there is never half of one."""
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
        os.rename(target, old / target.name)
        try:
            os.rename(fresh, target)
        except OSError:
            os.rename(old / target.name, target)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
    else:
        os.rename(fresh, target)


def serve_portal(root: Path, address: str) -> None:
    """Hands over to `mkdocs serve`; returns when the reader stops it."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    try:
        raise SystemExit(subprocess.run(command, cwd=root, env=os.environ | _QUIET, check=False).returncode)
    except KeyboardInterrupt:
        raise SystemExit(0) from None
