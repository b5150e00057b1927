"""Compares a workbook of `gouji check -o xlsx` with the JSON of the same run, read by openpyxl and worked out anew by LibreOffice."""

import json
import re
import sys
from decimal import Decimal

import openpyxl

written, recalculated, result = sys.argv[1:4]
formulas = openpyxl.load_workbook(written)
cached = openpyxl.load_workbook(written, data_only=True)
again = openpyxl.load_workbook(recalculated, data_only=True)
document = json.load(open(result, encoding="utf-8"))
faults = []

count = 0
for sheet in formulas:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            count += 1
            kept, new = cached[sheet.title][cell.coordinate].value, again[sheet.title][cell.coordinate].value
            # A sheet computes with binary numbers; the result is exact.
            if not isinstance(new, (int, float)) or abs(kept - new) > 1e-9 * max(1, abs(kept)):
                faults.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {kept} kept, {new} computed")

amounts = 0
for number, account in enumerate(document["accounts"]):
    sheet = formulas.worksheets[2 + number]
    texts = {}
    for row in sheet.iter_rows(max_col=202):
        path = row[1].value
        if isinstance(path, str):
            # What belongs to a section may stand in several rows.
            texts.setdefault(path, []).extend(cell for cell in row[2:] if cell.value is not None)
    for table in account["tables"]:
        for row in table["rows"]:
            cells = texts.get(row["path"], [])
            for figure in row["figures"]:
                if figure["content"] != "number":
                    continue
                amounts += 1
                digits = re.match(r"-?[0-9.]+", figure["text"]).group()
                decimals = len(digits.partition(".")[2])
                shown = "0." + "0" * decimals if decimals else "0"

                def same(cell):
                    if isinstance(cell.value, str):
                        return cell.value == figure["text"]
                    return Decimal(repr(cell.value)) == Decimal(digits) and cell.number_format.split('"')[0] == shown

                if not any(same(cell) for cell in cells):
                    faults.append(f"{account['file']} {figure['path']} {figure['text']}: not on the sheet")

print(f"{count} formulas, {amounts} amounts, {len(faults)} faults")
print("\n".join(faults[:50]))
sys.exit(1 if faults or not count or not amounts else 0)
