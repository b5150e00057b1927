"""What the checks share: Spark, one process to compare with, and the comparison.

Every result of `gouji batch` has the number of its line, which on Spark counts within a partition; that number alone is
left out of comparisons (`unnumbered`), or worked out for the whole input (`numbered`).
"""

import contextlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECIPE = HERE.parents[1] / "examples/spark/gouji_spark.py"
sys.path.insert(0, str(RECIPE.parent))
# Workers must have the same Python as the driver; and the test needs no network.
os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
# `pipe` starts programs without the environment, so it must not speak another language here.
os.environ.pop("GOUJI_LANG", None)

import gouji_spark  # the recipe under test
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, sha2

PARTITIONS = 7
# Batches smaller than a partition, so that a failure comes between two of them.
ROWS = 50
LINE = re.compile(r'("line":)(\d+)')

table = []


@contextlib.contextmanager
def spark_on(master):
    """A Spark of its own on this machine."""
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
    spark = builder.config("spark.local.dir", str(Path.cwd() / "local")).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    for module in (RECIPE, HERE / "faults.py"):
        spark.sparkContext.addPyFile(str(module))
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
    run = subprocess.run([gouji, *gouji_spark.BATCH, file, *options], capture_output=True, check=True)
    return run.stdout.decode().split("\n")[:-1]


def frame_of(spark, file):
    """The lines of a file as bytes, in partitions; `key` shows that each result stays beside its account."""
    lines = spark.read.text(str(file), lineSep="\n").select(col("value").cast("binary").alias("account"))
    return lines.select(sha2("account", 256).alias("key"), "account").repartition(PARTITIONS)


def gives_up(job):
    """Asserts that Spark fails the job instead of giving what it has."""
    try:
        job()
    except Exception as error:  # of whichever side of Spark
        return str(error)
    raise AssertionError("a job that must fail has a result")


def text_of(folder):
    """The lines that a job has left in a folder."""
    return [line for part in sorted(folder.glob("part-*")) for line in part.read_text(encoding="utf-8").splitlines()]
