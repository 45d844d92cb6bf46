# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# Accounts of a lost backend given to another and back, with real daemons, beside plain ldapmodify.
"""bench_reassign.py BIN [--entries N] [--sample N]: one JSON object per figure on standard output."""

import argparse
import imaplib
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cluster"))
import homeport  # noqa: E402
from homeport import Cluster, wait_until  # noqa: E402

READERS = 5  # accounts with a mailbox


def report(what, **figures):
    print(json.dumps({"bench": "reassign", "what": what, **figures}), flush=True)


def directory(cluster):
    folder = os.path.join(cluster.keeper.state, "directory")
    with open(os.path.join(folder, "slapd.conf"), encoding="utf-8") as file:
        base = next(line for line in file if line.startswith("suffix ")).split('"')[1]
    return folder, base


def load(cluster, entries):
    folder, base = directory(cluster)
    subprocess.run([os.path.join(homeport.BIN, "bench_directory"), "--at", folder, "--base", base, "--host",
                    cluster.back2.name, "--entries", str(entries)], check=True, stdout=subprocess.DEVNULL, timeout=1800)


def plain_ldapmodify(cluster, sample):
    """As an administrator would do it: half of the sample there, half back again."""
    folder, base = directory(cluster)
    back1, back2 = cluster.back1.name, cluster.back2.name
    ways = (("hostServer", back1, "add: oldHostServer\noldHostServer: " + back2),
            ("hostServer", back2, "delete: oldHostServer"))
    texts = ["".join(f"dn: uid=user{i},cn={homeport.DOMAIN},{base}\nchangetype: modify\nreplace: {attribute}\n"
                     f"{attribute}: {value}\n-\n{other}\n\n" for i in range(sample // 2))
             for attribute, value, other in ways]
    uri = "ldapi://" + urllib.parse.quote(os.path.join(folder, "ldapi"), safe="")
    begun = time.monotonic()
    for text in texts:
        subprocess.run(["ldapmodify", "-x", "-H", uri, "-D", "cn=keeper," + base, "-y",
                        os.path.join(folder, "keeper.password")], input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL, timeout=1800)
    seconds = time.monotonic() - begun
    report("ldapmodify", entries=sample, seconds=round(seconds, 2), entries_per_second=round(sample / seconds))


class Logins(threading.Thread):
    """Tries to log in at the frontend from now on, until it works or stop is set."""

    def __init__(self, cluster):
        super().__init__(daemon=True)
        self.cluster = cluster
        self.begun = time.monotonic()
        self.seconds = None
        self.stop = threading.Event()
        self.start()

    def run(self):
        while not self.stop.is_set():
            try:
                client = self.cluster.front1.imap("reader0")
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.02)
                continue
            self.seconds = time.monotonic() - self.begun
            client.shutdown()
            return


def timed_job(cluster, what, entries, *words):
    logins = Logins(cluster)
    begun = time.monotonic()
    cluster.keeper.ctl(*words, timeout=1800)
    seconds = time.monotonic() - begun
    logins.join(60)
    logins.stop.set()
    report(what, entries=entries, seconds=round(seconds, 2), entries_per_second=round(entries / seconds),
           first_login_seconds=None if logins.seconds is None else round(logins.seconds, 2))


def count(cluster, attribute, host):
    folder, base = directory(cluster)
    uri = "ldapi://" + urllib.parse.quote(os.path.join(folder, "ldapi"), safe="")
    found = subprocess.run(["ldapsearch", "-x", "-LLL", "-H", uri, "-D", "cn=keeper," + base, "-y",
                            os.path.join(folder, "keeper.password"), "-b", base, f"({attribute}={host})", "1.1"],
                           text=True, check=True, capture_output=True, timeout=600)
    return found.stdout.count("dn: ")


def bench(cluster, entries, sample):
    cluster.found()
    cluster.join("back2", "backend")
    cluster.join("front1")
    cluster.wait_healthy()
    for i in range(READERS):
        cluster.account(f"reader{i}", "back2")
    cluster.front1.send("reader0@example.org", "before")
    load(cluster, entries - READERS)
    plain_ldapmodify(cluster, min(sample, 2 * (entries - READERS)))

    storage = os.path.join(cluster.back2.state, "storage")
    cluster.back2.kill()
    wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 60, "back2 noticed")
    cluster.back1.ctl("storage", "attach", storage, "--fenced", "bench: killed")
    timed_job(cluster, "reassign", entries, "reassign", "back2", "back1", "--yes")
    moved = count(cluster, "oldHostServer", cluster.back2.name)

    cluster.back2.start()
    cluster.wait_healthy()
    cluster.keeper.ctl("restore", "back2", "--yes", check=False, timeout=300)  # the stand-in lets go
    cluster.back2.ctl("storage", "attach", storage)
    timed_job(cluster, "restore", entries, "restore", "back2", "--yes")
    left = count(cluster, "oldHostServer", cluster.back2.name)
    report("check", moved=moved, not_restored=left, subjects=cluster.front1.subjects("reader0"))
    return moved == entries and left == 0


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bin")
    options.add_argument("--entries", type=int, default=500_000)
    options.add_argument("--sample", type=int, default=30_000)
    given = options.parse_args()
    homeport.BIN = os.path.abspath(given.bin)
    with Cluster() as cluster:
        return 0 if bench(cluster, given.entries, given.sample) else 1


if __name__ == "__main__":
    sys.exit(main())
