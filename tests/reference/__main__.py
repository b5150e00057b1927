"""The reference evaluator as a program: one JSON object a line.

    python3 tests/reference generate SEED COUNT   random cases with their outcomes, at last the coverage
    python3 tests/reference judge < cases         the outcomes of {"account": …, "rules": [{"text": …}]}
"""

import json
import sys

import account
import run
from expressions import SEEN


def main():
    if sys.argv[1] == "generate":
        from generate import cases
        given = cases(int(sys.argv[2]), int(sys.argv[3]))
    else:
        given = (json.loads(line) for line in sys.stdin)
    for case in given:
        for rule in case["rules"]:
            if "rules" not in rule:
                rule["rules"] = run.judge(account.read(case["account"]), rule["text"])
        print(json.dumps(case, ensure_ascii=False))
    print(json.dumps({"seen": dict(sorted(SEEN.items()))}, ensure_ascii=False))


main()
