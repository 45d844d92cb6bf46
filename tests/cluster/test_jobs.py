# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""The keeper that runs a reassignment, a restore or an undo is killed: resumed or undone, exactly."""

import os
import subprocess
import time

import homeport
from homeport import wait_until
from jobrig import JobTest

COUNT = 1500  # records that the storage's move rewrites
KILLS = int(os.environ.get("HOMEPORT_JOB_KILLS", "20"))


class KilledKeepers(JobTest):
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

    def test_a_keeper_killed_while_it_puts_things_back(self):
        cluster = self.cluster
        self.add_many(COUNT)
        before = self.dump()
        kills = max(2, KILLS // 4)
        for i in range(kills):
            verb = ("job", "undo") if i % 2 else ("restore", "back2")
            self.let_go()
            cluster.front1.ctl("reassign", "back2", "back1", "--yes")
            first = cluster.front1.ctl(*verb, "--yes", check=False)
            self.assertEqual(first.returncode, 2, first.stdout + first.stderr)
            self.attach(cluster.back2)
            ctl = subprocess.Popen(
                [os.path.join(homeport.BIN, "homeportctl"), "--state", cluster.front1.state, *verb, "--yes"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            time.sleep(0.6 * i / kills)
            cluster.front1.kill()
            ctl.communicate(timeout=60)
            with self.subTest(kill=i, verb=verb):
                if i % 2:
                    wait_until(lambda: cluster.keeper.ctl("job", "undo", "--yes", check=False).returncode in (0, 73), 60, "undone")
                    self.assertEqual(self.job()["state"], "undone")
                    cluster.front1.start()
                else:
                    cluster.front1.start()
                    if self.job()["kind"] == "restore":
                        self.wait_for_state("done")
                    wait_until(lambda: cluster.keeper.ctl("restore", "back2", "--yes", check=False).returncode == 0, 60, "restored")
                self.assertEqual(self.dump(), before)
                cluster.wait_healthy()
        self.assert_served_by_one()


if __name__ == "__main__":
    homeport.main()
