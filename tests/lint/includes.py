# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Checks every #include of the tree against the table in includes.txt.
import fnmatch
import os
import re
import sys

from sources import is_cpp, source_files

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
TOPS = ("shared/", "server/", "console/", "tests/")


def read_table(path):
    """({folder: [folders it may include]}, [(pattern, [folders that may include it])])"""
    allowed, system, in_system = {}, [], False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#", 1)[0].strip()
            if line == "!system":
                in_system = True
            elif line and in_system:
                patterns, colon, homes = line.partition(":")
                if not colon:
                    sys.exit(f"{path}:{number}: no ':' in the line")
                system += [(pattern, homes.split()) for pattern in patterns.split()]
            elif line:
                folder, arrow, others = line.partition("->")
                if not arrow:
                    sys.exit(f"{path}:{number}: no '->' in the line")
                allowed[folder.strip()] = others.split()
    return allowed, system


def problem_of(folder, quote, header, allowed, system):
    """What is wrong with one include, or None."""
    if folder.split("/")[0] == "tests":
        return None
    if not header.startswith(TOPS):
        # automoc's output stands beside its source
        if quote == '"' and not header.endswith(".moc"):
            return "an include in quotes begins at the root of the tree"
        for pattern, homes in system:
            if fnmatch.fnmatchcase(header, pattern) and folder not in homes:
                return f"only {' and '.join(homes) or 'nobody'} may include it"
        return None
    target = os.path.dirname(header)
    if target == folder or any(fnmatch.fnmatchcase(target, other) for other in allowed[folder]):
        return None
    return f"{folder} may include only {', '.join(allowed[folder]) or 'itself'}"


def check(root):
    allowed, system = read_table(os.path.join(os.path.dirname(os.path.abspath(__file__)), "includes.txt"))
    problems = []
    for path in source_files(root, is_cpp):
        folder = os.path.dirname(path)
        if folder not in allowed and folder.split("/")[0] != "tests":
            problems.append(f"{path}: its folder is not in tests/lint/includes.txt")
            continue
        with open(os.path.join(root, path), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                match = INCLUDE.match(line)
                problem = match and problem_of(folder, match[1], match[2], allowed, system)
                if problem:
                    problems.append(f"{path}:{number}: {match[2]}: {problem}")
                elif match and match[2].startswith(TOPS) and not os.path.exists(os.path.join(root, match[2])):
                    problems.append(f"{path}:{number}: {match[2]}: there is no such file")
    return problems


if __name__ == "__main__":
    found = check(sys.argv[1])
    if found:
        print("\n".join(found))
    sys.exit(1 if found else 0)
