# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""The keeper that runs a reassignment, a restore or an undo is killed: resumed or undone, exactly."""

import os
import subprocess
import time

import homeport
from homeport import wait_until
from jobrig import JobTest

COUNT = 800  # records that the storage's move rewrites
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
            comes_back = i % 3 == 0 or self.has_unsent(cluster.front1)
            if comes_back:
                self.come_back(cluster.front1)
            job = self.job()
            if job is None or job["state"] == "undone":  # killed before the job stood in the table
                self.assertEqual(self.dump(), before, f"kill {i}")
                self.come_back(cluster.front1)
                cluster.keeper.ctl("storage", "attach", self.disk, "--member", "back2")  # its owner has it again
                cluster.wait_healthy()
                continue
            if comes_back:  # it goes on by itself
                self.wait_for_state("done")
            elif i % 3 == 1:  # another keeper takes it over
                if job["state"] != "done":
                    shown = wait_until(lambda: self.lost_runner(), 30, "a lost runner")
                    self.assertIn("job resume", shown)
                    cluster.keeper.ctl("job", "resume", "--yes")
                self.wait_for_state("done")
            else:  # undone as it is
                wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 30, "front1 noticed")
            if comes_back or i % 3 == 1:
                self.assertEqual(self.hosts(), {"back1": len(before)})
            self.undo(cluster.keeper)
            after = self.dump()
            self.assertEqual(after, before, f"kill {i}")
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
            if i % 2 == 0 or self.has_unsent(cluster.front1):
                self.come_back(cluster.front1)
                if self.job()["state"] in ("running", "undoing"):  # by itself
                    wait_until(lambda: self.job()["state"] in ("done", "undone"), what="the end of the job")
            # again, on the other keeper: goes on, or finds that all is done
            wait_until(lambda: cluster.keeper.ctl(*verb, "--yes", check=False).returncode in (0, 73), what="the end")
            self.assertEqual(self.job()["state"], "undone" if i % 2 else "done")
            self.come_back(cluster.front1)
            self.assertEqual(self.dump(), before, f"kill {i}")
            cluster.wait_healthy()
        self.assert_served_by_one()


if __name__ == "__main__":
    homeport.main()
