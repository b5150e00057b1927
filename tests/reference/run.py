"""Rules on one account to instances with their verdicts: docs/language.md, chapters 6 and 7."""

from fractions import Fraction

import values
from account import Node, settle
from expressions import SEEN, Many, Open, settled
from judge import Outcome, Scope, combined, lacking
from rules import Parser
from values import RANK, Lack, Number, World

LENGTHS = {3: 0, 5: 1, 7: 2}


def judge(account, text):
    """Every instance of every rule, as plain data; a rule whose outcome the text leaves open gives None."""
    rules, definitions = Parser(text).file()
    result = []
    for rule in rules:
        try:
            result.append(Run(account, rule, definitions).instances())
        except Open:
            result.append(None)
    return result


class Run:
    def __init__(self, account, rule, definitions):
        self.account, self.rule, self.definitions = account, rule, definitions
        self.found, self.whole = [], {}

    def scope(self, base):
        return Scope(self.account, base, self.rule["mode"], World(), self.definitions)

    def instances(self):
        statements = self.rule["statements"]
        if self.rule["id"] is None:
            SEEN["bare"] += 1
            names = firsts(statements[0][1], set())
            bases = [self.account]
            if not all(self.account.child(name) for name in names):
                bases = [r for r in self.account.records() if all(r.child(name) for name in names)]
                # Where no record has them all, every name is one that is missing.
                bases = bases or [settle(Node(fields={}))]
            for base in bases:
                self.go(statements, self.scope(base), base.path, None, 1)
        elif statements[0][0] == "on":
            self.on(statements)
        else:
            self.go(statements, self.scope(self.account), "", None, 1)
        self.plugged()
        return [shown(*found) for found in self.found]

    def on(self, statements):
        SEEN["on"] += 1
        (_, path, where), rest = statements[0], statements[1:]
        outer = self.scope(self.account)
        try:
            value = outer.value(path)
        except Lack as lack:
            return self.blocked(rest, "", lacking(lack), 1)
        count = 0
        for base in value.entries if isinstance(value, Many) else [value]:
            verdict = "holds"
            if where is not None:
                outcome = self.scope(base).condition(where)
                (verdict,) = settled(outcome)
            if verdict == "violated":
                continue
            count += 1
            if RANK[verdict] < RANK["improbable"]:
                self.blocked(rest, base.path, outcome, 1)
            else:
                self.go(rest, self.scope(base), base.path, None, 1)
        if not count:
            self.blocked(rest, "", Outcome("not_applicable"), 1)

    def blocked(self, statements, at, outcome, index):
        for statement in statements:
            if statement[0] in ("assert", "same", "hierarchy"):
                self.found.append((index, at, outcome, None))
                index += 1

    def go(self, statements, scope, at, group, index):
        for number_of, statement in enumerate(statements):
            sort, rest = statement[0], statements[number_of + 1:]
            SEEN[f"statement {sort}"] += 1
            if sort == "assert":
                # Every assertion is judged by itself: a figure has one value within it.
                self.found.append((index, at, scope.but(world=scope.world).condition(statement[1]), (index, group, whole(statement[1], scope))))
                index += 1
            elif sort == "same":
                self.found.append((index, at, self.same(statement[1], scope), None))
                index += 1
            elif sort == "hierarchy":
                self.hierarchy(statement, scope, at, index)
                index += 1
            elif sort == "let":
                scope = scope.with_variable(statement[1], once(scope, statement[2]))
            elif sort == "when":
                outcome = scope.condition(statement[1])
                (verdict,) = settled(outcome)
                if RANK[verdict] < RANK["improbable"]:
                    return self.blocked(rest, at, Outcome("not_applicable") if verdict == "violated" else outcome, index)
            elif sort == "for":
                return self.every(statement, rest, scope, at, index)

    def every(self, statement, rest, scope, at, index):
        _, name, source, where = statement
        count = 0
        try:
            entries = scope.source(source)
        except Lack as lack:
            return self.blocked(rest, at, lacking(lack), index)
        for entry in entries:
            inner = scope.with_variable(name, entry)
            place = place_of(entry)
            if where is not None:
                SEEN["for where"] += 1
                outcome = inner.condition(where)
                (verdict,) = settled(outcome)
                if verdict == "violated":
                    continue
                if RANK[verdict] < RANK["improbable"]:
                    count += 1
                    self.blocked(rest, place, outcome, index)
                    continue
            count += 1
            self.go(rest, inner, place, (at, index), index)
        if not count:
            self.blocked(rest, at, Outcome("not_applicable"), index)

    def same(self, nodes, scope):
        places, lacks = [], []
        for node in nodes:
            try:
                value = scope.value(node)
            except Lack as lack:
                lacks.append(lack)
                continue
            for entry in value.entries if isinstance(value, Many) else [value]:
                try:
                    places.append(entry if scope.is_text(entry) else scope.as_number(entry))
                except Lack as lack:
                    lacks.append(lack)
        if len(places) < 2 and lacks:
            return lacking(values.worst(lacks))
        outcomes = [lacking(lack) for lack in lacks]
        if len(places) < 2:
            outcomes.append(Outcome("undetermined"))
        for i, a in enumerate(places):
            for b in places[i + 1:]:
                if isinstance(a, Number) and isinstance(b, Number):
                    alike = a.unit == b.unit and scope.world.units.get(a.single) == scope.world.units.get(b.single)
                    outcomes.append(self.pair(scope, a, "==" if alike else "~=", b))
                else:
                    outcomes.append(self.pair(scope, a, "==", b))
        outcome = combined(outcomes, min)
        outcome.detail = None
        return outcome

    def pair(self, scope, a, sign, b):
        try:
            return scope.pair(a, sign, b)
        except Lack as lack:
            return lacking(lack)

    def hierarchy(self, statement, scope, at, index):
        _, source, by, to, partial, levels = statement
        rows = scope.source(source)
        self.lines = rows
        add = lambda place, outcome: self.found.append((index, place, outcome, None))
        sign = ">~" if partial else "~="
        goal = scope.entry(to) if to is not None else None
        if not rows:
            return add(at, Outcome("not_applicable"))
        if by is None:
            return self.columns(add, scope, goal, rows, sign, by)
        codes = []
        for row in rows:
            code = row.key if by == "key" else (row.child(by).text if row.fields is not None and row.child(by) else None)
            if code is None or not str(code).isdigit() or len(code) not in LENGTHS:
                return add(at, Outcome("undetermined"))
            codes.append(code)
        if len(set(codes)) < len(codes):
            raise Open()
        above = {}
        for code in codes:
            prefixes = [code[:n] for n in (5, 3) if n < len(code)]
            above[code] = next((p for p in prefixes if p in codes), None) if levels == "printed" else (prefixes or [None])[0]
        orphans = [c for c in codes if above[c] is not None and above[c] not in codes]
        if goal is not None:
            top = [r for r, c in zip(rows, codes) if above[c] is None]
            if levels == "complete" and any(c[:3] not in codes for c in codes):
                # A line of the highest level is not printed, so that the sum is not whole.
                add("?", Outcome("undetermined"))
            elif top:
                self.columns(add, scope, goal, top, sign, by)
        kids_of = {code: [r for r, c in zip(rows, codes) if above[c] == code] for code in codes}
        for row, code in sorted(zip(rows, codes), key=lambda line: line[1]):
            if kids_of[code]:
                self.columns(add, scope, row, kids_of[code], sign, by)
            elif any(len(c) > len(code) for c in codes):
                # Where no line at all goes deeper, the table ends here.
                add(row.path, Outcome("not_applicable"))
        told = set()
        for row, code in sorted(zip(rows, codes), key=lambda line: above[line[1]] or ""):
            if code in orphans and above[code] not in told:
                told.add(above[code])
                add(row.path, Outcome("undetermined"))

    def columns(self, add, scope, parent, rows, sign, by):
        """One outcome for every column of the parent."""
        if isinstance(parent, Lack):
            return add("?", lacking(parent))
        if parent.is_cell() and not {"", "total", "amount"} & set(columns_of(self.lines, by)):
            return add("?", Outcome("undetermined"))
        # A column is one that stands in some line; where neither the line nor those below have it, it is none of theirs.
        head = lambda name: "" if name in ("", "total", "amount") else name
        found = {head(name): None for name in columns_of(self.lines, by)}
        if parent.is_cell():
            found = {"": None}
        pick = lambda row, name: row if row.is_cell() else row.child(name) if name else row.child("total") or row.child("amount")
        for name in found:
            own, nodes = pick(parent, name), [pick(row, name) for row in rows]
            if own is None and not any(nodes):
                continue
            if own is None or None in nodes:
                add(own.path if own is not None else "?", Outcome("undetermined"))
                continue
            if any(n.state() != "number" for n in [own, *nodes]):
                raise Open()
            inner = scope.but(world=World())
            total = inner.figure(nodes[0])
            for node in nodes[1:]:
                total = values.plus(total, inner.figure(node))
            if len(nodes) == 1:
                total = values.scaled(total, Fraction(1))
            try:
                outcome = inner.pair(inner.figure(own), sign, total)
            except Lack as lack:
                outcome = lacking(lack)
            add(own.path, Outcome(outcome.verdicts))

    def plugged(self):
        """Marks the shares of one whole that were made to add up to it."""
        groups = {}
        for found in self.found:
            if found[3] is not None and found[3][2] is not None:
                groups.setdefault(found[3], []).append(found)
        for group in groups.values():
            off = []
            for _, _, outcome, _ in group:
                detail = outcome.detail
                if detail is None:
                    return
                figure, other = (detail.left, detail.right) if detail.left.single else (detail.right, detail.left)
                off.append(figure.value - values.rounded(other.value, figure.decimals, False))
            if len(group) > 1 and any(off) and sum(off) == 0:
                SEEN["note plugged"] += 1
                for amount, (_, _, outcome, _) in zip(off, group):
                    outcome.plugged = amount != 0


