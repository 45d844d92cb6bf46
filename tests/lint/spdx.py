# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Checks that every source file begins with the two SPDX lines and, in C++, a sentence on what it is for.
import os
import sys

from sources import is_cpp, source_files

COPYRIGHT = "SPDX-FileCopyrightText: 2026 The Homeport authors"
LICENSE = "SPDX-License-Identifier: Apache-2.0"


def is_source(name):
    return is_cpp(name) or name == "CMakeLists.txt" or name.endswith((".cmake", ".py", ".sh"))


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def problem_of(root, path):
    """What is wrong with one file, or None."""
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        lines = [file.readline().rstrip("\n") for _ in range(4)]
    if lines[0].startswith("#!"):
        lines.pop(0)
    mark = "//" if is_cpp(path) else "#"
    if lines[:2] != [f"{mark} {COPYRIGHT}", f"{mark} {LICENSE}"]:
        return f'does not begin with "{mark} {COPYRIGHT}" and "{mark} {LICENSE}"'
    if is_cpp(path) and not lines[2].startswith("// "):
        return "the third line does not say what the file is for"
    return None


def check(root):
    # programs without an ending are known by their first line
    paths = source_files(root, lambda name: is_source(name) or "." not in name)
    paths = [p for p in paths if is_source(os.path.basename(p)) or is_script(os.path.join(root, p))]
    return [f"{path}: {problem}" for path in paths if (problem := problem_of(root, path))]


if __name__ == "__main__":
    found = check(sys.argv[1])
    if found:
        print("\n".join(found))
    sys.exit(1 if found else 0)
