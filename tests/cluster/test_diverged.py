# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Two keepers that were apart have each changed the cluster table; one table is made of both. History and put back."""

import json
import os

import homeport
from homeport import ClusterTest, CtlError, wait_until


class Diverged(ClusterTest):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend", "proxy,store,keeper")
        cluster.join("front1")
        cluster.wait_healthy()
        self.extra = os.path.join(cluster.folder, "extra")
        cluster.keeper.ctl("storage", "create", self.extra, "extra", "--member", "back2")
        cluster.wait_healthy()

    def administrator(self, member, name):
        file = os.path.join(self.cluster.folder, "administrator")
        with open(file, "w", encoding="ascii") as out:
            out.write("a long pass phrase")
        member.ctl("admin", "add", name, "--role", "viewer", "--password-file", file)

    def hashes(self):
        found = []
        for member in (self.cluster.back1, self.cluster.back2, self.cluster.front1):
            shown = member.ctl("table", "history", "--limit", "1", "-o", "json", check=False)
            found.append(json.loads(shown.stdout)["revisions"][0]["hash"] if shown.returncode == 0 else member.label)
        return set(found)

    def part(self):
        """Each keeper alone, one after the other; then all together again."""
        back1, back2, front1 = self.cluster.back1, self.cluster.back2, self.cluster.front1
        front1.stop()
        back2.stop()
        self.administrator(back1, "carol")
        back1.ctl("member", "set", "front1", "--address", "127.0.0.1:9")
        detached = back1.ctl("storage", "detach", "extra", "--yes")
        self.assertIn("has not confirmed", detached.stderr)
        back1.stop()
        back2.start()
        wait_until(lambda: back2.ctl("table", "history", check=False).returncode == 0, what="back2 alone")
        self.administrator(back2, "dave")
        back2.ctl("member", "set", "front1", "--address", f"127.0.0.1:{front1.port(700)}", "--address", "127.0.0.1:8")
        back2.ctl("storage", "serve", "--alone", "--yes")
        back2.ctl("storage", "detach", "extra", "--yes")
        back2.ctl("storage", "attach", self.extra)
        wait_until(lambda: self.served(back2), what="extra served by back2 alone")
        back1.start()
        front1.start()

    def served(self, member):
        return [s for s in member.json("storage", "list")["storages"] if s["name"] == "extra" and s.get("served")]

    def test_diverged_tables_are_merged_row_by_row(self):
        cluster = self.cluster
        back1, back2 = cluster.back1, cluster.back2
        self.part()
        wait_until(lambda: "diverged" in back1.ctl("status", check=False).stdout, what="the alarm")
        branches = wait_until(lambda: back1.json("table", "diff")["branches"], what="the other branch")
        self.assertEqual(len(branches), 1, branches)
        changed = {row["row"]: row["changed"] for row in branches[0]["rows"]}
        self.assertEqual(changed, {"administrator:carol": "ours", "administrator:dave": "theirs",
                                   "member:front1.example.net": "both", "storage:extra": "both"})
        self.assertIn("CONFLICT", back1.ctl("table", "diff").stdout)
        with self.assertRaises(CtlError) as undecided:
            back1.ctl("table", "merge", "--yes")
        self.assertIn("member:front1.example.net", undecided.exception.text)
        self.assertIn("storage:extra", undecided.exception.text)
        back1.ctl("table", "merge", "--yes", "--take", "storage:extra=theirs", "--take", "member:front1.example.net=theirs")
        wait_until(lambda: len(self.hashes()) == 1, what="one table everywhere")
        cluster.wait_healthy()
        table = back1.json("table", "show")["table"]
        self.assertEqual(len(table["parents"]), 2)
        self.assertEqual({row["name"] for row in table["administrators"]}, {"admin", "carol", "dave"})
        extra = next(row for row in table["storages"] if row["name"] == "extra")
        self.assertEqual((extra["owner"], extra["state"], extra["epoch"]), ("back2.example.net", "served", 4))
        wait_until(lambda: self.served(back1), what="extra served without being attached again")
        self.assertEqual(back1.json("table", "diff")["branches"], [])

    def test_history_says_who_and_where_and_an_old_table_is_put_back(self):
        cluster = self.cluster
        back1 = cluster.back1
        before = back1.json("table", "history", "--limit", "1")["revisions"][0]["number"]
        addresses = next(m for m in back1.json("table", "show")["table"]["members"] if "front1" in m["name"])["addresses"]
        self.administrator(back1, "carol")
        back1.ctl("member", "set", "front1", "--address", f"127.0.0.1:{cluster.front1.port(700)}", "--address", "127.0.0.1:8")
        back1.ctl("storage", "detach", "extra", "--yes")
        newest = back1.json("table", "history", "--limit", "1")["revisions"][0]
        self.assertEqual(newest["number"], before + 3)
        self.assertIn("local user", newest["from"])
        self.assertIn("@back1.example.net", newest["author"])
        old = back1.json("table", "show", "--revision", str(before))["table"]
        self.assertEqual(old["number"], before)
        dry = back1.ctl("table", "put-back", str(before), "--dry-run", "--yes").stdout
        self.assertIn("administrator:carol", dry)
        self.assertIn("storage extra is not put back", dry)
        self.assertEqual(back1.json("table", "history", "--limit", "1")["revisions"][0]["number"], before + 3)
        back1.ctl("table", "put-back", str(before), "--yes")
        table = back1.json("table", "show")["table"]
        self.assertEqual(table["number"], before + 4)
        self.assertEqual([row["name"] for row in table["administrators"]], ["admin"])
        self.assertEqual(next(m for m in table["members"] if "front1" in m["name"])["addresses"], addresses)
        self.assertEqual(next(s for s in table["storages"] if s["name"] == "extra")["state"], "detached")
        with self.assertRaises(CtlError) as again:
            back1.ctl("table", "put-back", str(before), "--yes")
        self.assertIn("nothing to put back", again.exception.text)
        wait_until(lambda: len(self.hashes()) == 1, what="one table everywhere")


if __name__ == "__main__":
    homeport.main()
