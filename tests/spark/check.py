"""gouji on Spark against one gouji process: the same results, whatever fails on the way.

    check.py GOUJI ACCOUNTS.NDJSON PACK
"""

import hashlib
import json
import shlex
import sys
from collections import Counter
from pathlib import Path

import data
import faults
from cluster import as_documented, on_a_cluster
from compare import LINE, PARTITIONS, alone, frame_of, gives_up, gouji_spark, numbered
from compare import row, spark_on, table, text_of, unnumbered
from several import across_accounts


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
    program, marker = faults.unlucky(sys.executable, gouji, folder / "again-pipe")
    with row("pipe, gouji killed once", PARTITIONS, count):
        results = gouji_spark.piped(spark.sparkContext.textFile(str(file), PARTITIONS), program, *options).collect()
    assert marker.exists() and unnumbered(results) == unnumbered(expected)

    program, marker = faults.unlucky(sys.executable, gouji, folder / "again-arrow")
    out = folder / "again-out"
    with row("mapInArrow, gouji killed once", PARTITIONS, count):
        gouji_spark.judged(frame_of(spark, file), program, *options).select("result").write.text(str(out))
    assert marker.exists() and (out / "_SUCCESS").exists() and unnumbered(text_of(out)) == unnumbered(expected)

    marker = folder / "again-worker"
    frame = frame_of(spark, file)
    feeding = frame.mapInArrow(lambda batches: faults.dying(batches, str(marker), False), frame.schema)
    with row("mapInArrow, a worker killed once", PARTITIONS, count):
        rows = gouji_spark.judged(feeding, gouji, *options).collect()
    assert marker.exists() and unnumbered(result for _, result in rows) == unnumbered(expected)


def never_less(spark, gouji, file, options, expected, folder):
    """Where a task is not tried again the job fails; nothing is taken for a result. And why checkCode must be on."""
    text = spark.sparkContext.textFile(str(file), PARTITIONS)
    program, marker = faults.unlucky(sys.executable, gouji, folder / "final-pipe")
    assert "-9" in gives_up(gouji_spark.piped(text, program, *options).collect) and marker.exists()

    program, marker = faults.unlucky(sys.executable, gouji, folder / "final-arrow")
    out = folder / "final-out"
    writing = gouji_spark.judged(frame_of(spark, file), program, *options).select("result").write
    assert "exit code -9" in gives_up(lambda: writing.text(str(out))) and marker.exists()
    assert not (out / "_SUCCESS").exists() and not text_of(out)

    assert "exit code 2" in gives_up(gouji_spark.judged(frame_of(spark, file), gouji, "--pack", "nosuch").collect)
    # What comes before gouji fails: the job ends, too, and does not wait for the rest.
    gives_up(gouji_spark.piped(text.map(faults.failing), gouji, *options).collect)
    frame = frame_of(spark, file)
    fed = frame.mapInArrow(faults.failing, frame.schema)
    assert "what comes before" in gives_up(gouji_spark.judged(fed, gouji, *options).collect)

    program, marker = faults.unlucky(sys.executable, gouji, folder / "unchecked")
    command = shlex.join([program, *gouji_spark.BATCH, *options])
    assert len(text.pipe(command).collect()) < len(expected) and marker.exists()


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
