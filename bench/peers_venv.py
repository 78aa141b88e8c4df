"""What only the bench needs, in a virtual environment of its own, so the project stays clean."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PEERS_PYTHON = VENV / "bin" / "python"
PINS = HERE / "requirements-bench.txt"
STAMP = VENV / ".installed"


def prepare() -> None:
    """Install the peers unless they already are, as pinned."""
    if STAMP.exists() and STAMP.stat().st_mtime >= PINS.stat().st_mtime:
        return
    print("Instalando los rivales que se miden al lado…", flush=True)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [PEERS_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", PINS], check=True)
    STAMP.touch()
