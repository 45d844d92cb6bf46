# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Compares every C++ file with what clang-format makes of it. Opt-in: without HOMEPORT_CHECK_FORMAT=1, or
# without clang-format, it is skipped. `format.py ROOT --fix [FOLDER...]` formats in place.
import os
import shutil
import subprocess
import sys

from sources import is_cpp, source_files

SKIPPED = 77


def main(root, arguments):
    fix = arguments[:1] == ["--fix"]
    program = shutil.which("clang-format")
    if not program:
        print("skipped: there is no clang-format")
        return SKIPPED
    if not fix and os.environ.get("HOMEPORT_CHECK_FORMAT") != "1":
        print("skipped: HOMEPORT_CHECK_FORMAT=1 asks for it")
        return SKIPPED
    folders = tuple(os.path.join(folder, "") for folder in arguments[1:])
    paths = [p for p in source_files(root, is_cpp) if not folders or p.startswith(folders)]
    mode = ["-i"] if fix else ["--dry-run", "-Werror"]
    return subprocess.run([program, "--style=file", *mode, *paths], cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
