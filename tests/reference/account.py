"""Account text to a tree of cells that keep every printed digit: docs/language.md, chapters 10 and 16."""

import re
from fractions import Fraction

from rules import SUFFIXES

MONEY = {"元": 1, "万元": 10**4, "亿元": 10**8}
HEADER = ("entity", "year", "stage", "unit", "rounding", "source")
FIGURE = re.compile(r"(-?(?:0|[1-9]\d*)(?:\.(\d+))?)(" + "|".join(sorted(map(re.escape, SUFFIXES), key=len, reverse=True)) + r")?")
NAMED = {"四舍五入": "half_up", "最近值": "nearest", "去尾": "truncate", "舍位平衡": "plug"}


class Node:
    """A map (`fields`), a list (`items`) or a cell (`text`, None when empty)."""

    def __init__(self, fields=None, items=None, text=None, quoted=False):
        self.fields, self.items, self.text, self.quoted = fields, items, text, quoted
        self.path, self.key, self.parent, self.setting = "", None, None, None

    def is_cell(self):
        return self.fields is None and self.items is None

    def children(self):
        """What `.*` selects."""
        if self.items is not None:
            return self.items
        hidden = ("unit", "rounding") if self.parent is not None else HEADER
        return [] if self.fields is None else [n for k, n in self.fields.items() if k not in hidden]

    def child(self, name):
        return (self.fields or {}).get(name)

    def leaves(self):
        return [self] if self.is_cell() else [leaf for child in self.children() for leaf in child.leaves()]

    def records(self):
        """Every map, in the order of the document."""
        own = [self] if self.fields is not None else []
        return own + [record for child in self.children() for record in child.records()]

    def state(self):
        """Of a cell: number, missing, none (no value), withheld or text."""
        text = self.text
        if self.quoted:
            return "text"
        if text in (None, "", "null", "~"):
            return "missing"
        bare = re.sub(r"[（(].*[)）]$", "", text)
        if bare in ("--", "—", "不可比"):
            return "none"
        if bare == "涉密":
            return "withheld"
        return "number" if FIGURE.fullmatch(text) else "text"

    def figure(self):
        """Value, kind, unit and what the last digit is worth (None when exact), in the cell's own unit."""
        match = FIGURE.fullmatch(self.text)
        value, printed, setting = Fraction(match[1]), Fraction(1, 10 ** len(match[2] or "")), self.setting
        kind, unit = SUFFIXES.get(match[3], (None, None)) if match[3] else (None, None)
        if kind is None:
            name = str(self.key)
            if name.endswith("_pct"):
                kind = "percent"
            elif name.endswith("_yuan"):
                kind, unit = "money", 1
            elif name == "year":
                kind = "year"
            elif setting["unit"]:
                kind, unit = "money", setting["unit"]
            else:
                kind = "plain"
        if kind in ("count", "year"):
            return value, kind, None, None
        declared = setting["pct"] if kind == "percent" else None
        if kind == "money" and unit == setting["unit"]:
            declared = setting["money"]
        return value, kind, unit, min(printed, declared) if declared else printed


def settle(node, parent=None, key=None, setting=None, path=""):
    """Gives every node its path, its key and the unit and rounding of its section."""
    node.parent, node.key, node.path = parent, key, path
    setting = dict(setting or {"unit": None, "money": None, "pct": None, "mode": "half_up"})
    own = node.child("unit")
    if own is not None and own.is_cell() and own.text in MONEY:
        if MONEY[own.text] != setting["unit"]:
            setting["money"] = None
        setting["unit"] = MONEY[own.text]
    rounding = node.child("rounding")
    if rounding is not None:
        for name, cell in (rounding.fields or {}).items():
            setting[name] = NAMED.get(cell.text, cell.text) if name == "mode" else Fraction(cell.text)
    node.setting = setting
    for name, child in (node.fields or {}).items():
        shown = name if re.fullmatch(r"[^\W\d]\w*", name) else f'"{name}"'
        settle(child, node, name, setting, f"{path}.{shown}" if path else shown)
    for number, child in enumerate(node.items or [], 1):
        settle(child, node, number, setting, f"{path}[{number}]")
    return node


class Reader:
    """The part of YAML that accounts are written in: block maps and lists, flow values in one line."""

    def __init__(self, text):
        lines = [re.sub(r"(^|\s)#.*$", "", line).rstrip() for line in text.split("\n")]
        self.lines = [(len(line) - len(line.lstrip()), line.lstrip()) for line in lines if line.strip()]
        self.at = 0

    def block(self, indent):
        node = Node(items=[]) if self.lines[self.at][1].startswith("- ") else Node(fields={})
        while self.at < len(self.lines) and self.lines[self.at][0] == indent:
            line = self.lines[self.at][1]
            if node.items is not None:
                inner = line[2:].lstrip()
                if re.match(r"[\w\"]+:( |$)", inner) and not inner.startswith("{"):
                    self.lines[self.at] = (indent + len(line) - len(inner), inner)
                    node.items.append(self.block(self.lines[self.at][0]))
                else:
                    self.at += 1
                    node.items.append(flow(inner))
                continue
            key, rest = re.match(r"(\"[^\"]*\"|[^:]+):\s*(.*)", line).groups()
            self.at += 1
            if rest:
                child = flow(rest)
            elif self.at < len(self.lines) and (self.lines[self.at][0] > indent or self.lines[self.at][0] == indent and self.lines[self.at][1].startswith("- ")):
                child = self.block(self.lines[self.at][0])
            else:
                child = Node(text="")
            node.fields[key.strip('"')] = child
        return node


def flow(text):
    node, rest = flow_value(text.strip())
    if rest.strip():
        raise ValueError(f"{rest} after a value")
    return node


def flow_value(text):
    if text[0] == "{":
        node, text = Node(fields={}), text[1:].lstrip()
        while text[0] != "}":
            key, text = re.match(r"(\"[^\"]*\"|[^:]+):\s*(.*)", text, re.S).groups()
            node.fields[key.strip('"')], text = flow_value(text) if text[0] not in ",}" else (Node(text=""), text)
            text = text.lstrip().removeprefix(",").lstrip()
        return node, text[1:]
    if text[0] == "[":
        node, text = Node(items=[]), text[1:].lstrip()
        while text[0] != "]":
            item, text = flow_value(text)
            node.items.append(item)
            text = text.lstrip().removeprefix(",").lstrip()
        return node, text[1:]
    if text[0] == '"':
        end = text.index('"', 1)
        return Node(text=text[1:end], quoted=True), text[end + 1:]
    match = re.match(r"[^,\]}]*", text)
    return Node(text=match[0].strip()), text[match.end():]


def read(text):
    """The root of an account."""
    return settle(Reader(text).block(0))
