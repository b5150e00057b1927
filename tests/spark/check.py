"""gouji on Spark against one gouji process: the same results, whatever fails on the way.

    check.py GOUJI ACCOUNTS.NDJSON PACK

Every result of `gouji batch` has the number of its line, which on Spark counts within a partition; that number alone is
left out of comparisons (`unnumbered`), or worked out for the whole input. `gouji check` numbers accounts and rules within
a run; those two keys are left out.
"""

import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
RECIPE = REPOSITORY / "examples/spark/gouji_spark.py"
RULES = str(REPOSITORY / "tests/spark/several.gj")
sys.path.insert(0, str(RECIPE.parent))
# Workers must have the same Python as the driver; and the test needs no network.
os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
# `pipe` starts programs without the environment, so it must not speak another language here.
os.environ.pop("GOUJI_LANG", None)

import data  # noqa: E402 - beside this file
import gouji_spark  # noqa: E402 - the recipe under test
import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql.functions import col, sha2  # noqa: E402

PARTITIONS = 7
# Batches smaller than a partition, so that a failure comes between two of them.
ROWS = 50
LINE = re.compile(r'("line":)(\d+)')
NUMBERS = re.compile(r',"account_number":\d+,"rule_number":\d+\}$')
PLACE = re.compile(r'"rule_place":\{[^}]*\},')

table = []


@contextlib.contextmanager
def spark_on(master):
    """A Spark of its own on this machine."""
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
    spark = builder.config("spark.local.dir", str(Path.cwd() / "local")).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.sparkContext.addPyFile(str(RECIPE))
    try:
        yield spark
    finally:
        spark.stop()


@contextlib.contextmanager
def row(what, partitions, lines):
    """A line of the table."""
    start = time.monotonic()
    yield
    table.append((what, partitions, lines, time.monotonic() - start))
    print(f"  {what}", flush=True)


def unnumbered(results):
    """Results in an order of their own, without the numbers of their lines."""
    return sorted(LINE.sub(r"\1_", result, count=1) for result in results)


def numbered(parts):
    """Results of partitions in the order of the input, each with the number of its line in the whole."""
    whole, before = [], 0
    for part in parts:
        whole += [LINE.sub(lambda m, b=before: f"{m[1]}{int(m[2]) + b}", result, count=1) for result in part]
        before += len(part)
    return whole


def alone(gouji, file, *options):
    """The results of one process on the whole file."""
    run = subprocess.run([gouji, *gouji_spark.BATCH, *options, file], capture_output=True, check=True)
    return run.stdout.decode().split("\n")[:-1]


def frame_of(spark, file):
    """The lines of a file as bytes, in partitions; `key` shows that each result stays beside its account."""
    lines = spark.read.text(str(file), lineSep="\n").select(col("value").cast("binary").alias("account"))
    return lines.select(sha2("account", 256).alias("key"), "account").repartition(PARTITIONS)


def gives_up(job):
    """Asserts that Spark fails the job instead of giving what it has."""
    try:
        job()
    except Exception as error:  # noqa: BLE001 - of whichever side of Spark
        return str(error)
    raise AssertionError("a job that must fail has a result")


def same_results(spark, gouji, file, options, what):
    """Both ways of batch against one process: line for line in place, and byte for byte."""
    expected = alone(gouji, str(file), *options)
    accounts = file.read_bytes().split(b"\n")[:-1]
    assert len(expected) == len(accounts), "one line out for each line in"

    lines = spark.sparkContext.textFile(str(file), PARTITIONS)
    assert lines.getNumPartitions() >= PARTITIONS
    with row(f"pipe, {what}", lines.getNumPartitions(), len(accounts)):
        parts = gouji_spark.piped(lines, gouji, *options).glom().collect()
    assert numbered(parts) == expected
    assert unnumbered(result for part in parts for result in part) == unnumbered(expected)

    with row(f"mapInArrow, {what}", PARTITIONS, len(accounts)):
        rows = gouji_spark.judged(frame_of(spark, file), gouji, *options).collect()
    assert unnumbered(result for _, result in rows) == unnumbered(expected)
    keys = [hashlib.sha256(account).hexdigest() for account in accounts]
    stripped = [LINE.sub(r"\1_", result, count=1) for result in expected]
    assert Counter((key, LINE.sub(r"\1_", result, count=1)) for key, result in rows) == Counter(zip(keys, stripped))
    return expected


