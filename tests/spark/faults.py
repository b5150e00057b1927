"""What goes wrong on purpose: a gouji, a worker or an executor that is killed once, a step with a fault."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

# A gouji that is killed once in the middle of its work: whoever makes the folder first is killed after 20 lines.
UNLUCKY = """#!{python}
import os, signal, subprocess, sys
command = [{gouji!r}, *sys.argv[1:]]
try:
    os.mkdir({marker!r})
except FileExistsError:
    os.execv(command[0], command)
run = subprocess.Popen(command, stdout=subprocess.PIPE)
for _ in range(20):
    sys.stdout.buffer.write(run.stdout.readline())
sys.stdout.flush()
run.kill()
run.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


def unlucky(python, gouji, folder):
    """The program above as a file, and the folder that is there once it has been killed."""
    folder.mkdir()
    program, marker = folder / "gouji", folder / "killed"
    program.write_text(UNLUCKY.format(python=python, gouji=gouji, marker=str(marker)), encoding="utf-8")
    program.chmod(0o755)
    return str(program), marker


def failing(_):
    """A step before gouji that has a fault."""
    raise ValueError("what comes before")


def dying(batches, marker, executor):
    """The batches; after the first one this process is killed, or the executor that it works for, but only once."""
    for number, batch in enumerate(batches):
        yield batch
        if number == 0:
            with contextlib.suppress(FileExistsError):
                os.mkdir(marker)
                victim = int(of_process("ppid", of_process("ppid", os.getpid()))) if executor else os.getpid()
                Path(marker, "victim").write_text(of_process("comm", victim), encoding="utf-8")
                os.kill(victim, signal.SIGKILL)


def of_process(what, process):
    """What `ps` says of a process."""
    run = subprocess.run(["ps", "-o", f"{what}=", "-p", str(process)], capture_output=True, check=True, text=True)
    return run.stdout.strip()
