# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Accounts imported from a CSV file, imported again, and reconciled, with real daemons and two backends.
"""bench_import.py BIN [--entries N]: one JSON object per figure on standard output."""

import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cluster"))
import homeport  # noqa: E402
from homeport import DOMAIN, Cluster  # noqa: E402

HASH = "{SSHA}C5p0V3ZtXq4y3qFZ0bC4vGk0T1JkqW1uYwAB"


def report(what, entries, begun, **figures):
    seconds = time.monotonic() - begun
    print(json.dumps({"bench": "import", "what": what, "entries": entries, "seconds": round(seconds, 2),
                      "entries_per_second": round(entries / seconds), "load": round(os.getloadavg()[0], 1), **figures}),
          flush=True)


def run(cluster, *words):
    return json.loads(cluster.keeper.ctl(*words, "-o", "json", timeout=7200).stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--entries", type=int, default=50000)
    options = parser.parse_args()
    homeport.BIN = os.path.abspath(options.bin)
    with Cluster() as cluster:
        cluster.found()
        cluster.join("back2", "backend")
        cluster.wait_healthy()
        path = os.path.join(cluster.folder, "accounts.csv")
        with open(path, "w", encoding="ascii") as file:
            file.write("address,password_hash,quota\n")
            file.writelines(f"user{i:07}@{DOMAIN},{HASH},1G\n" for i in range(options.entries))
        begun = time.monotonic()
        done = run(cluster, "account", "import", path)
        report("import", options.entries, begun, added=done["added"], problems=done["refused"] + done["failed"])
        begun = time.monotonic()
        done = run(cluster, "account", "import", path)
        report("import again", options.entries, begun, equal=done["equal"])
        begun = time.monotonic()
        done = run(cluster, "account", "reconcile")
        report("reconcile", options.entries, begun, folders=done["folders"])
        with open(f"/proc/{cluster.keeper.process.pid}/status", encoding="ascii") as file:
            peak = next(line for line in file if line.startswith("VmHWM")).split()[1]
        print(json.dumps({"bench": "import", "what": "keeper memory", "peak_kib": int(peak)}), flush=True)


if __name__ == "__main__":
    main()