def broken_lines(spark, gouji, file, options, folder):
    """Lines that are no account have their error in their place, also where Spark has split the file."""
    lines = file.read_bytes().split(b"\n")[:-1]
    spoilt, count = data.broken(lines)
    (folder / "broken.ndjson").write_bytes(b"".join(line + b"\n" for line in spoilt))
    expected = same_results(spark, gouji, folder / "broken.ndjson", options, "broken lines")
    errors = [json.loads(result)["error"]["code"] for result in expected if '"error":' in result]
    assert len(errors) == count and "batch::blank_line" in errors and "account::json" in errors

    # Spark puts U+FFFD in place of what is no UTF-8 before `pipe` sees it; bytes in a frame stay.
    (folder / "bytes.ndjson").write_bytes(b"".join(line + b"\n" for line in data.no_utf8(lines[:40])))
    expected = alone(gouji, str(folder / "bytes.ndjson"), *options)
    assert "account::encoding" in expected[0]
    rows = gouji_spark.judged(frame_of(spark, folder / "bytes.ndjson"), gouji, *options).collect()
    assert unnumbered(result for _, result in rows) == unnumbered(expected)
    text = spark.sparkContext.textFile(str(folder / "bytes.ndjson"))
    assert "account::encoding" not in "".join(gouji_spark.piped(text, gouji, *options).collect())

    # A column may hold an account of several lines, and none; each row still has one result.
    several = lines[0].replace(b",", b",\n")
    cut = lines[0].replace("第".encode(), "\n第".encode(), 1)
    rows = [(1, several.decode()), (2, None), (3, lines[1].decode()), (4, cut.decode())]
    frame = spark.createDataFrame(rows, "key int, account string")
    results = dict(gouji_spark.judged(frame.coalesce(1), gouji, *options).collect())
    one, two = alone(gouji, str(file), *options)[:2]
    assert unnumbered([results[1], results[3]]) == unnumbered([one, two])
    assert "batch::blank_line" in results[2] and '"error":' in results[4]


def killed_once(spark, gouji, file, options, expected, folder):
    """gouji is killed in the middle of one partition, then a worker of Python: the second try has everything."""
    count = len(expected)
    program, marker = data.unlucky(sys.executable, gouji, folder / "again-pipe")
    with row("pipe, gouji killed once", PARTITIONS, count):
        results = gouji_spark.piped(spark.sparkContext.textFile(str(file), PARTITIONS), program, *options).collect()
    assert marker.exists() and unnumbered(results) == unnumbered(expected)

    program, marker = data.unlucky(sys.executable, gouji, folder / "again-arrow")
    out = folder / "again-out"
    with row("mapInArrow, gouji killed once", PARTITIONS, count):
        gouji_spark.judged(frame_of(spark, file), program, *options).select("result").write.text(str(out))
    assert marker.exists() and (out / "_SUCCESS").exists() and unnumbered(text_of(out)) == unnumbered(expected)

    marker = folder / "again-worker"
    frame = frame_of(spark, file)
    feeding = frame.mapInArrow(lambda batches: dying(batches, str(marker), False), frame.schema)
    with row("mapInArrow, a worker killed once", PARTITIONS, count):
        rows = gouji_spark.judged(feeding, gouji, *options).collect()
    assert marker.exists() and unnumbered(result for _, result in rows) == unnumbered(expected)


def never_less(spark, gouji, file, options, expected, folder):
    """Where a task is not tried again the job fails; nothing is taken for a result. And why checkCode must be on."""
    text = spark.sparkContext.textFile(str(file), PARTITIONS)
    program, marker = data.unlucky(sys.executable, gouji, folder / "final-pipe")
    assert "-9" in gives_up(gouji_spark.piped(text, program, *options).collect) and marker.exists()

    program, marker = data.unlucky(sys.executable, gouji, folder / "final-arrow")
    out = folder / "final-out"
    writing = gouji_spark.judged(frame_of(spark, file), program, *options).select("result").write
    assert "exit code -9" in gives_up(lambda: writing.text(str(out))) and marker.exists()
    assert not (out / "_SUCCESS").exists() and not text_of(out)

    assert "exit code 2" in gives_up(gouji_spark.judged(frame_of(spark, file), gouji, "--pack", "nosuch").collect)
    # What comes before gouji fails: the job ends, too, and does not wait for the rest.
    gives_up(gouji_spark.piped(text.map(failing), gouji, *options).collect)
    frame = frame_of(spark, file)
    fed = frame.mapInArrow(failing, frame.schema)
    assert "what comes before" in gives_up(gouji_spark.judged(fed, gouji, *options).collect)

    program, marker = data.unlucky(sys.executable, gouji, folder / "unchecked")
    command = shlex.join([program, *gouji_spark.BATCH, *options])
    assert len(text.pipe(command).collect()) < len(expected) and marker.exists()


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


