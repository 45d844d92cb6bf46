# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""The loss of a backend, from the first closed connection to the accounts being home again."""

import imaplib
import os

import homeport
from homeport import ClusterTest, CtlError, wait_until


class Failover(ClusterTest):
    def lane(self, host):
        lanes = self.cluster.keeper.json("queue", "lanes")["lanes"]
        return sum(lane["messages"] for lane in lanes if lane["host"].startswith(host))

    def lose_back2(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        cluster.back2.kill()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 20, "back2 noticed")

    def test_waiting_mail_is_delivered_when_the_home_returns(self):
        cluster = self.cluster
        self.lose_back2()
        with self.assertRaises(imaplib.IMAP4.error) as caught:
            cluster.front1.imap("bob")
        self.assertIn("UNAVAILABLE", str(caught.exception))
        cluster.front2.send("ann@example.org", "neighbour")
        self.assertIn("neighbour", cluster.front1.subjects("ann"))
        for i in range(5):
            cluster.front1.send("bob@example.org", f"waiting {i}")
        wait_until(lambda: self.lane("back2") == 5, what="five messages in the lane")
        self.assertIn("bob@example.org", cluster.keeper.ctl("queue", "list", "host:back2").stdout)
        # what is queued after the listing, and what is too large for the database, leaves too
        cluster.front2.send("bob@example.org", "waiting large", body="0123456789\r\n" * 10000)
        cluster.back2.start()
        wait_until(lambda: self.lane("back2") == 0, what="the lane empty by itself")
        expected = ["before"] + [f"waiting {i}" for i in range(5)] + ["waiting large"]
        self.assertEqual(sorted(cluster.front2.subjects("bob")), expected)

    def test_reassign_and_restore(self):
        cluster = self.cluster
        self.lose_back2()
        for i in range(3):
            cluster.front1.send("bob@example.org", f"waiting {i}")
        storage = os.path.join(cluster.back2.state, "storage")
        with self.assertRaises(CtlError) as refused:
            cluster.back1.ctl("storage", "attach", storage)
        self.assertIn("fence", refused.exception.text.lower())
        with self.assertRaises(CtlError):
            cluster.keeper.ctl("reassign", "back2", "back1", "--yes")  # not attached yet
        cluster.back1.ctl("storage", "attach", storage, "--fenced", "test: killed")
        cluster.keeper.ctl("reassign", "back2", "back1", "--yes")
        expected = ["before", "waiting 0", "waiting 1", "waiting 2"]
        wait_until(lambda: sorted(cluster.front2.subjects("bob")) == expected, what="all mail at the stand-in")
        account = cluster.keeper.json("account", "show", "bob@example.org")
        self.assertEqual(account["hostServer"], "back1.example.net")
        self.assertEqual(account["oldHostServer"], "back2.example.net")

        cluster.back2.start()  # with its old table
        cluster.wait_healthy()
        cluster.front2.send("bob@example.org", "after the return")
        expected.append("after the return")
        for member in (cluster.front1, cluster.back1, cluster.back2):
            wait_until(lambda: sorted(member.subjects("bob")) == sorted(expected), what=f"the same mail at {member.label}")
        mine = next(m for m in cluster.keeper.json("storage", "list")["members"] if m["member"] == "back2.example.net")
        self.assertEqual([s["name"] for s in mine["storages"] if s["served"]], [])

        first = cluster.keeper.ctl("restore", "back2", "--yes", check=False)
        self.assertIn("storage attach", first.stdout + first.stderr)
        cluster.back2.ctl("storage", "attach", storage)
        cluster.keeper.ctl("restore", "back2", "--yes")
        wait_until(lambda: sorted(cluster.front1.subjects("bob")) == sorted(expected), what="everything at home")
        account = cluster.keeper.json("account", "show", "bob@example.org")
        self.assertEqual(account["hostServer"], "back2.example.net")
        self.assertFalse(account.get("oldHostServer"))
        cluster.front1.send("bob@example.org", "home again")
        wait_until(lambda: "home again" in cluster.front2.subjects("bob"), what="delivery at home")

    def test_table_changes_reach_a_member_that_was_away(self):
        cluster = self.cluster
        cluster.front2.stop()
        cluster.keeper.ctl("member", "set", "front1", "--admin-state", "draining")
        cluster.keeper.ctl("member", "set", "front1", "--admin-state", "ready")
        cluster.front2.start()
        cluster.wait_healthy()
        tables = {member["name"]: member["table"]["hash"] for member in cluster.keeper.json("status")["members"]}
        self.assertEqual(len(tables), 4)
        self.assertEqual(len(set(tables.values())), 1)

    def test_frontend_restart_keeps_its_queue(self):
        cluster = self.cluster
        self.lose_back2()
        cluster.front1.send("bob@example.org", "kept")
        cluster.front1.kill()
        cluster.front1.start()
        cluster.back2.start()
        wait_until(lambda: "kept" in cluster.front2.subjects("bob"), 90, "queued mail after both restarts")
        self.assertEqual(cluster.front2.subjects("bob").count("kept"), 1)


if __name__ == "__main__":
    homeport.main()
