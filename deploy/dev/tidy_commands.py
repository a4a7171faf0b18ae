"""Rewrites a compile database for clang-tidy. Usage: tidy_commands.py FROM TO

GCC's precompiled headers mean nothing to clang, so neither they nor the flags that belong to GCC are named; every source
includes what it uses.
"""
import json
import re
import sys

commands = json.load(open(sys.argv[1]))
for entry in commands:
    command = entry["command"]
    command = re.sub(r"^.*?/ccache ", "", command)
    command = re.sub(r"-fpch-preprocess|-Winvalid-pch|-Werror\b|-include \S+cmake_pch\.hxx", "", command)
    entry["command"] = command
json.dump(commands, open(sys.argv[2], "w"))