def text_of(folder):
    """The lines that a job has left in a folder."""
    return [line for part in sorted(folder.glob("part-*")) for line in part.read_text(encoding="utf-8").splitlines()]


def grouped(spark, files, key):
    """The accounts as `checked` takes them."""
    return spark.sparkContext.parallelize([(key(name), (name, account)) for name, account in files.items()], PARTITIONS)


def group_of(files):
    """The group of each file: of its entity, or of itself where no entity can be read."""
    names = {name: gouji_spark.names(account) for name, account in files.items()}
    groups = gouji_spark.groups(set(names.values()))
    return lambda name: groups.get(names[name][0], name)


def whole(gouji, files, options, folder):
    """What one run says of all the files together."""
    data.written(folder, files)
    command = [gouji, "check", "--isolated", "accounts", *options, "-o"]
    runs = [subprocess.run([*command, form], cwd=folder, capture_output=True) for form in ("ndjson", "json")]
    assert [run.returncode for run in runs] == [3, 3], runs[0].stderr.decode()
    found = [("finding", line) for line in runs[0].stdout.decode().split("\n")[:-1]]
    document = json.loads(runs[1].stdout)
    return stripped_of(found + [("diagnostic", json.dumps(d, ensure_ascii=False)) for d in document["diagnostics"]])


def stripped_of(pairs):
    """Findings and diagnostics without the numbers that count within a run."""
    return Counter((kind, NUMBERS.sub("}", line)) for kind, line in pairs)


def across_accounts(spark, gouji, files, pack, folder):
    """Groups one by one against one `gouji check` of all: every finding and every account that cannot be read."""
    options = ("--pack", pack, "--rules", RULES)
    expected = whole(gouji, files, options, folder / "whole")
    rules = Counter(json.loads(line)["rule"] for kind, line in expected if '"verdict":"violated"' in line)
    assert rules["X-1"] >= 30 and rules["X-2"] >= 3 and rules["X-3"] == 1, rules
    codes = {json.loads(line)["code"] for kind, line in expected if kind == "diagnostic"}
    assert "account::duplicate" in codes and len(codes) == 2, codes

    key = group_of(files)
    with row("check, a group of entities each", PARTITIONS, len(files)):
        each = gouji_spark.checked(grouped(spark, files, key), gouji, *options, "--ignore", "X-3").collect()
    with row("check, rules about all accounts", 1, len(files)):
        everything = grouped(spark, files, lambda _: "")
        about_all = gouji_spark.checked(everything, gouji, *options, "--select", "X-3", partitions=1).collect()
    # What cannot be read is told by both runs.
    findings = [pair for pair in about_all if pair[0] == "finding"]
    assert stripped_of(each + findings) == expected
    wrong = gouji_spark.checked(grouped(spark, files, key), gouji, *options[:2], "--rules", "nosuch.gj")
    assert "exit code 2" in gives_up(wrong.collect)
    # By entity alone, superiors would miss their units: the grouping matters.
    entities = grouped(spark, files, lambda name: gouji_spark.names(files[name])[0] or name)
    alone = gouji_spark.checked(entities, gouji, *options, "--ignore", "X-3").collect()
    assert stripped_of(alone + findings) != expected
    return key, options


