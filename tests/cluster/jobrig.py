# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A storage that moves between backends by jobs of a frontend, and the directory as any LDAP tool sees it."""

import glob
import json
import os
import re
import subprocess
import uuid

import homeport
from homeport import DOMAIN, ClusterTest, wait_until

BASE = "dc=example,dc=org"


class JobTest(ClusterTest):
    """back1 keeps the directory, front1 is the keeper that runs the jobs, back2's storage moves."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        cluster.join("front1", rights="proxy,keeper")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")
        self.disk = self.disk_of(cluster.back2)

    @staticmethod
    def disk_of(member):
        return os.path.join(member.state, "storage")

    # the directory, as any LDAP tool sees it

    def ldap(self, program, *words, input=None):
        cluster = self.cluster
        with open(glob.glob(os.path.join(cluster.back1.state, "directory", "keeper.password"))[0], encoding="ascii") as file:
            password = file.read().strip()
        environment = dict(os.environ, LDAPTLS_CACERT=os.path.join(cluster.back1.state, "ca", "ca.crt"),
                           LDAPTLS_REQCERT="never", LDAPRC="/dev/null")
        result = subprocess.run(
            [program, "-x", "-H", f"ldaps://127.0.0.1:{cluster.back1.port(636)}", "-D", f"cn=keeper,{BASE}", "-w", password,
             *words], input=input, text=True, capture_output=True, env=environment, timeout=120)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def dump(self):
        """dn -> its user attributes as a set of lines."""
        text = self.ldap("ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-E", "pr=1000/noprompt", "-b", f"cn={DOMAIN},{BASE}",
                         "(objectClass=homeportAccount)", "*")  # not the directory's own: those are operational
        entries = {}
        for block in text.split("\n\n"):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            if lines:
                entries[lines[0]] = sorted(lines[1:])
        return entries

    def add_many(self, count):
        """Every other one names its storage, the rest mean the default one."""
        storage = next(s["id"] for s in self.cluster.keeper.json("storage", "list")["storages"] if s["name"] == "back2")
        model = self.dump()[f"dn: uid=bob,cn={DOMAIN},{BASE}"]
        skipped = ("uid:", "accountId:", "userPassword:", "accountStorage:", "cn:", "mail:")
        common = [line for line in model if not line.startswith(skipped)]
        blocks = []
        for i in range(count):
            lines = [f"dn: uid=u{i},cn={DOMAIN},{BASE}", f"uid: u{i}", f"accountId: {uuid.uuid4().hex}", *common]
            if i % 2:
                lines.append(f"accountStorage: {storage}")
            blocks.append("\n".join(lines))
        self.ldap("ldapadd", input="\n\n".join(blocks) + "\n")

    def hosts(self):
        counts = {}
        for lines in self.dump().values():
            host = next(line.split(": ")[1] for line in lines if line.startswith("hostServer:"))
            counts[host.split(".")[0]] = counts.get(host.split(".")[0], 0) + 1
        return counts

    # storages

    def attach(self, member):
        member.ctl("storage", "attach", self.disk)

    def let_go(self):
        """back2 gives its storage up cleanly and back1 has it attached: ready for a reassignment."""
        self.cluster.keeper.ctl("storage", "detach", "back2", "--yes")
        self.attach(self.cluster.back1)

    def undo(self, keeper):
        first = keeper.ctl("job", "undo", "--yes", check=False)
        self.assertEqual(first.returncode, 2, first.stdout + first.stderr)
        self.assertIn("storage attach", first.stdout)
        self.attach(self.cluster.back2)
        return keeper.ctl("job", "undo", "--yes")

    def job(self, keeper=None):
        jobs = (keeper or self.cluster.keeper).json("job", "show")["jobs"]
        return jobs[-1] if jobs else None

    def wait_for_state(self, state, keeper=None, seconds=60):
        wait_until(lambda: self.job(keeper)["state"] == state, seconds, f"job {state}")

    def start_reassign(self, keeper):
        return subprocess.Popen(
            [os.path.join(homeport.BIN, "homeportctl"), "--state", keeper.state, "reassign", "back2", "back1", "--yes"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def assert_served_by_one(self):
        """From the logs: nobody began to serve before the other one had let go."""
        events = []
        for member in (self.cluster.back1, self.cluster.back2):
            with open(member.log, encoding="utf-8", errors="replace") as file:
                for line in file:
                    match = re.search(r"^(\S+).*\b(storage-served|storage-let-go)\b.*storage=(\w+)", line)
                    if match:
                        events.append((match[1], member.label, match[2], match[3]))
        events.sort()
        serving = {}
        for when, label, what, storage in events:
            holders = serving.setdefault(storage, set())
            if what == "storage-let-go":
                holders.discard(label)
            else:
                self.assertFalse(holders - {label}, f"{when}: {label} serves {storage} beside {holders}")
                holders.add(label)
        self.assertTrue(serving)

    @staticmethod
    def current(member):
        """Its newest revision, in force or about to be."""
        names = os.listdir(os.path.join(member.state, "table"))
        return max(name for name in names if re.fullmatch(r"\d{8}-\w+\.json", name))

    def has_unsent(self, member):
        """It was killed between signing a revision and sending it: it has to come back before others sign, or the
        administrator would have to merge (protocol.md 1.7 "Fewer divergences")."""
        return self.current(member) != self.current(self.cluster.keeper)

    def come_back(self, member):
        if member.process is None:
            member.start()
        wait_until(lambda: self.has_one_table(member), what="one table")

    def has_one_table(self, member):
        rows = json.loads(self.cluster.keeper.ctl("status", "-o", "json", check=False).stdout)["members"]
        return (not self.has_unsent(member) and all(row["reachable"] for row in rows)
                and len({row["table"]["hash"] for row in rows}) == 1)

    def lost_runner(self):
        answer = self.cluster.keeper.json("job", "show")
        return answer["text"] if "does not answer" in answer["text"] else None
