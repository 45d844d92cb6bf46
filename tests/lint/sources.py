# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Which files the checks look at; imported by them. Run by itself it checks that there are any.
import os
import sys


def source_files(root, accept):
    """Paths relative to root of the files for which accept(name) holds; build folders are left out."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders
                            if f not in (".git", ".cache", "build", "__pycache__") and not f.startswith("build-"))
        found += [os.path.relpath(os.path.join(folder, name), root) for name in sorted(names) if accept(name)]
    return found


def is_cpp(name):
    return name.endswith((".h", ".cpp"))


if __name__ == "__main__":
    sys.exit(0 if source_files(sys.argv[1], is_cpp) else "no source file found")
