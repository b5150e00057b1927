"""gouji on Apache Spark: the same program, started by the tasks of a Spark job. docs/batch.md tells how to use it.

- `piped`: lines of text through `gouji batch` by `rdd.pipe`.
- `judged`: a data frame through `gouji batch` by `mapInArrow`; bytes stay as they are, the other columns stay beside the result.
- `checked`: accounts that look at each other (`prior`, `approved`, `units`), group by group through `gouji check`.

`gouji` and the rule files among the options are paths as the tasks see them: `./gouji` where Spark has put it beside
them (`--files`), and an absolute path in local mode. A task that fails gives nothing; Spark tries it again or fails the job.
"""

import json
import os
import queue
import shlex
import subprocess
import tempfile
import threading
import traceback

# One task has one core, so one thread; and no configuration may lie about where a task happens to run.
BATCH = ("batch", "--isolated", "-j", "1")
CHECK = ("check", "--isolated", "-j", "1", "accounts")
# Exit codes of `gouji check`: nothing found, findings, some files could not be read, nothing was checked; and an error of
# the run, which is also what it says when no file at all could be read.
GOOD, FINDINGS, ERROR, UNREADABLE, NOTHING = 0, 1, 2, 3, 4


def piped(lines, gouji, *options):
    """The results of `lines`, an RDD of text, in its order. Without checkCode a run that dies would just give less."""
    return lines.mapPartitions(_or_end).pipe(shlex.join([gouji, *BATCH, *options]), checkCode=True)


def judged(frame, gouji, *options, account="account"):
    """`frame` with the column `result` in place of its column `account` (binary or string, one account a row)."""
    from pyspark.sql.types import StringType, StructField, StructType

    others = [field for field in frame.schema.fields if field.name != account]
    schema = StructType([*others, StructField("result", StringType(), False)])
    command = [gouji, *BATCH, *options]
    return frame.mapInArrow(lambda batches: _judge(command, account, batches), schema)


def checked(accounts, gouji, *options, partitions=None):
    """Pairs (`finding` or `diagnostic`, JSON) for `accounts`, an RDD of (group, (name of the file, bytes)).

    Each group is one `gouji check` on a folder of its own. `groups` says which accounts belong together.
    """
    command = [gouji, *CHECK, *options]
    grouped = accounts.groupByKey(partitions)
    return grouped.mapPartitions(lambda part: (line for _, files in part for line in _check(command, files)))


def names(account):
    """Name and superior of the entity of an account given as bytes; (None, None) where it cannot be read."""
    try:
        read = json.loads(account, parse_int=str, parse_float=str)
        entity = read.get("entity")
        name, parent = (entity.get("name"), entity.get("parent")) if isinstance(entity, dict) else (entity, None)
    except (ValueError, AttributeError, RecursionError):
        return None, None
    return tuple(text if isinstance(text, str) else None for text in (name, parent))


def groups(pairs):
    """The group of each name in `pairs` of (name, superior): who is connected over any number of steps and years."""
    above = {}

    def top(name):
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = name = above[above[name]]
        return name

    for name, parent in pairs:
        if name is not None:
            ends = sorted((top(name), top(name if parent is None else parent)))
            above[ends[1]] = ends[0]
    return {name: top(name) for name in list(above)}


def _or_end(lines):
    """The lines; when they fail, the worker ends and with it the task, since `pipe` would wait for ever."""
    try:
        yield from lines
    except Exception:
        traceback.print_exc()
        os._exit(1)


def _judge(command, account, batches):
    """The batches with their results. A thread writes, so that neither side waits for the other with a full pipe."""
    import pyarrow

    with tempfile.TemporaryFile() as stderr:
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)
        # What has been written and not been answered; gouji itself bounds how much that can be.
        waiting, failed = queue.SimpleQueue(), []

        def write():
            try:
                for batch in batches:
                    waiting.put(batch)
                    for value in batch.column(account):
                        run.stdin.write(_line(value.as_py()))
                run.stdin.close()
            except Exception as error:  # handed to the task, which raises it
                failed.append(error)
                run.kill()
            finally:
                waiting.put(None)

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        try:
            while (batch := waiting.get()) is not None:
                results = [run.stdout.readline() for _ in range(batch.num_rows)]
                if not all(line.endswith(b"\n") for line in results):
                    break
                yield _beside(pyarrow, batch, account, [line[:-1].decode() for line in results])
            left = run.stdout.read()
            writer.join()
            code = run.wait()
            # A broken pipe is what the end of gouji looks like from here; its exit code says more.
            if failed and not isinstance(failed[0], BrokenPipeError):
                raise failed[0]
            if code != 0 or failed or left:
                raise _failure(command, code, _text(stderr))
        finally:
            run.kill()
            run.wait()


def _line(value):
    """An account as one line. A line end within it becomes a tab: blank between values, refused in a text, as it is."""
    raw = b"" if value is None else value.encode() if isinstance(value, str) else value
    return raw.replace(b"\r\n", b"\t").replace(b"\n", b"\t") + b"\n"


def _beside(pyarrow, batch, account, results):
    """A batch with `result` in place of the column `account`."""
    kept = [name for name in batch.schema.names if name != account]
    columns = [batch.column(name) for name in kept]
    return pyarrow.RecordBatch.from_arrays([*columns, pyarrow.array(results, pyarrow.string())], [*kept, "result"])


def _check(command, files):
    """One `gouji check` of these files; what cannot be read is told by a second run, for which there is JSON."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "accounts"))
        for name, account in files:
            if name != os.path.basename(name):
                raise ValueError(f"{name!r} is no name of a file")
            with open(os.path.join(folder, "accounts", name), "xb") as file:
                file.write(account)
        here = os.getcwd()
        # The folder's own path must not get into the results, so gouji runs there; what is `./…` stands here.
        command = [os.path.join(here, word) if word.startswith("./") else word for word in command]
        run, problems = _run(command, folder, "ndjson"), []
        if run.returncode in (ERROR, UNREADABLE):
            document = _run(command, folder, "json").stdout
            problems = json.loads(document)["diagnostics"] if document else []
        of_accounts = problems and all(problem["file"].startswith("accounts/") for problem in problems)
        if run.returncode not in (GOOD, FINDINGS, UNREADABLE, NOTHING) and not of_accounts:
            raise _failure(command, run.returncode, run.stderr.decode(errors="replace"))
        for line in run.stdout.decode().split("\n")[:-1]:
            yield "finding", line
        for problem in problems:
            yield "diagnostic", json.dumps(problem, ensure_ascii=False)


def _run(command, folder, output):
    return subprocess.run([*command, "-o", output], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)


def _failure(command, code, stderr):
    """What Spark shows of a task in which gouji failed."""
    return RuntimeError(f"{shlex.join(command)}: exit code {code}\n{stderr[-2000:]}")


def _text(stderr):
    stderr.seek(0)
    return stderr.read().decode(errors="replace")
