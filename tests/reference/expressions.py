"""Expressions to values: names, selections and functions of docs/language.md, chapters 4 to 6, 8 and 9."""

import datetime
import re
from collections import Counter
from fractions import Fraction

import number
import values
from account import Node
from values import RANK, Lack, Number, failed, missing, worst

SEEN = Counter()


class Many:
    """What a selection has found: nodes, values, and lacks where a named one is missing."""

    def __init__(self, entries):
        self.entries = entries


class Text:
    def __init__(self, text, path=None):
        self.text, self.path = text, path


class Truth:
    def __init__(self, outcome):
        self.outcome = outcome


def settled(outcome):
    """Its one verdict; of a set that a condition cannot work with, the case is given up."""
    if len(outcome.verdicts) > 1:
        raise Open()
    return outcome.verdicts


class Open(Exception):
    """The text leaves open what follows."""


class Expressions:
    """What an expression is, at one place of an account. Conditions are judged in a class built on it."""

    def __init__(self, root, base, mode, world, definitions, variables=None, elements=(), chosen=None):
        self.root, self.base, self.mode, self.world, self.definitions = root, base, mode, world, definitions
        self.variables, self.elements, self.chosen = variables or {}, elements, chosen

    def but(self, **changes):
        scope = type(self)(self.root, self.base, self.mode, self.world, self.definitions, self.variables, self.elements, self.chosen)
        for name, value in changes.items():
            setattr(scope, name, value)
        return scope

    def with_variable(self, name, value):
        return self.but(variables={**self.variables, name: value})

    # Paths.

    def start(self, name):
        # No dictionary declares the names of the cases: a name is the innermost place's.
        if self.elements:
            return self.elements[-1]
        return self.base

    def path(self, first, steps):
        if first in self.variables:
            value = self.variables[first]
            if callable(value):
                value = value(self.chosen) if hasattr(value, "is_let") else value()
            if isinstance(value, Lack) and steps:
                return named(value, [step[1] for step in steps if step[0] == "name"])
        else:
            value, steps = self.start(first), [("name", first), *steps]
        many = isinstance(value, Many)
        entries = list(value.entries) if many else [value]
        for step in steps:
            SEEN["step " + step[0]] += 1
            entries, many = self.step(entries, many, step)
        return Many(entries) if many else entries[0]

    def step(self, entries, many, step):
        if step[0] == "name":
            found = []
            for entry in entries:
                if isinstance(entry, Node) and entry.items is not None:
                    many = True
                    found += [item.child(step[1]) for item in entry.items if item.child(step[1])]
                else:
                    if isinstance(entry, Lack) and not entry.absent:
                        found.append(entry)
                        continue
                    child = named(entry, [step[1]])
                    if not (many and isinstance(child, Lack) and isinstance(entry, Node)):
                        found.append(child)
            return found, many
        if step[0] == "choose":
            return [named(entry, names) for entry in entries for names in step[1]], True
        if step[0] in ("children", "leaves"):
            each = Node.children if step[0] == "children" else lambda node: [leaf for c in node.children() for leaf in c.leaves()]
            return [child for entry in entries if isinstance(entry, Node) for child in each(entry)], True
        if step[0] == "index":
            if not many and isinstance(entries[0], Lack):
                lack = entries[0]
                return [Lack(lack.verdict, [f"{p}[{step[1]}]" if lack.absent else p for p in lack.paths], lack.absent)], False
            around = entries if many else entries[0].children() if isinstance(entries[0], Node) else []
            at = step[1] - 1 if step[1] > 0 else step[1] + len(around)
            if 0 <= at < len(around):
                return [around[at]], False
            path = entries[0].path if not many and isinstance(entries[0], Node) else ""
            return [missing(f"{path}[{step[1]}]") if path else Lack("undetermined", (), True)], False
        around = entries if many else entries[0].children() if isinstance(entries[0], Node) else []
        kept = []
        for element in around:
            if isinstance(element, Lack):
                continue
            outcome = self.but(elements=(*self.elements, element)).condition(step[1])
            (verdict,) = settled(outcome)
            if RANK[verdict] >= RANK["improbable"]:
                kept.append(element)
            elif verdict != "violated":
                # An element that cannot be told makes the whole selection a lack that nothing replaces.
                return [Lack(verdict, outcome.missing)], False
        return kept, True

    # Values.

    def value(self, node):
        sort = node[0]
        if sort == "number":
            SEEN["literal " + node[2]] += 1
            return values.literal(self.world, node[1], node[2], node[3])
        if sort == "string":
            return Text(node[1])
        if sort == "list":
            return Many([self.entry(item) for item in node[1]])
        if sort == "path":
            found = self.path(node[1], node[2])
            if isinstance(found, Lack):
                raise found
            return found
        if sort == "??":
            SEEN["??"] += 1
            try:
                left = self.value(node[1])
                if isinstance(left, Node) and left.is_cell() and left.state() == "missing" or isinstance(left, Many) and not left.entries:
                    return self.value(node[2])
                return left
            except Lack as lack:
                if lack.absent:
                    return self.value(node[2])
                raise
        if sort == "neg":
            SEEN["neg"] += 1
            return values.scaled(self.number(node[1]), Fraction(-1))
        if sort in "+-*/":
            SEEN[sort] += 1
            a, b = self.numbers([node[1], node[2]])
            if sort in "+-":
                return values.plus(a, b, 1 if sort == "+" else -1)
            return values.times(a, b) if sort == "*" else values.over(a, b)
        if sort == "call":
            return self.call(node[1], node[2])
        return Truth(self.condition(node))

    def entry(self, node):
        try:
            return self.value(node)
        except Lack as lack:
            return lack

    def as_number(self, value):
        """A value where a number is wanted."""
        if isinstance(value, Lack):
            raise value
        if isinstance(value, Number):
            return value
        if isinstance(value, Many):
            if len(value.entries) == 1:
                return self.as_number(value.entries[0])
            raise failed() if value.entries else Lack("undetermined", (), True)
        if not isinstance(value, Node) or value.items is not None:
            raise failed()
        if value.fields is not None:
            if value.child("amount") is None:
                raise missing(value.path + ".amount")
            return self.as_number(value.child("amount"))
        state = value.state()
        SEEN["cell " + state] += 1
        if state == "missing":
            raise missing(value.path)
        if state != "number":
            raise {"none": Lack("undefined", [value.path]), "withheld": Lack("not_applicable", [value.path])}.get(state, Lack("undetermined", [value.path]))
        return self.figure(value)

    def figure(self, cell):
        amount, kind, unit, digit = cell.figure()
        factor, world = unit or 1, self.world
        if cell.path not in world.ranges:
            mode = self.mode or cell.setting["mode"]
            SEEN["mode " + mode] += 1
            low, low_in, high, high_in = number.of_figure(amount, digit, mode)
            world.ranges[cell.path] = (low * factor, low_in, high * factor, high_in)
            world.units[cell.path], world.modes[cell.path] = digit and digit * factor, mode if digit else "exact"
        value = amount * factor
        if self.chosen is not None:
            value = self.chosen.setdefault(cell.path, value)
            form = number.Linear({}, value)
        else:
            form = number.Linear({cell.path: Fraction(1)})
        result = Number(world, value, kind, unit, form, figures=form.weights)
        SEEN["kind " + kind] += 1
        result.single, result.text = cell.path, cell.text
        result.decimals = len(str(digit.denominator)) - 1 if digit else 0
        return result

    def number(self, node):
        return self.as_number(self.value(node))

    def numbers(self, nodes):
        found, lacks = [], []
        for node in nodes:
            try:
                found.append(self.number(node))
            except Lack as lack:
                lacks.append(lack)
        if lacks:
            raise worst(lacks)
        return found

    def entries(self, value):
        if isinstance(value, Many):
            return value.entries
        return value.children() if isinstance(value, Node) and value.items is not None else [value]

    def several(self, nodes):
        """Everything that the arguments of an aggregate select."""
        found, lacks = [], []
        for node in nodes:
            try:
                found += self.entries(self.value(node))
            except Lack as lack:
                if not (lack.absent and node[0] == "path" and not lack.paths):
                    lacks.append(lack)
        return found, lacks

    def aggregated(self, nodes):
        entries, lacks = self.several(nodes)
        found = []
        for entry in entries:
            try:
                found.append(self.as_number(entry))
            except Lack as lack:
                lacks.append(lack)
        if lacks:
            raise worst(lacks)
        if not found:
            raise Lack("undetermined", (), True)
        return found

    def text(self, value):
        """A value where text is wanted: also a figure as it is printed."""
        if isinstance(value, Lack):
            raise value
        if isinstance(value, Many) and len(value.entries) == 1:
            return self.text(value.entries[0])
        if isinstance(value, Many) and not value.entries:
            raise Lack("undetermined", (), True)
        if isinstance(value, Text):
            return value.text
        if isinstance(value, Number) and value.text is not None:
            return value.text
        if isinstance(value, Node) and value.is_cell():
            if value.state() in ("text", "number"):
                return value.text
            self.as_number(value)
        raise failed()

    def is_text(self, value):
        if isinstance(value, Many) and len(value.entries) == 1:
            value = value.entries[0]
        return isinstance(value, Text) or isinstance(value, Node) and value.is_cell() and value.state() == "text"

    def call(self, name, arguments):
        if name in self.definitions:
            SEEN["def"] += 1
            parameters, body = self.definitions[name]
            bound = {p: (lambda a=a: self.entry(a)) for p, a in zip(parameters, arguments)}
            return self.but(variables=bound).value(body)
        SEEN[f"function {name}"] += 1
        if name == "sum":
            found = self.aggregated(arguments)
            total = found[0]
            for one in found[1:]:
                total = values.plus(total, one)
            return total if len(found) > 1 else values.scaled(total, Fraction(1))
        if name == "count":
            entries, lacks = self.several(arguments)
            for lack in [*lacks, *(e for e in entries if isinstance(e, Lack))]:
                if not lack.absent:
                    raise lack
            there = [e for e in entries if not isinstance(e, Lack) and not (isinstance(e, Node) and e.is_cell() and e.state() == "missing")]
            return values.literal(self.world, Fraction(len(there)), "count")
        if name in ("min", "max"):
            return values.extreme(self.aggregated(arguments), name == "max")
        if name == "avg":
            found = self.aggregated(arguments)
            total = found[0]
            for one in found[1:]:
                total = values.plus(total, one)
            result = values.scaled(total, Fraction(1, len(found)))
            return result.unsure() if result.plugs() else result
        if name == "abs":
            a = self.number(arguments[0])
            return a.derived(abs(a.value), number.absolute(a.range()))
        if name in ("round", "trunc"):
            a = self.number(arguments[0])
            places = int(self.number(arguments[1]).value) if len(arguments) > 1 else 0
            if not 0 <= places <= 20:
                raise failed()
            return values.to_places(a, places, name == "trunc")
        if name in ("pct", "growth", "prior_of"):
            if name != "prior_of":
                # A base of 0, or a negative one of a growth, makes it undefined whatever stands above, also nothing.
                try:
                    base = self.number(arguments[1]).value
                except Lack:
                    base = None
                if base == 0 or name == "growth" and base is not None and base < 0:
                    raise Lack("undefined")
            a, b = self.numbers(arguments)
            if name == "prior_of":
                result = values.plus(a, b, -1, chain=False)
                return result.unsure() if result.plugs() else result
            return values.share(a, b) if name == "pct" else values.growth(a, b)
        if name == "len":
            return values.literal(self.world, Fraction(len(self.text(self.value(arguments[0])))), "count")
        if name == "left":
            return Text(self.text(self.value(arguments[0]))[:int(self.number(arguments[1]).value)])
        if name in ("first", "last"):
            entries = self.entries(self.value(arguments[0]))
            if not entries:
                raise Lack("undetermined", (), True)
            return entries[0 if name == "first" else -1]
        if name == "distinct":
            # Which items are the same is a matter of what is printed, whatever stands behind it.
            kept, printed = [], self.but(chosen=None)
            for entry in self.source(arguments[0]):
                same = [printed.equal(entry, other) for other in kept]
                if "holds" not in same:
                    kept.append(entry)
            return Many(kept)
        if name in ("year", "days_between"):
            days = [date(self.text(self.value(a))) for a in arguments]
            if name == "year":
                return values.literal(self.world, Fraction(days[0].year), "year")
            return values.literal(self.world, Fraction((days[1] - days[0]).days), "count")
        if name == "key":
            value = self.value(arguments[0])
            key = value.key
            return Text(key) if isinstance(key, str) else values.literal(self.world, Fraction(key), "count")
        return Truth(self.condition(("call", name, arguments)))


def named(entry, names):
    """What stands under the names; a lack when there is nothing."""
    for name in names:
        if isinstance(entry, Lack):
            entry = Lack(entry.verdict, [f"{p}.{name}" if entry.absent else p for p in entry.paths], entry.absent)
            continue
        if not isinstance(entry, Node):
            return failed()
        child = entry.child(name)
        entry = child if child is not None else missing(f"{entry.path}.{name}" if entry.path else name)
    return entry


def date(text):
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?)-(\d\d?)|/(\d\d?)/(\d\d?)|\.(\d\d?)\.(\d\d?)|年(\d\d?)月(\d\d?)日)", text)
    if not match:
        raise failed()
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise failed() from None
