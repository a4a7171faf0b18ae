"""Rewrites a compile database for clang-tidy. Usage: tidy_commands.py FROM TO

GCC's precompiled headers mean nothing to clang: the included header text is kept, the flags that belong to GCC go.
"""
import json
import re
import sys

commands = json.load(open(sys.argv[1]))
for entry in commands:
    command = entry["command"]
    command = re.sub(r"^.*?/ccache ", "", command)
    command = re.sub(r"-fpch-preprocess|-Winvalid-pch|-Werror\b", "", command)
    entry["command"] = command
json.dump(commands, open(sys.argv[2], "w"))
