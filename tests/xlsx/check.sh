#!/bin/sh
# Every formula of a working paper worked out by LibreOffice, and every amount read by openpyxl, against the JSON of
# the same run. Needs python3 and network for the first run: `tests/xlsx/check.sh install`, then `tests/xlsx/check.sh [ACCOUNT…]`.
set -eu
cd "$(dirname "$0")/../.."
if [ "${1:-}" = install ]; then
    python3 -m pip install openpyxl
    command -v soffice >/dev/null || apt-get install -y libreoffice-calc
    exit
fi
[ $# -gt 0 ] || set -- fixtures
gouji=${GOUJI:-${CARGO_TARGET_DIR:-target}/debug/gouji}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Findings make the exit code 1; a broken run leaves no files behind.
"$gouji" check "$@" -o "xlsx=$folder/paper.xlsx" -o "json=$folder/result.json" --show all -q >/dev/null || true
# A spreadsheet of another form has no results kept, so that the way back works everything out.
soffice --headless --convert-to ods --outdir "$folder/ods" "$folder/paper.xlsx" >/dev/null
soffice --headless --convert-to xlsx --outdir "$folder/again" "$folder/ods/paper.ods" >/dev/null
python3 tests/xlsx/check.py "$folder/paper.xlsx" "$folder/again/paper.xlsx" "$folder/result.json"
