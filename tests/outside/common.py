"""What the comparisons share: the cases of the npm packages, asking gouji's reader, the line of the table."""

import json
import subprocess


def exported(file):
    """The data of a module that exports one literal, which the packages write as JSON."""
    text = file.read_text(encoding="utf-8")
    return json.loads(text[text.index("export default") + len("export default") :])


def ask(reader, cases):
    """What gouji reads in each case: the answers of the reader, in the order of the cases."""
    lines = "".join(json.dumps({"name": name, "text": text}) + "\n" for name, text in cases)
    run = subprocess.run([reader], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in run.stdout.decode().split("\n")[:-1]]
    assert [answer["name"] for answer in answers] == [name for name, _ in cases], "an answer for each case"
    return answers


def without_place(answer):
    """Whether an error lacks what a reader of it needs: a place in the text, and words."""
    return any(not error["place"] or min(error["place"]) < 1 or not error["message"] for error in answer["errors"])


def conclude(title, counts, expected, faults):
    """Prints a line of the table; a fault or a count that is not as stated ends the run."""
    print(f"{title:<44}" + "  ".join(f"{name} {count}" for name, count in counts.items()))
    for fault in faults:
        print("  FAULT", fault)
    if counts != expected:
        print("  stated:", expected)
    if faults or counts != expected:
        raise SystemExit(1)
