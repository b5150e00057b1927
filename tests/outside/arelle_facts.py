"""Arelle's own check of Calculations 1.1, run on sums that are given as plain data.

A sum is `{"total": figure, "plus": [figure, …], "minus": [figure, …]}`, a figure `(digits, decimals)` with decimals a
number or `INF` for an exact one. The report around the facts is as little as Arelle's code asks for.
"""

from decimal import Decimal
from types import SimpleNamespace

from arelle import ValidateXbrlCalcs as checks
from arelle import XbrlConst
from arelle.XmlValidateConst import VALID

rangeValue = checks.rangeValue
MODES = {"nearest": checks.ValidateCalcsMode.ROUND_TO_NEAREST, "truncate": checks.ValidateCalcsMode.TRUNCATION}


class Concept:
    """A concept; equal to itself alone."""

    isNumeric = isDecimal = True
    isTuple = False

    def __init__(self, qname):
        self.qname = qname


class Mark:
    """A context or a unit; all facts are of the same."""

    id = "all"
    contextNonDimAwareHash = 1


CONTEXT, UNIT = Mark(), Mark()


class Fact:
    """A fact of one context and one unit."""

    xValid, isNil, precision = VALID, False, None
    context, contextID, unit = CONTEXT, CONTEXT.id, UNIT

    def __init__(self, concept, figure):
        self.value, decimals = figure
        self.concept, self.qname = concept, concept.qname
        self.xValue, self.decimals = Decimal(self.value), str(decimals)


# The class of facts, which the module fetches late because it needs much besides.
checks.ModelFact = Fact
# What the program around it would set up: its words stay English.
checks._ = str


class Relations:
    """The summation-item relationships of a role."""

    def __init__(self, sums):
        self.sums = sums

    def fromModelObjects(self):
        return self.sums


def inconsistent(mode, sums):
    """The names of the sums that Arelle calls inconsistent, by rounding mode."""
    facts, relations = [], {}
    for name, parts in sums.items():
        total = Concept(name)
        facts += [Fact(total, figure) for figure in parts.get("totals", [parts["total"]])]
        arcs = []
        for sign, weight in (("plus", Decimal(1)), ("minus", Decimal(-1))):
            for number, figure in enumerate(parts[sign]):
                item = Concept(f"{name}-{sign}-{number}")
                facts.append(Fact(item, figure))
                arcs.append(SimpleNamespace(toModelObject=item, weightDecimal=weight, linkrole="r"))
        relations[total] = arcs
    report = SimpleNamespace(
        contexts={},
        units={},
        errors=[],
        hasXDT=False,
        facts=facts,
        locale=None,
        modelDocument=SimpleNamespace(xmlRootElement="root"),
        baseSets={(XbrlConst.summationItem11, "r", "link", "arc"): []},
        profileActivity=lambda *_, **__: None,
        relationshipSet=lambda *_: Relations(relations),
        roleTypeDefinition=lambda _: "",
    )
    found = set()
    for validation in checks.ValidateXbrlCalcs(report, MODES[mode]).validate():
        codes = validation.codes if isinstance(validation.codes, tuple) else (validation.codes,)
        told = any(code.startswith("calc11e:inconsistentCalculation") for code in codes)
        assert told or "isallowedDuplicate" in str(codes), f"Arelle says something else: {codes}"
        found.add(str(validation.args.get("concept", validation.args.get("element"))))
    return found
