"""Sums of rounded figures: gouji's verdict against Arelle's check of XBRL Calculations 1.1, in both rounding modes.

Random sums with figures of 0 to 3 decimals and exact ones, the total near to what the items allow. Arelle handles
whether ends belong to a range in two ways that gouji does not share; both show only where two ranges touch in one point:

- `ends`: where the two ranges meet it asks whether either range has its lower end and either its upper one, not whether
  the two ends that touch are there.
- `weight`: a weight of -1 exchanges the ends of a range, but not what is known of them.

And it takes a figure that is reported twice with different values of one precision. So a verdict that differs must be
one of these: the ranges touch in one point, and the verdict from Arelle's own ranges, combined with care, is gouji's.
"""

import json
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from arelle_facts import inconsistent, rangeValue
from common import conclude

SUMS = 6_000
# What Arelle takes, and gouji must not: rounding mode, the sum.
KNOWN = {
    "total 0 of 0 decimals against one exact item of 1": {"total": ("0", 0), "plus": [("1", "INF")], "minus": []},
    "exact total -11 against item 10 of 0 decimals with weight -1": {
        "total": ("-11", "INF"),
        "plus": [],
        "minus": [("10", 0)],
    },
}
STATED = {
    "nearest": {"sums": SUMS, "inconsistent": 1894, "touching in a point": 728, "differing there": 0},
    "truncate": {"sums": SUMS, "inconsistent": 2619, "touching in a point": 1172, "differing there": 192},
}
RULES = """rule X-1 "和" {
  on     sums.*
  assert total ≈ sum(plus.*)
}
rule X-2 "差" {
  on     negated.*
  assert total ≈ - sum(minus.*)
}
rule X-3 "和差" {
  on     differences.*
  assert total ≈ sum(plus.*) - sum(minus.*)
}
"""
# What verdicts say that the figures can be right.
CONSISTENT = {"holds", "rounding", "improbable"}


def figure(source, decimals=None):
    """A random figure, small so that ranges touch often."""
    decimals = source.choice([0, 0, 1, 1, 2, 3, "INF"]) if decimals is None else decimals
    places = 0 if decimals == "INF" else decimals
    units = source.randint(-30, 30) if places < 2 else source.randint(-300, 300)
    return (format(Decimal(units).scaleb(-places), "f"), decimals)


def random_sum(source, mode):
    """A sum with its total at the edge of what the items allow, or near it."""
    parts = {"plus": [], "minus": []}
    kind = source.choice([("plus",), ("plus",), ("plus",), ("minus",), ("plus", "minus")])
    for sign in kind:
        parts[sign] = [figure(source) for _ in range(source.randint(1, 4))]
    decimals = source.choice([0, 0, 1, 2, 3, "INF"])
    low, high, _, _ = carefully(mode, parts)
    places = 0 if decimals == "INF" else decimals
    step = Decimal(1).scaleb(-places)
    wanted = source.choice([low, high, (low + high) / 2]) + source.choice([0, 0, step, -step, step / 2, -step / 2])
    total = wanted.quantize(step, rounding=source.choice(["ROUND_DOWN", "ROUND_UP", "ROUND_HALF_UP"]))
    return {"total": (format(total, "f"), decimals), **parts}


def carefully(mode, parts):
    """The range of the items of a sum from Arelle's ranges: with a weight of -1 the ends are exchanged whole."""
    low = high = Decimal(0)
    has_low = has_high = True
    for sign in ("plus", "minus"):
        for digits, decimals in parts[sign]:
            a, b, has_a, has_b = rangeValue(digits, decimals, truncate=mode == "truncate")
            if sign == "minus":
                a, b, has_a, has_b = -b, -a, has_b, has_a
            low, high, has_low, has_high = low + a, high + b, has_low and has_a, has_high and has_b
    return low, high, has_low, has_high


def meet(mode, parts):
    """Whether total and items can be the same: yes or no, and whether it hangs on one point."""
    low, high, has_low, has_high = carefully(mode, parts)
    a, b, has_a, has_b = rangeValue(*parts["total"], truncate=mode == "truncate")
    if max(a, low) != min(b, high):
        return max(a, low) < min(b, high), False
    point = max(a, low)
    inside = lambda x, y, has_x, has_y: (has_x or x != point) and (has_y or y != point)
    return inside(a, b, has_a, has_b) and inside(low, high, has_low, has_high), True


