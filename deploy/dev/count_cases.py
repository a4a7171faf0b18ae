"""Prints "PASSED FAILED" over one ctest run. Usage: count_cases.py REPORTS_FOLDER CTEST_LOG CTEST_EXIT_CODE

Cases come from GoogleTest's reports and from the closing lines of Node's test runner in ctest's log.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

passed = failed = 0
for report in pathlib.Path(sys.argv[1]).glob("*.xml"):
    root = ElementTree.parse(report).getroot()
    failures = int(root.get("failures", 0)) + int(root.get("errors", 0))
    passed += int(root.get("tests", 0)) - failures - int(root.get("disabled", 0)) - int(root.get("skipped", 0) or 0)
    failed += failures
log = pathlib.Path(sys.argv[2])
text = log.read_text(errors="replace") if log.exists() else ""
for word, count in re.findall(r"^(?:# |\u2139 )(pass|fail) (\d+)$", text, re.MULTILINE):
    passed += int(count) if word == "pass" else 0
    failed += int(count) if word == "fail" else 0
# A program that crashed or is no GoogleTest left no report of its failure.
if sys.argv[3] != "0" and failed == 0:
    failed = 1
if passed + failed == 0:
    passed = 1
print(passed, failed)
