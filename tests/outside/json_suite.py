"""JSONTestSuite: what gouji takes is JSON and read as Python's reader does; what is no JSON is refused with a place.

An account is one object, so each case is tried as it is and as the value of an object's one name.
"""

import json
import sys
from pathlib import Path

from common import ask, conclude, exported, without_place

# What an account may not hold although JSON has it.
SUBSET = {
    "account::root",
    "account::empty",
    "account::empty_key",
    "account::duplicate_key",
    "account::look_alike_number",
    "account::hidden_character",
    "account::control_character",
    "account::depth",
    # Half a surrogate pair.
    "account::escape",
}
STATED = {
    "as it is": {"cases": 340, "read alike": 9, "no JSON, refused": 192, "outside the subset, refused": 139},
    "as a value": {"cases": 340, "read alike": 101, "no JSON, refused": 192, "outside the subset, refused": 47},
}


NO_JSON = object()


def refuse(word):
    raise ValueError(f"{word} is no JSON")


def theirs(text):
    """The tree that Python reads, numbers as their digits; `NO_JSON` when it is none."""
    number = lambda digits: ("number", digits)
    try:
        return json.loads(
            text,
            parse_int=number,
            parse_float=number,
            parse_constant=refuse,
            object_pairs_hook=lambda pairs: ("record", pairs),
        )
    except (ValueError, RecursionError):
        return NO_JSON


def same(ours, value):
    """Whether a tree of gouji is the value: names, digits, texts, in order."""
    kind, held = ours
    match value:
        case ("record", pairs):
            alike = kind == "record" and len(held) == len(pairs)
            return alike and all(a == b and same(x, y) for (a, x), (b, y) in zip(held, pairs))
        case ("number", digits):
            return kind == "number" and held == digits
        case list():
            return kind == "list" and len(held) == len(value) and all(map(same, held, value))
        case None:
            return kind == "missing"
        case bool():
            return kind == "text" and held == str(value).lower()
        case str():
            return kind in ("text", "no_value", "withheld") and held == value


def compare(reader, cases, way):
    """Every case in one of the two ways."""
    asked = [(case, text if way == "as it is" else f'{{"k": {text}}}') for case in cases for text in [case["text"]]]
    answers = ask(reader, [(case["name"], text) for case, text in asked])
    counts, faults = {"cases": 0, "read alike": 0, "no JSON, refused": 0, "outside the subset, refused": 0}, []
    for (case, text), answer in zip(asked, answers):
        counts["cases"] += 1
        value = theirs(text)
        if way == "as it is" and case["part"] == "parsing":
            said = {"y": value is not NO_JSON, "n": value is NO_JSON}.get(case["name"][0], True)
            assert said, f"the suite and Python disagree: {case['name']}"
        if "tree" in answer:
            if value is not NO_JSON and same(answer["tree"], value):
                counts["read alike"] += 1
            else:
                faults.append(f"{case['name']} misread: {text[:80]!r} as {str(answer['tree'])[:200]}")
            continue
        codes = {error["code"] for error in answer["errors"]}
        if without_place(answer):
            faults.append(f"{case['name']} refused without a place: {answer['errors']}")
        if value is NO_JSON:
            counts["no JSON, refused"] += 1
        elif codes <= SUBSET:
            counts["outside the subset, refused"] += 1
        else:
            faults.append(f"{case['name']} refused: {text[:80]!r} {sorted(codes)}")
    conclude(f"JSONTestSuite, {way}", counts, STATED[way], faults)


def main():
    reader, folder = sys.argv[1:]
    cases = []
    for part in ("parsing", "transform"):
        for case in exported(Path(folder, "data", f"{part}.js")):
            cases.append({"name": case["name"], "text": case["input"], "part": part})
    for way in STATED:
        compare(reader, cases, way)


if __name__ == "__main__":
    main()
