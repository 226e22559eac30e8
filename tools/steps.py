"""Runs commands one after the other, says what each one is for, and sums up at the end."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Whatever the machine says: every worker, and every process that a test starts, would compile the whole house again.
KEPT_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def python(*words: str) -> list[str]:
    return [sys.executable, *words]


def tool(name: str, *words: str) -> list[str]:
    return [str(Path(sys.executable).with_name(name)), *words]


def run(step: Step) -> bool:
    print(f"\n== {step.name}", flush=True)
    started = time.monotonic()
    environment = {**os.environ, **KEPT_COMPILED, **step.environment}
    code = subprocess.run(step.command, cwd=ROOT, env=environment, check=False).returncode
    print(f"== {step.name}: {'done' if code == 0 else 'FAILED'}, {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


def run_all(steps: list[Step]) -> list[str]:
    """The names of the steps that failed; one failure does not hide the next."""
    return [step.name for step in steps if not run(step)]


def finish(failed: list[str]) -> None:
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nAll done.", flush=True)
    sys.exit(bool(failed))
