"""Builds of small sites in processes of their own, timed."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import resource
    from pathlib import Path


def build(source: Path, *, fresh: bool) -> tuple[float, float]:
    """Build a site in a process of its own; return its seconds and its peak memory in MB."""
    out = source.with_name(source.name + "-out")
    if fresh:
        shutil.rmtree(out, ignore_errors=True)
    return run([sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(out)])


def run(command: list[str]) -> tuple[float, float]:
    """Run a command in a process of its own; return its seconds and its peak memory in MB."""
    # As installed packages run: with their bytecode kept.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment) as process:
        _, status, usage = _wait(process)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"this failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return pid, process.returncode, usage


def median(source: Path, runs: int, *, fresh: bool) -> tuple[float, float]:
    """Return the median seconds and the largest memory of several builds."""
    results = [build(source, fresh=fresh) for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in results), max(memory for _, memory in results)
