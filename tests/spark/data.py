"""Inputs for the check: lines that cannot be read among others, and accounts that belong together."""

import json
import re
from pathlib import Path

BUREAUS, UNITS = 6, 9
YEARS = (2023, 2024)


def broken(lines):
    """The lines with every fortieth one spoilt: no JSON, cut off, blank, in turn; and how many those are."""
    spoilt, count = list(lines), 0
    for at in range(7, len(lines), 40):
        # Cut off between two characters: what is no UTF-8 is another matter.
        half = lines[at].decode()[: len(lines[at]) // 3].encode()
        spoilt[at] = (b"no JSON", half, b"")[count % 3]
        count += 1
    return spoilt, count


def no_utf8(lines):
    """The lines with a byte in the first one's name that is no UTF-8."""
    return [lines[0].replace("第".encode(), b"\xff", 1), *lines[1:]]


def together(lines):
    """Files of accounts of bureaus and their units for two years, made of generated ones, by name.

    Every third entity prints the total of the year before as it was. The first unit of each bureau belonged to the
    next bureau the year before. Each bureau has an approved version that differs. One account stands twice and one is cut off.
    """
    files, lines = {}, iter(lines)
    for bureau in range(BUREAUS):
        for unit in range(UNITS + 1):
            name = f"第{bureau}局" if unit == 0 else f"第{bureau}局第{unit}所"
            before = None
            if unit == 0:
                approved = _account(next(lines).decode(), name, None, YEARS[1], None)
                approved = approved.replace('"unit":', '"stage": "批复", "unit":', 1)
                files[f"{bureau}-approved.json"] = approved.encode()
            for year in YEARS:
                moved = unit == 1 and year == YEARS[0]
                parent = f"第{(bureau + 1) % BUREAUS if moved else bureau}局" if unit else None
                text = _account(next(lines).decode(), name, parent, year, before if (bureau + unit) % 3 == 0 else None)
                before = re.search(r'"income_total":([\d.]+)', text)[1]
                files[f"{bureau}-{unit}-{year}.json"] = text.encode()
    files["twice.json"] = files["2-3-2024.json"]
    files["cut.json"] = files["3-4-2023.json"][:200]
    return files


def _account(line, name, parent, year, before):
    """A generated account under another name and year, its figures as they are printed."""
    entity = {"name": name} if parent is None else {"name": name, "parent": parent}
    head = {"entity": entity, "year": year, "unit": "万元"}
    text = json.dumps(head, ensure_ascii=False)[:-1] + "," + line[1:]
    return text if before is None else re.sub(r'("prior_total":)[\d.]+', rf"\g<1>{before}", text, count=1)


def written(folder, files):
    """The files in a folder `accounts` of this one."""
    accounts = Path(folder) / "accounts"
    accounts.mkdir(parents=True)
    for name, account in files.items():
        (accounts / name).write_bytes(account)
