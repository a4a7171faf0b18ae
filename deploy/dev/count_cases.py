"""Prints "PASSED FAILED" over the GoogleTest reports of one run. Usage: count_cases.py FOLDER CTEST_EXIT_CODE"""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

passed = failed = 0
for report in pathlib.Path(sys.argv[1]).glob("*.xml"):
    root = ElementTree.parse(report).getroot()
    failures = int(root.get("failures", 0)) + int(root.get("errors", 0))
    passed += int(root.get("tests", 0)) - failures - int(root.get("disabled", 0)) - int(root.get("skipped", 0) or 0)
    failed += failures
# A program that crashed or is no GoogleTest left no report of its failure.
if sys.argv[2] != "0" and failed == 0:
    failed = 1
if passed + failed == 0:
    passed = 1
print(passed, failed)
