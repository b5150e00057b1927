"""Spark with executors that are processes of their own, and the job that the documentation shows."""

import json
import re
import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import data
import faults
import pyspark
from compare import HERE, PARTITIONS, alone, frame_of, gouji_spark, numbered, row, text_of, unnumbered
from several import RULES, grouped, placeless, stripped_of, whole


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
    fed = frame.mapInArrow(lambda batches: faults.dying(batches, str(marker), True), frame.schema)
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
    chapter = (HERE.parents[1] / "docs/batch.md").read_text(encoding="utf-8")
    job = folder / "documented"
    data.written(job, files)
    (job / "job.py").write_text("".join(re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)), encoding="utf-8")
    command = re.search(r"^\$ (spark-submit .*)$", chapter, re.MULTILINE)[1].split()
    command[0] = str(Path(pyspark.__file__).parent / "bin/spark-submit")
    recipe = gouji_spark.__file__
    for source, name in ((gouji, "gouji"), (RULES, "my.gj"), (recipe, "gouji_spark.py"), (file, "accounts.ndjson")):
        shutil.copy(source, job / name)
    shutil.copy(folder / "pack.tar.gz", job)
    settings = ["--master", "local-cluster[2,2,1024]", "--conf", "spark.ui.enabled=false"]
    with row("spark-submit: the job of docs/batch.md", PARTITIONS, len(expected)):
        subprocess.run([command[0], *settings, *command[1:]], cwd=job, check=True, stdout=subprocess.DEVNULL)

    one = alone(gouji, str(file), *options[:2], "--rules", RULES)
    found = [result for result in one if json.loads(result)["counts"]["violated"] > 0]
    assert len(found) >= len(one) // 20
    # A rule file is named as it was given.
    written = [result.replace('"./my.gj"', f'"{RULES}"') for result in text_of(job / "found")]
    assert unnumbered(written) == unnumbered(found)
    pairs = Counter(tuple(line.split("\t", 1)) for line in text_of(job / "found-together"))
    together = whole(gouji, files, (*options, "--ignore", "X-3"), folder / "documented-whole")
    assert placeless(stripped_of(pairs.elements())) == placeless(together)
