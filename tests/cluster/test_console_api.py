# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""What a console shows and does beside jobs and queues: sessions, audit and tasks, addresses, member rows, status."""

import json
import os
import socket

import homeport
from homeport import CtlError, wait_until


def bye(client):
    """The untagged BYE that an IMAP client gets without asking, behind what it is told of its mailbox."""
    line = client.readline()
    while line.startswith(b"* ") and not line.startswith(b"* BYE"):
        line = client.readline()
    assert line.startswith(b"* BYE"), line
    assert client.readline() == b""
    client.shutdown()
    return line


class ConsoleApi(homeport.ClusterTest):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend", "proxy,store,keeper")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")

    def sessions(self, *words):
        return self.cluster.keeper.json("session", "list", *words)["sessions"]

    def end(self, *words):
        return self.cluster.keeper.json("session", "end", *words, "--yes")

    def test_sessions_are_seen_at_both_ends_and_end_between_commands(self):
        cluster = self.cluster
        front = cluster.front1
        carried = front.imap("bob")  # at home on back2
        idle = front.imap("bob")
        idle.select()
        idle.send(b"i1 IDLE\r\n")
        self.assertTrue(idle.readline().startswith(b"+"))
        direct = cluster.back1.imap("ann")  # at home there
        rows = wait_until(lambda: (lambda r: r if len(r) == 5 else None)(self.sessions()), what="five rows")
        at_front = [row for row in rows if row["member"] == front.name]
        at_home = [row for row in rows if row["member"] == cluster.back2.name]
        self.assertEqual({row["id"] for row in at_front}, {row["id"] for row in at_home})
        for row in at_front:
            self.assertEqual((row["role"], row["peer"], row["service"], row["account"], row["tls"]),
                             ("frontend", cluster.back2.name, "imap", "bob@example.org", True))
        for row in at_home:
            self.assertEqual((row["role"], row["peer"], row["account"]), ("home", front.name, "bob@example.org"))
        mine = next(row for row in rows if row["account"] == "ann@example.org")
        self.assertEqual((mine["role"], mine["peer"], mine["member"]), ("home", "", cluster.back1.name))
        host, port = carried.sock.getsockname()[:2]
        row = next(row for row in at_front if row["client"] == f"{host}:{port}")
        self.assertEqual([r["id"] for r in self.sessions("--text", f":{port}", "--member", "front1")], [row["id"]])
        self.assertEqual(self.sessions("--service", "pop3"), [])

        # a client in the middle of a command is left alone until the command is over
        carried.select()
        carried.send(b'a1 APPEND INBOX {40}\r\n')
        self.assertTrue(carried.readline().startswith(b"+"))
        self.assertEqual(self.end(row["id"], "--member", "front1")["sessions"], 1)
        carried.send(b"Subject: to the end\r\n\r\nwritten whole.\r\n"[:40].ljust(40, b".") + b"\r\n")
        lines = []
        while not lines or not lines[-1].startswith(b"* BYE"):
            lines.append(carried.readline())
            self.assertTrue(lines[-1], lines)
        self.assertTrue(any(line.startswith(b"a1 OK") for line in lines), lines)
        carried.shutdown()
        # the other end works too: the row of the home
        other = next(r for r in at_home if r["id"] != row["id"])
        self.assertEqual(self.end(other["id"], "--member", "back2")["sessions"], 1)
        bye(idle)
        wait_until(lambda: len(self.sessions()) == 1, what="only ann is left")
        self.assertEqual(direct.noop()[0], "OK")
        with self.assertRaises(CtlError) as gone:
            self.end(row["id"], "--member", "front1")
        self.assertIn("any more", str(gone.exception))

        # all of an account, and all of a member
        again = front.imap("ann")
        self.assertEqual(self.end("--account", "ann@example.org")["sessions"], 2)
        bye(again)
        bye(direct)
        waiting = front.smtp()
        waiting.ehlo()
        bob = front.imap("bob")
        self.assertEqual(self.end("--all", "--member", "front1")["sessions"], 2)
        self.assertEqual(waiting.getreply()[0], 421)
        waiting.close()
        bye(bob)

        # who did it stands in the audit, from another keeper too
        records = cluster.back2.json("audit", "list", "--what", "session")["records"]
        self.assertEqual([r["what"] for r in records], ["session.end"] * 5)
        self.assertEqual({r["member"] for r in records}, {cluster.back1.name})
        self.assertEqual(records[-1]["arguments"], {"id": row["id"], "member": "front1"})
        failed = cluster.back2.json("audit", "list", "--failed")["records"]
        self.assertEqual([r["what"] for r in failed], ["session.end"])
        self.assertEqual(cluster.back2.json("task", "list")["tasks"], [])
        times = [r["time"] for r in cluster.back2.json("audit", "list")["records"]]
        self.assertEqual(times, sorted(times, reverse=True))

    def test_submission_shows_its_account(self):
        cluster = self.cluster
        client = cluster.front1.submission()
        client.login("bob@example.org", cluster.passwords["bob"])
        row = wait_until(lambda: self.sessions("--service", "submission"), what="a submission session")[0]
        self.assertEqual((row["account"], row["tls"], row["role"], row["member"]),
                         ("bob@example.org", True, "frontend", cluster.front1.name))
        status = next(m for m in cluster.keeper.json("status")["members"] if m["name"] == cluster.front1.name)
        self.assertEqual(status["sessionsByService"], {"imap": 0, "pop3": 0, "smtp": 0, "submission": 1})
        client.sendmail("bob@example.org", ["ann@example.org"], "Subject: counted\r\n\r\nHello.\r\n")
        def rates():
            members = cluster.keeper.json("status")["members"]
            return {m["name"]: m["messagesPerMinute"] for m in members}
        found = wait_until(lambda: (lambda r: r if r[cluster.back1.name] and r[cluster.front1.name] else None)(rates()),
                           seconds=50, what="a message counted")
        self.assertEqual(found[cluster.back2.name], 0)
        client.quit()

    def test_addresses_are_tried(self):
        cluster = self.cluster
        good = cluster.keeper.json("member", "test", "back2")["tests"]
        self.assertEqual([(t["reachable"], t["name"], t["error"]) for t in good], [(True, cluster.back2.name, "")])
        with socket.socket() as closed:  # bound, not listening
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
            words = ["--address", f"127.0.0.1:{port}", "--address", f"127.0.0.1:{cluster.back2.port(25)}",
                     "--address", "no-such-host.invalid:7700", "--address", f"localhost:{cluster.front1.port(700)}"]
            tests = cluster.keeper.json("member", "test", *words)["tests"]
        self.assertEqual([t["reachable"] for t in tests], [False, True, False, True])
        self.assertIn("does not answer", tests[0]["error"])
        self.assertIn("no cluster port", tests[1]["error"])
        self.assertEqual((tests[2]["resolvesTo"], tests[2]["name"]), ([], ""))
        self.assertEqual((tests[3]["name"], tests[3]["error"]), (cluster.front1.name, ""))
        self.assertTrue(tests[3]["resolvesTo"])

    def test_member_rows_are_applied_to_the_table_they_were_made_for(self):
        cluster = self.cluster
        keeper = cluster.keeper
        path = os.path.join(cluster.folder, "rows.csv")
        with open(path, "w", encoding="utf-8") as out:
            out.write("name,addresses,rights,state\nfront1.example.net,,,draining\n"
                      "front9.example.net,192.0.2.9:7700,proxy,\n")
        expected = keeper.json("status")["table"]["hash"]
        plan = keeper.json("table", "apply", path, "--expected", expected, "--dry-run")
        self.assertEqual({row["row"] for row in plan["rows"]}, {"member:front1.example.net", "member:front9.example.net"})
        self.assertEqual(plan["revision"]["hash"], expected)
        done = cluster.back2.json("table", "apply", path, "--expected", expected, "--yes")
        self.assertEqual(done["rows"], plan["rows"])
        wait_until(lambda: {m["table"]["hash"] for m in keeper.json("status")["members"] if m["reachable"]}
                   == {done["revision"]["hash"]}, what="the revision everywhere")
        members = {m["name"]: m for m in keeper.json("status")["members"]}
        self.assertEqual(members["front9.example.net"]["observed"], "missing")
        self.assertEqual(members["front1.example.net"]["administrativeState"], "draining")
        with self.assertRaises(CtlError) as stale:
            keeper.ctl("table", "apply", path, "--expected", expected, "--yes")
        self.assertEqual(stale.exception.code, 73)
        self.assertIn("back2.example.net", str(stale.exception))  # who changed it
        with open(path, "w", encoding="utf-8") as out:
            json.dump([{"name": "front1.example.net", "state": "ready"},
                       {"name": "back1.example.net", "rights": ["proxy"]}], out)
        number = keeper.json("status")["table"]["number"]
        with self.assertRaises(CtlError) as wrong:
            keeper.ctl("table", "apply", path, "--expected", done["revision"]["hash"][:8], "--yes")
        self.assertIn("members[1] (back1.example.net): rights: ", str(wrong.exception))
        self.assertEqual(keeper.json("status")["table"]["number"], number)  # nothing was changed

    def test_a_lost_member_is_down_and_its_accounts_are_pending(self):
        cluster = self.cluster
        cluster.keeper.ctl("alias", "add", "info@example.org", "bob@example.org")
        self.assertEqual(cluster.keeper.json("account", "show", "bob@example.org")["aliases"], ["info@example.org"])
        self.assertEqual(cluster.keeper.json("account", "pending")["hosts"], [])
        shown = {m["name"]: m for m in cluster.keeper.json("status")["members"]}
        self.assertEqual({m["observed"] for m in shown.values()}, {"up"})
        self.assertEqual({s["member"] for s in shown[cluster.front1.name]["seenBy"]}, {cluster.back1.name, cluster.back2.name})
        cluster.back2.kill()

        def lost():
            members = json.loads(cluster.keeper.ctl("status", "-o", "json", check=False).stdout)["members"]
            row = next(m for m in members if m["name"] == cluster.back2.name)
            return row if row["observed"] == "down" and len(row["seenBy"]) == 2 else None
        row = wait_until(lost, what="back2 down")
        self.assertTrue(row["observedSince"])
        self.assertTrue(any("sees it down" in reason for reason in row["reasons"]), row)
        self.assertEqual(lost()["observedSince"], row["observedSince"])
        storage = os.path.join(cluster.back2.state, "storage")
        wait_until(lambda: cluster.back1.ctl("storage", "attach", storage, "--fenced", "test: killed", check=False).returncode == 0,
                   what="the storage attached")
        wait_until(lambda: cluster.keeper.ctl("reassign", "back2", "back1", "--yes", check=False).returncode == 0,
                   what="the reassignment")
        wait_until(lambda: cluster.keeper.json("account", "pending")["hosts"]
                   == [{"member": cluster.back2.name, "accounts": 1, "more": False}], what="bob away from home")
        records = cluster.keeper.json("audit", "list", "--text", "test: killed")["records"]
        self.assertEqual({r["what"] for r in records}, {"storage.attach"})
        self.assertEqual([u["member"] for u in cluster.keeper.json("audit", "list")["unreachable"]], [cluster.back2.name])


if __name__ == "__main__":
    homeport.main()
