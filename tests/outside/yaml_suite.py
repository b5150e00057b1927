"""yaml-test-suite: what gouji takes it reads as the suite does; what it refuses it refuses with a place.

Accounts are a part of YAML: one document, a record at its root, no anchors, aliases, tags, directives, no keys that are
no names. So besides each case as it is, each case of one plain document is tried as the value of a record's one name,
which brings the cases with lists and scalars into reach.
"""

import sys
from pathlib import Path

from common import ask, conclude, exported, without_place

# What an account may not hold although YAML has it; anything else that is refused must be no YAML.
SUBSET = {
    "account::anchor",
    "account::alias",
    "account::tag",
    "account::directive",
    "account::second_document",
    "account::root",
    "account::empty",
    "account::complex_key",
    "account::empty_key",
    "account::merge_key",
}
STATED = {
    "as it is": {"cases": 402, "read alike": 90, "no YAML, refused": 94, "outside the subset, refused": 218},
    "as a value": {"cases": 240, "read alike": 140, "no YAML, refused": 47, "outside the subset, refused": 53},
}


def scalar(event):
    """Style and text of a `=VAL` event, its escapes undone."""
    rest = event[len("=VAL ") :]
    style, text = rest[0], rest[1:]
    out, at = [], 0
    while at < len(text):
        if text[at] == "\\":
            out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}[text[at + 1]])
            at += 2
        else:
            out.append(text[at])
            at += 1
    return [style, "".join(out)]


def is_shared(event):
    """Whether an event has an anchor, an alias or a tag."""
    if event.startswith("=VAL"):
        return event[len("=VAL ")] in "&<"
    return event.startswith("=ALI") or event.startswith("+") and ("&" in event or "<" in event)


def plain_tree(events):
    """The tree of one document; none when it has what accounts have not."""
    # What follows a scalar's mark is its own, blanks at its end too.
    lines = [line.lstrip(" ") for line in events.split("\n") if line]
    documents = sum(line.startswith("+DOC") for line in lines)
    if documents != 1 or any(map(is_shared, lines)):
        return None

    def node(at):
        event = lines[at]
        if event.startswith("=VAL"):
            return scalar(event), at + 1
        closing, parts, at = "-" + event[1:4], [], at + 1
        while not lines[at].startswith(closing):
            part, at = node(at)
            parts.append(part)
        if None in parts:
            return None, at + 1
        if event.startswith("+SEQ"):
            return ["list", parts], at + 1
        pairs = list(zip(parts[::2], parts[1::2]))
        if any(key[0] in ("list", "record") for key, _ in pairs):
            return None, at + 1
        return ["record", [[key[1], value] for key, value in pairs]], at + 1

    start = next(at for at, line in enumerate(lines) if line.startswith("+DOC")) + 1
    return node(start)[0]


def same(ours, theirs):
    """Whether a tree of gouji is that of the suite: every name, every scalar as text, in order."""
    kind, held = ours
    style, text = theirs
    if kind == "record":
        pairs = style == "record" and len(held) == len(text)
        return pairs and all(a == b and same(x, y) for (a, x), (b, y) in zip(held, text))
    if kind == "list":
        return style == "list" and len(held) == len(text) and all(map(same, held, text))
    if style in ("list", "record"):
        return False
    if kind == "missing":
        return style == ":" and text in ("", "null", "~", "Null", "NULL")
    # Only what is written without quotation marks may be a figure or a sign.
    return held == text and (kind == "text" or style == ":")


def nested(case):
    """The text as the value of the name `k`; none without a document, or with marks at the beginning of lines."""
    marks = ("---", "...", "%", "\t")
    lines = case["text"].split("\n")
    if "+DOC" not in case["tree"] or any(line.startswith(marks) or "\ufeff" in line for line in lines):
        return None
    return "k:\n" + "\n".join("  " + line if line else line for line in lines)


def compare(reader, cases, way):
    """Every case in one of the two ways."""
    text_of = (lambda case: case["text"]) if way == "as it is" else nested
    asked = [(case, text) for case in cases if (text := text_of(case)) is not None]
    answers = ask(reader, [(case["name"] + ".yaml", text) for case, text in asked])
    counts, faults = {"cases": 0, "read alike": 0, "no YAML, refused": 0, "outside the subset, refused": 0}, []
    for (case, text), answer in zip(asked, answers):
        counts["cases"] += 1
        theirs = None if case["fail"] else plain_tree(case["tree"])
        if way == "as a value" and theirs:
            theirs = ["record", [["k", theirs]]]
        if "tree" in answer:
            if theirs and same(answer["tree"], theirs):
                counts["read alike"] += 1
            else:
                faults.append(f"{case['name']} misread: {text!r} as {answer['tree']}")
            continue
        codes = {error["code"] for error in answer["errors"]}
        if without_place(answer):
            faults.append(f"{case['name']} refused without a place: {answer['errors']}")
        if case["fail"]:
            counts["no YAML, refused"] += 1
        elif codes & SUBSET:
            counts["outside the subset, refused"] += 1
        else:
            faults.append(f"{case['name']} refused: {text!r} {sorted(codes)}")
    conclude(f"yaml-test-suite, {way}", counts, STATED[way], faults)


def main():
    reader, folder = sys.argv[1:]
    files = sorted(file for file in Path(folder, "data").glob("*.js") if len(file.stem) == 4)
    cases = []
    for file in files:
        tree = None
        for number, case in enumerate(exported(file)["cases"]):
            # Where a case says nothing of its own, that of the one before it holds.
            tree = case.get("tree", tree)
            name, fail = f"{file.stem}-{number}", case.get("fail", False)
            cases.append({"name": name, "text": case["yaml"], "tree": tree, "fail": fail})
    for way in STATED:
        compare(reader, cases, way)


if __name__ == "__main__":
    main()