def on_a_cluster(spark, gouji, file, files, key, options, expected, folder):
    """Executors that are processes of their own, to which Spark carries the program, a pack and a rule file."""
    (folder / "ship").mkdir()
    program = shutil.copy(gouji, folder / "ship" / "gouji")
    with tarfile.open(folder / "pack.tar.gz", "w:gz") as archive:
        archive.add(options[1], arcname=".")
    spark.sparkContext.addFile(str(program))
    spark.sparkContext.addFile(RULES)
    spark.sparkContext.addArchive(f"{folder / 'pack.tar.gz'}#pack")

    shipped, count = ("--pack", "./pack", "--id-path", "account.id"), len(expected)
    with row("cluster: pipe", PARTITIONS, count):
        text = spark.sparkContext.textFile(str(file), PARTITIONS)
        parts = gouji_spark.piped(text, "./gouji", *shipped).glom().collect()
    assert numbered(parts) == expected

    marker, frame = folder / "executor", frame_of(spark, file)
    fed = frame.mapInArrow(lambda batches: dying(batches, str(marker), True), frame.schema)
    with row("cluster: mapInArrow, an executor killed", PARTITIONS, count):
        rows = gouji_spark.judged(fed, "./gouji", *shipped).collect()
    assert "java" in (marker / "victim").read_text(encoding="utf-8")
    assert unnumbered(result for _, result in rows) == unnumbered(expected)

    judged_here = whole(gouji, files, (*options, "--ignore", "X-3"), folder / "without")
    with row("cluster: check, a group of entities each", PARTITIONS, len(files)):
        shipped = ("--pack", "./pack", "--rules", "./several.gj", "--ignore", "X-3")
        each = gouji_spark.checked(grouped(spark, files, key), "./gouji", *shipped).collect()
    # The rule files stand elsewhere here; nothing else differs.
    assert placeless(stripped_of(each)) == placeless(judged_here)


def as_documented(gouji, file, files, options, expected, folder):
    """The job that docs/batch.md shows, as it stands there, started by spark-submit on a cluster."""
    chapter = (REPOSITORY / "docs/batch.md").read_text(encoding="utf-8")
    job = folder / "documented"
    data.written(job, files)
    (job / "job.py").write_text("".join(re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)), encoding="utf-8")
    command = re.search(r"^\$ (spark-submit .*)$", chapter, re.MULTILINE)[1].split()
    command[0] = str(Path(pyspark.__file__).parent / "bin/spark-submit")
    for source, name in ((gouji, "gouji"), (RULES, "my.gj"), (RECIPE, "gouji_spark.py"), (file, "accounts.ndjson")):
        shutil.copy(source, job / name)
    shutil.copy(folder / "pack.tar.gz", job)
    settings = ["--master", "local-cluster[2,2,1024]", "--conf", "spark.ui.enabled=false"]
    with row("spark-submit: the job of docs/batch.md", PARTITIONS, len(expected)):
        subprocess.run([command[0], *settings, *command[1:]], cwd=job, check=True, stdout=subprocess.DEVNULL)

    one = alone(gouji, str(file), *options[:2], "--rules", RULES)
    found = [result for result in one if json.loads(result)["counts"]["violated"] > 0]
    assert len(found) >= len(one) // 20
    # The rule file has another name in the document.
    written = [result.replace("my.gj", Path(RULES).name) for result in text_of(job / "found")]
    named = [result.replace(RULES, Path(RULES).name) for result in found]
    assert unnumbered(written) == unnumbered(named)
    pairs = Counter(tuple(line.split("\t", 1)) for line in text_of(job / "found-together"))
    together = whole(gouji, files, (*options, "--ignore", "X-3"), folder / "documented-whole")
    assert placeless(stripped_of(pairs.elements())) == placeless(together)


def placeless(pairs):
    """The same without the places of rules."""
    return Counter((kind, PLACE.sub("", line)) for kind, line in pairs.elements())


def main(gouji, file, pack):
    folder, file = Path.cwd(), Path(file)
    options = ("--pack", pack, "--id-path", "account.id")
    count = file.read_bytes().count(b"\n")
    with row("one process, without Spark", 1, count):
        expected = alone(gouji, str(file), *options)
    files = data.together(file.read_bytes().split(b"\n"))

    with spark_on("local[4,3]") as spark:
        assert same_results(spark, gouji, file, options, "the corpus") == expected
        broken_lines(spark, gouji, file, options, folder)
        killed_once(spark, gouji, file, options, expected, folder)
        key, several = across_accounts(spark, gouji, files, pack, folder)
    with spark_on("local[4]") as spark:
        never_less(spark, gouji, file, options, expected, folder)
    with spark_on("local-cluster[2,2,1024]") as spark:
        on_a_cluster(spark, gouji, file, files, key, several, expected, folder)
    as_documented(gouji, file, files, several, expected, folder)

    print(f"{'':<44}{'partitions':>10}{'lines':>9}{'seconds':>9}")
    for what, partitions, lines, seconds in table:
        print(f"{what:<44}{partitions:>10}{lines:>9}{seconds:>9.1f}")


main(*sys.argv[1:])
