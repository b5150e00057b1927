"""Rules about several accounts on Spark against one `gouji check`.

`gouji check` numbers accounts and rules within a run; those two keys are left out of comparisons.
"""

import json
import re
import subprocess
from collections import Counter

import data
from compare import HERE, PARTITIONS, gives_up, gouji_spark, row

RULES = str(HERE / "several.gj")
NUMBERS = re.compile(r',"account_number":\d+,"rule_number":\d+\}$')
PLACE = re.compile(r'"rule_place":\{[^}]*\},')


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


def placeless(pairs):
    """The same without the places of rules."""
    return Counter((kind, PLACE.sub("", line)) for kind, line in pairs.elements())


def grouped(spark, files, key):
    """The accounts as `checked` takes them."""
    return spark.sparkContext.parallelize([(key(name), (name, account)) for name, account in files.items()], PARTITIONS)


def group_of(files):
    """The group of each file: of its entity, or of itself where no entity can be read."""
    names = {name: gouji_spark.names(account) for name, account in files.items()}
    groups = gouji_spark.groups(set(names.values()))
    return lambda name: groups.get(names[name][0], name)


def across_accounts(spark, gouji, files, pack, folder):
    """Groups one by one against one `gouji check` of all: every finding and every account that cannot be read."""
    options = ("--pack", pack, "--rules", RULES)
    expected = whole(gouji, files, options, folder / "whole")
    rules = Counter(json.loads(line)["rule"] for kind, line in expected if '"verdict":"violated"' in line)
    assert rules["X-1"] >= 30 and rules["X-2"] >= 3 and rules["X-3"] == 1 and rules["X-4"] == 6, rules
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
