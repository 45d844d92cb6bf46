# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A stand-by machine takes the place of a lost backend: same name, same storage, no record rewritten."""

import json
import os

import homeport
from homeport import ClusterTest, CtlError, Member, wait_until


class StandBy(ClusterTest):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("bob", "back2")

    def messages(self, member, user="bob"):
        """UIDVALIDITY, and UIDs with subjects."""
        client = member.imap(user)
        try:
            client.select("INBOX", readonly=True)
            _, validity = client.response("UIDVALIDITY")
            _, data = client.fetch("1:*", "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            rows = [(part[0].split(b"UID ")[1].split()[0], part[1].strip()) for part in data if isinstance(part, tuple)]
            return validity, sorted(rows)
        finally:
            client.logout()

    def record(self):
        shown = self.cluster.keeper.json("account", "show", "bob@example.org")
        return {key: value for key, value in shown.items() if key not in ("schemaVersion", "usage")}

    def revision(self):
        return self.cluster.keeper.json("table", "history")["revisions"][0]["number"]

    def standby(self, token, *extra):
        cluster = self.cluster
        old = cluster.members.pop("back2")
        cluster.members["old"] = old
        new = Member(cluster, "back2")
        new.state = os.path.join(cluster.folder, "standby")
        new.log = os.path.join(cluster.folder, "standby.log")
        result = cluster.setup("--state", new.state, "--join", token, "--replace", "back2", "--address", "127.0.0.1",
                               "--port-base", str(new.base), *extra, check=False)
        if result.returncode == 0:
            cluster.members["back2"] = new
        else:
            cluster.members["back2"] = cluster.members.pop("old")
        return result, new, old

    def lose_back2(self):
        cluster = self.cluster
        cluster.back2.kill()
        return wait_until(lambda: cluster.keeper.ctl("invite", "back2", "--replace", check=False).stdout.strip(),
                          what="an invitation for the stand-by machine")

    def test_mail_is_there_and_the_old_machine_is_refused(self):
        cluster = self.cluster
        for i in range(3):
            cluster.front1.send("bob@example.org", f"before {i}")
        before, record = self.messages(cluster.front1), self.record()
        with self.assertRaises(CtlError) as up:
            cluster.keeper.ctl("invite", "back2", "--replace")
        self.assertIn("still reaches back2", up.exception.text)
        with self.assertRaises(CtlError) as member:
            cluster.keeper.ctl("invite", "back2.example.net")
        self.assertIn("--replace", member.exception.text)
        token = self.lose_back2()
        cluster.front1.send("bob@example.org", "waiting")
        storage = os.path.join(cluster.back2.state, "storage")
        result, new, old = self.standby(token, "--storage", storage, "--fenced", "test: killed")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("is served as soon as it runs", result.stdout)
        new.start()
        cluster.wait_healthy()
        wait_until(lambda: len(self.messages(cluster.front1)[1]) == 4, what="the waiting message")
        validity, rows = self.messages(cluster.front1)
        self.assertEqual(validity, before[0])
        self.assertEqual(rows[:3], before[1])
        self.assertEqual(self.record(), record)
        history = cluster.keeper.json("table", "history")["revisions"]
        self.assertTrue(any("test: killed" in row["comment"] for row in history), history)
        self.assertEqual(len(cluster.keeper.json("table", "show")["table"]["removed"]), 1)

        label = os.path.join(storage, ".homeport", "label")
        with open(label, encoding="utf-8") as file:
            epoch = json.load(file)["epoch"]
        old.start()  # with its old key and table
        wait_until(lambda: old.ctl("status", check=False).stdout, what="the old process")
        old.ctl("storage", "serve", "--alone", "--yes")  # not even then
        cluster.front1.send("bob@example.org", "after")
        wait_until(lambda: len(self.messages(cluster.front1)[1]) == 5, what="mail at the stand-by machine")
        self.assertFalse(any(s["served"] for m in old.json("storage", "list")["members"] for s in m["storages"]))
        with open(label, encoding="utf-8") as file:
            self.assertEqual(json.load(file)["epoch"], epoch)
        self.assertEqual(cluster.keeper.ctl("status", check=False).returncode, 0)

    def test_a_storage_is_attached_afterwards(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        token = self.lose_back2()
        storage = os.path.join(cluster.back2.state, "storage")
        wrong = cluster.setup("--state", os.path.join(cluster.folder, "x"), "--join", token, "--replace", "front1",
                              "--address", "127.0.0.1", check=False)
        self.assertIn("front1", wrong.stderr)
        result, new, _ = self.standby(token, "--storage", storage)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("storage attach", result.stdout)
        new.start()
        wait_until(lambda: "up" in next(m["observed"] for m in cluster.keeper.json("member", "list")["members"]
                                        if m["name"] == new.name), what="the stand-by machine up")
        cluster.front1.send("bob@example.org", "waiting")
        with self.assertRaises(CtlError) as unproven:
            cluster.keeper.ctl("storage", "attach", storage, "--member", "back2")
        self.assertIn("not detached cleanly", unproven.exception.text)
        cluster.keeper.ctl("storage", "attach", storage, "--member", "back2", "--fenced", "test: powered off")
        cluster.wait_healthy()
        wait_until(lambda: len(self.messages(cluster.front1)[1]) == 2, what="all mail")
        with open(os.path.join(cluster.keeper.state, "audit.log"), encoding="utf-8") as file:
            self.assertTrue(any(json.loads(line).get("proof") == "test: powered off" for line in file))


class FounderLost(ClusterTest):
    """The lost member made the cluster: it held the directory's writer and the authority's key."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend", "proxy,store,keeper")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("ann", "back1")

    def copied(self):
        rows = {row["member"]: row for row in self.cluster.back2.json("directory", "status")["servers"]}
        return rows.get("back2.example.net", {}).get("behindSeconds") == 0

    def promoted(self):
        return self.cluster.back2.ctl("directory", "promote", "back2", "--yes", check=False).returncode == 0

    def test_the_founder_is_replaced_after_a_copy_was_promoted(self):
        cluster = self.cluster
        old, back2 = cluster.back1, cluster.back2
        cluster.front1.send("ann@example.org", "before")
        old.ctl("directory", "copy", "add", "back2")
        wait_until(self.copied, 90, "the copy")
        authority = cluster.tls()
        cluster.tls = lambda: authority  # its file was the founder's
        old.kill()
        cluster.end_slapd(old)
        wait_until(lambda: back2.ctl("invite", "back1", "--replace", check=False).stdout.strip(), 60, "a token")
        warned = back2.ctl("invite", "back1", "--replace")  # the last one is good, earlier ones are void
        self.assertIn("directory promote", warned.stderr)
        token = warned.stdout.strip()
        wait_until(self.promoted, 60, "the promotion")
        new = Member(cluster, "back1")
        new.state = os.path.join(cluster.folder, "standby")
        new.log = os.path.join(cluster.folder, "standby.log")
        storage = os.path.join(old.state, "storage")
        cluster.setup("--state", new.state, "--join", token, "--replace", "back1", "--address", "127.0.0.1", "--port-base",
                      str(new.base), "--storage", storage, "--fenced", "test: killed")
        cluster.members["old"], cluster.members["back1"] = old, new
        new.start()
        wait_until(lambda: cluster.front1.subjects("ann") == ["before"], 90, "mail at the stand-by machine")
        cluster.front1.send("ann@example.org", "after")
        wait_until(lambda: sorted(cluster.front1.subjects("ann")) == ["after", "before"], 90, "new mail")
        # the copy that its row promises is not there, which it says; it gets a new one
        wait_until(lambda: "copy remove" in back2.ctl("status", check=False).stdout, what="the missing copy told")
        back2.ctl("directory", "copy", "remove", "back1", "--yes")
        # the writer's server restarts without its copy; until it is back the answer is "try later"
        wait_until(lambda: back2.ctl("directory", "copy", "add", "back1", check=False).returncode == 0, what="a new copy")
        wait_until(lambda: back2.ctl("status", check=False).returncode == 0, 90, "a healthy cluster")
        # it is a keeper again, with the authority's key
        wait_until(lambda: new.ctl("invite", "back9.example.net", check=False).stdout.startswith("HP1."), 60, "a keeper")


if __name__ == "__main__":
    homeport.main()
