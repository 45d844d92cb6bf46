# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that are contradicted: a runner stopped and continued, two administrators, pauses, chained failovers."""

import json
import os
import signal
import threading

import homeport
from homeport import DOMAIN, wait_until
from jobrig import BASE, JobTest

COUNT = 500


class Control(JobTest):
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

    def test_two_administrators_at_two_keepers_and_a_ctl_that_is_killed(self):
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

        threads = [threading.Thread(target=run, args=(keeper,)) for keeper in (cluster.front1, cluster.back1)]
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

    def slapd(self):
        folder = os.path.join(self.cluster.back1.state, "directory")
        name = next(name for name in os.listdir(folder) if name.endswith(".pid"))
        with open(os.path.join(folder, name), encoding="ascii") as file:
            return int(file.read().split()[0])

    def owner(self):
        rows = self.cluster.keeper.json("storage", "list")["storages"]
        return next((row["owner"] for row in rows if row["name"] == "back2" and row["served"]), None)

    def test_access_comes_back_without_the_directory(self):
        cluster = self.cluster
        self.add_many(COUNT)
        before = self.dump()
        self.let_go()
        slapd = self.slapd()
        os.kill(slapd, signal.SIGSTOP)
        try:
            ctl = self.start_reassign(cluster.front1)
            wait_until(lambda: self.owner() == "back1.example.net", what="access without the directory")
            self.assertEqual(self.job()["state"], "running")
            shown = cluster.keeper.ctl("job", "show").stdout
            self.assertIn("access is back since", shown)
        finally:
            os.kill(slapd, signal.SIGCONT)
        out, _ = ctl.communicate(timeout=120)
        self.assertEqual(ctl.returncode, 0, out)
        self.assertEqual(self.hosts(), {"back1": len(before)})
        self.undo(cluster.keeper)
        self.assertEqual(self.dump(), before)
        # killed while it is rewritten: it is started again, and the job goes on
        self.let_go()
        ctl = self.start_reassign(cluster.front1)
        wait_until(lambda: self.job()["state"] != "undone", what="the job in the table")
        os.kill(self.slapd(), signal.SIGKILL)
        out, _ = ctl.communicate(timeout=200)
        self.assertEqual(ctl.returncode, 0, out)
        self.assertEqual(self.hosts(), {"back1": len(before)})


class Chained(JobTest):
    """back2 is lost, then its stand-in back1's sibling takes over from that, and everything goes home."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        for name in ("back2", "back3"):
            cluster.join(name, "backend")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")
        self.disk = self.disk_of(cluster.back2)

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