def written(figure):
    """A figure as an account has it: exact ones are counts."""
    digits, decimals = figure
    return digits + ("个" if decimals == "INF" else "")


def account(mode, sums):
    """The sums as an account; each in the part whose rule fits it."""
    lines = [f"rounding: {{mode: {mode}}}"]
    places = {("plus",): "sums", ("minus",): "negated", ("plus", "minus"): "differences"}
    for kind, place in places.items():
        lines.append(f"{place}:")
        for name, parts in sums.items():
            if tuple(sign for sign in ("plus", "minus") if parts[sign]) == kind:
                lines.append(f"  {name}:\n    total: {written(parts['total'])}")
                for sign in kind:
                    lines.append(f"    {sign}:")
                    lines += [f"      i{number}: {written(item)}" for number, item in enumerate(parts[sign])]
    return "\n".join(lines) + "\n"


def judged(gouji, mode, sums):
    """gouji's verdict on each sum: whether it can be right."""
    with tempfile.TemporaryDirectory() as folder:
        rules, file = Path(folder, "r.gj"), Path(folder, "a.yaml")
        rules.write_text(RULES, encoding="utf-8")
        file.write_text(account(mode, sums), encoding="utf-8")
        command = [gouji, "check", "--isolated", str(file), "--rules", str(rules), "--show", "all", "-o", "json"]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        report = json.loads(run.stdout)
    verdicts = {}
    for finding in report["findings"]:
        # A rule without any sum of its kind.
        if finding["verdict"] == "not_applicable":
            continue
        verdicts[finding["on"].rsplit(".", 1)[-1]] = finding["verdict"]
    assert verdicts.keys() == sums.keys(), "a verdict for each sum"
    unknown = set(verdicts.values()) - CONSISTENT - {"violated"}
    assert not unknown, f"verdicts that say neither: {unknown}"
    return {name: verdict in CONSISTENT for name, verdict in verdicts.items()}


def compare(gouji, mode, seed):
    """Random sums in one mode."""
    source = random.Random(f"{mode} {seed}")
    sums = {f"s{number:05}": random_sum(source, mode) for number in range(SUMS)}
    ours, wrong = judged(gouji, mode, sums), inconsistent(mode, sums)
    counts = {"sums": SUMS, "inconsistent": 0, "touching in a point": 0, "differing there": 0}
    faults = []
    for name, parts in sums.items():
        theirs = name not in wrong
        right, touching = meet(mode, parts)
        counts["inconsistent"] += not ours[name]
        counts["touching in a point"] += touching
        if ours[name] == theirs:
            continue
        if touching and mode == "truncate" and ours[name] == right:
            counts["differing there"] += 1
        else:
            faults.append(f"{parts}: gouji {ours[name]}, Arelle {theirs}")
    # The counts are those of the first seed; the agreement is that of all.
    conclude(f"Arelle, {mode}", counts, STATED[mode] if seed == "1" else counts, faults)


def known(gouji):
    """The edges that are known: Arelle takes them, gouji refuses."""
    sums = {f"k{number}": parts for number, parts in enumerate(KNOWN.values())}
    twice = {"total": ("1", 0), "totals": [("1", 0), ("2", 0)], "plus": [("1", 0)], "minus": []}
    taken = sums.keys() - inconsistent("truncate", sums)
    taken_twice = not inconsistent("truncate", {"twice": twice})
    refused = [name for name, right in judged(gouji, "truncate", sums).items() if not right]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.yaml")
        file.write_text("total: 1\ntotal: 2\nplus: {i: 1}\n", encoding="utf-8")
        run = subprocess.run([gouji, "eval", "--isolated", "total", str(file)], capture_output=True, check=False)
    refused_twice = run.returncode == 2 and b"account::duplicate_key" in run.stderr
    counts = {"known defects": 3, "taken by Arelle": len(taken) + taken_twice, "refused": len(refused) + refused_twice}
    conclude("Arelle, known defects", counts, {"known defects": 3, "taken by Arelle": 3, "refused": 3}, [])


def main():
    gouji, seed = sys.argv[1:]
    known(gouji)
    for mode in STATED:
        compare(gouji, mode, seed)


if __name__ == "__main__":
    main()