def columns_of(rows, by):
    """The columns that are added up: amounts and numbers, neither percentages nor text nor the code."""
    found = []
    for row in rows:
        for name, cell in {"": row}.items() if row.is_cell() else row.fields.items():
            counted = cell.is_cell() and name != by and cell.state() == "number" and cell.figure()[1] in ("money", "count", "plain")
            if counted and name not in found:
                found.append(name)
    return found


def once(scope, node):
    """A `let`: worked out when it is used, and one value ever after; anew only for values that are tried."""
    kept = []

    def value(chosen=None):
        if chosen is not None:
            return scope.but(chosen=chosen).entry(node)
        if not kept:
            kept.append(values.sealed(scope.entry(node)))
        return kept[0]

    value.is_let = True
    return value


def place_of(entry):
    if isinstance(entry, Node):
        return entry.path
    if isinstance(entry, Number) and entry.single:
        return entry.single
    return "?"


def whole(node, scope):
    """What a share is a share of, for the note 倒挤: the whole of the one pct(…) beside one figure."""
    if node[0] != "compare" or node[2] not in (["~="], ["=="]) or node[3] is not None:
        return None
    if any(n[0] == "call" and n[1] in scope.definitions for n in node[1]):
        call = next(n for n in node[1] if n[0] == "call" and n[1] in scope.definitions)
        parameters, body = scope.definitions[call[1]]
        for name, argument in zip(parameters, call[2]):
            scope = scope.with_variable(name, scope.entry(argument))
        node = ("compare", [body if n is call else n for n in node[1]], node[2], None)
    sides = node[1]
    share = [n for n in sides if n[0] == "call" and n[1] == "pct"]
    if len(share) != 1 or not any(n[0] == "path" for n in sides):
        return None
    try:
        base = scope.number(share[0][2][1])
    except Lack:
        return None
    return frozenset(base.figures)


