# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Compares every C++ file with what clang-format 14 makes of it; skipped where another version, or none, is
# installed (they differ). `format.py ROOT --fix [FOLDER...]` formats in place.
import os
import shutil
import subprocess
import sys

from sources import is_cpp, source_files

SKIPPED = 77


def main(root, arguments):
    fix = arguments[:1] == ["--fix"]
    program = shutil.which("clang-format")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout if program else ""
    if "version 14." not in version:
        print(f"skipped: needs clang-format 14, found {version.strip() or 'none'}")
        return SKIPPED
    folders = tuple(os.path.join(folder, "") for folder in arguments[1:])
    paths = [p for p in source_files(root, is_cpp) if not folders or p.startswith(folders)]
    mode = ["-i"] if fix else ["--dry-run", "-Werror"]
    return subprocess.run([program, "--style=file", *mode, *paths], cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
