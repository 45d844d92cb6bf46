# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Reassignments whose keeper is killed, stopped and continued, or contradicted: resumed and undone, exactly."""

import glob
import json
import os
import re
import signal
import subprocess
import threading
import time
import uuid

import homeport
from homeport import DOMAIN, ClusterTest, CtlError, wait_until

BASE = "dc=example,dc=org"
COUNT = 1500  # records that one storage's move rewrites
KILLS = int(os.environ.get("HOMEPORT_JOB_KILLS", "20"))
USER_ATTRIBUTES = ["*"]  # not the directory's own: those are operational


class Jobs(ClusterTest):
    """back1 keeps the directory, front1 is the keeper that runs the jobs, back2's storage moves."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        cluster.join("front1", rights="proxy,keeper")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")
        self.disk = os.path.join(cluster.back2.state, "storage")

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
        text = self.ldap("ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-E", "pr=1000/noprompt", "-b", BASE,
                         "(objectClass=homeportAccount)", *USER_ATTRIBUTES)
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

    def test_a_killed_keepers_job_is_resumed_or_undone_exactly(self):
        cluster = self.cluster
        self.add_many(COUNT)
        before = self.dump()
        for i in range(KILLS):
            self.let_go()
            ctl = self.start_reassign(cluster.front1)
            time.sleep(1.0 * i / KILLS)
            cluster.front1.kill()
            ctl.communicate(timeout=60)
            job = self.job()
            began = job is not None and job["state"] != "undone"
            with self.subTest(kill=i, began=began):
                if not began:  # killed before the job stood in the table: nothing has changed
                    self.assertEqual(self.dump(), before)
                    cluster.front1.start()
                    self.attach(cluster.back2)  # at home again, as its owner
                    cluster.keeper.ctl("storage", "attach", self.disk, "--member", "back2", check=False)
                    cluster.wait_healthy()
                    continue
                if i % 3 == 0:  # it goes on by itself
                    cluster.front1.start()
                    self.wait_for_state("done")
                elif i % 3 == 1:  # another keeper takes it over
                    if job["state"] != "done":
                        shown = wait_until(lambda: self.lost_runner(), 30, "a lost runner")
                        self.assertIn("job resume", shown)
                        cluster.keeper.ctl("job", "resume", "--yes")
                    self.wait_for_state("done")
                if i % 3 != 2:
                    self.assertEqual(self.hosts(), {"back1": len(before)})
                else:
                    wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 30, "front1 noticed")
                self.undo(cluster.keeper)
                after = self.dump()
                self.assertEqual(after, before)
                if cluster.front1.process is None:
                    cluster.front1.start()
                cluster.wait_healthy()
        self.assert_served_by_one()

    def lost_runner(self):
        answer = self.cluster.keeper.json("job", "show")
        return answer["text"] if "does not answer" in answer["text"] else None

    def test_a_stopped_runner_commits_nothing_behind_an_undo(self):
        cluster = self.cluster
        self.add_many(COUNT)
        before = self.dump()
        self.let_go()
        ctl = self.start_reassign(cluster.front1)
        wait_until(lambda: self.job() is not None, what="the job in the table")
        cluster.front1.process.send_signal(signal.SIGSTOP)
        try:
            refused = cluster.keeper.ctl("job", "resume", "--yes", check=False)
            if refused.returncode != 0:
                self.assertIn("front1.example.net is running it", refused.stderr)
                self.assertEqual(refused.returncode, 73)
            wait_until(lambda: self.lost_runner() or self.job()["state"] != "running", 60, "front1 is down")
            self.undo(cluster.keeper)
            self.assertEqual(self.dump(), before)
            fence = self.job()["fence"]
        finally:
            cluster.front1.process.send_signal(signal.SIGCONT)
        ctl.communicate(timeout=90)
        cluster.wait_healthy()
        self.assertEqual(self.dump(), before)
        self.assertEqual((self.job()["state"], self.job()["fence"]), ("undone", fence))
        self.assertEqual(self.job(cluster.front1)["state"], "undone")
        self.assert_served_by_one()

    def test_two_administrators_and_a_ctl_that_is_killed(self):
        cluster = self.cluster
        self.add_many(COUNT)
        before = self.dump()
        self.let_go()
        dry = json.loads(cluster.front1.ctl("reassign", "back2", "back1", "--dry-run", "-o", "json", check=False).stdout)
        self.assertEqual(dry["accounts"], COUNT + 1)
        self.assertEqual([(s["name"], s["accounts"]) for s in dry["storages"]], [("back2", COUNT + 1)])
        self.assertEqual([c["name"] for c in dry["checks"] if c["result"] == "block"], [])
        results = []

        def run(keeper):
            results.append(keeper.ctl("reassign", "back2", "back1", "--yes", check=False))

        threads = [threading.Thread(target=run, args=(keeper,)) for keeper in (cluster.front1, cluster.front1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(result.returncode for result in results), [0, 73], [r.stderr for r in results])
        self.assertEqual(self.hosts(), {"back1": len(before)})
        self.undo(cluster.front1)
        self.assertEqual(self.dump(), before)
        # ctl goes, the job does not
        self.let_go()
        ctl = self.start_reassign(cluster.front1)
        wait_until(lambda: self.job()["state"] in ("running", "done"), what="the job in the table")
        ctl.kill()
        ctl.communicate()
        self.wait_for_state("done")
        self.assertEqual(self.hosts(), {"back1": len(before)})
        # in the background, and paused from the other keeper
        self.undo(cluster.keeper)
        self.let_go()
        answer = json.loads(
            cluster.front1.ctl("reassign", "back2", "back1", "--background", "--yes", "-o", "json").stdout)
        self.assertTrue(answer["background"])
        paused = cluster.keeper.ctl("job", "pause", "--yes", check=False)
        self.assertIn(paused.returncode, (0, 73))  # it may have been faster
        if paused.returncode == 0:
            self.assertEqual(self.job()["state"], "paused")
            self.assertEqual(cluster.front1.ctl("reassign", "back2", "back1", "--yes", check=False).returncode, 73)
            cluster.keeper.ctl("job", "resume", "--yes")
        self.wait_for_state("done")
        self.assertEqual(self.hosts(), {"back1": len(before)})
        self.assert_served_by_one()


class Chained(ClusterTest):
    """back2 is lost, then its stand-in back1's sibling takes over from that, and everything goes home."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        for name in ("back2", "back3"):
            cluster.join(name, "backend")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")
        self.disk = os.path.join(cluster.back2.state, "storage")

    dump = Jobs.dump
    ldap = Jobs.ldap

    def move(self, disk, to, *words):
        self.cluster.keeper.ctl("storage", "detach", "back2", "--yes")
        to.ctl("storage", "attach", disk)
        self.cluster.keeper.ctl("storage", "reassign", "back2", to.label, "--yes", *words)

    def test_chained_failover_and_restore(self):
        cluster = self.cluster
        before = self.dump()
        cluster.keeper.ctl("alias", "add", "sales@example.org", "bob@example.org")
        cluster.back1.send("bob@example.org", "at home")
        self.move(self.disk, cluster.back3)
        cluster.back1.send("bob@example.org", "at back3")
        self.move(self.disk, cluster.back1)
        account = cluster.keeper.json("account", "show", "bob@example.org")
        self.assertEqual((account["hostServer"], account["oldHostServer"]), ("back1.example.net", "back2.example.net"))
        cluster.back1.send("bob@example.org", "at back1")
        cluster.account("zoe", "back3")  # made elsewhere meanwhile: stays
        first = cluster.keeper.ctl("restore", "back2", "--yes", check=False)
        self.assertEqual(first.returncode, 2, first.stderr)
        cluster.back2.ctl("storage", "attach", self.disk)
        cluster.keeper.ctl("restore", "back2", "--yes")
        after = self.dump()
        zoe = after.pop(f"dn: uid=zoe,cn={DOMAIN},{BASE}")
        self.assertIn("hostServer: back3.example.net", zoe)
        self.assertEqual(after, before)
        expected = ["at back1", "at back3", "at home"]
        wait_until(lambda: sorted(cluster.back1.subjects("bob")) == expected, what="all mail at home")


if __name__ == "__main__":
    homeport.main()