def firsts(node, bound):
    """The first segments of an assertion's paths."""
    if not isinstance(node, (tuple, list)):
        return set()
    if isinstance(node, list):
        return set().union(*(firsts(n, bound) for n in node))
    if node and node[0] == "path":
        return set() if node[1] in bound else {node[1]}
    if node and node[0] == "quantified":
        inner = bound | {node[3]}
        return firsts(node[4], bound) | firsts(node[5], inner) | firsts(node[6], inner)
    return set().union(set(), *(firsts(n, bound) for n in node if isinstance(n, (tuple, list))))


def text_of(value):
    return None if value is None else f"{Fraction(value).numerator}/{Fraction(value).denominator}"


def side(value):
    low, low_in, high, high_in = value.range()
    return {"value": text_of(value.value), "low": text_of(low), "low_included": low_in, "high": text_of(high),
            "high_included": high_in, "exact": value.exact}


def shown(index, at, outcome, _):
    data = {"assertion": index, "at": at, "verdicts": sorted(outcome.verdicts), "missing": sorted(outcome.missing)}
    for verdict in outcome.verdicts:
        SEEN[f"verdict {verdict}"] += 1
    detail = outcome.detail
    if detail is None:
        return data
    logical = detail.sign in ("~=", "<~", ">~")
    notes, maybe = set(), {"bound"} if not (detail.left.exact and detail.right.exact) else set()
    if detail.truncated():
        # What holds carries no notes, unless its evidence was asked for.
        (notes if detail.sign in ("~=", "==") and "holds" not in outcome.verdicts else maybe).add("truncated")
        SEEN["note truncated"] += 1
    if "holds" in outcome.verdicts:
        maybe |= {"base_near_zero", "bound"}
    else:
        near = detail.left.near_zero or detail.right.near_zero
        if near or detail.left.touching or detail.right.touching:
            (notes if near and logical else maybe).add("base_near_zero")
            maybe |= {"bound", "base_near_zero"}
            SEEN["note base_near_zero"] += near
        if getattr(outcome, "plugged", None) is not None:
            (notes if outcome.plugged else maybe).add("plugged")
        if detail.left.figures & detail.right.figures and not (detail.left.is_linear() and detail.right.is_linear()):
            maybe.add("bound")
    data.update(left=side(detail.left), right=side(detail.right), difference=text_of(detail.difference), slack=text_of(detail.slack),
                z_squared=text_of(detail.z_squared if detail.left.exact and detail.right.exact else None), sign=detail.sign, notes=sorted(notes), maybe=sorted(maybe))
    return data
