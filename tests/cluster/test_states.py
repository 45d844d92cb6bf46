# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Members that are drained, withdrawn, brought back, added under load, lost and removed."""

import imaplib
import os
import poplib
import signal
import smtplib
import subprocess
import threading

import drainable
import homeport
from homeport import CtlError, wait_until


def bye(client):
    """The untagged BYE that an IMAP client gets without asking."""
    line = client.readline()
    assert line.startswith(b"* BYE"), line
    assert client.readline() == b""
    client.shutdown()
    return line


class Draining(drainable.Test):
    def refused(self, member):
        """What a new client of each protocol is told."""
        with self.assertRaises((smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected)) as smtp:
            member.smtp()
        self.assertIn("421", str(smtp.exception))
        with self.assertRaises(imaplib.IMAP4.error) as imap:
            member.imap("bob")
        self.assertIn("UNAVAILABLE", str(imap.exception))
        with self.assertRaises((poplib.error_proto, OSError)) as pop3:
            member.pop3("bob")
        self.assertIn("SYS/TEMP", str(pop3.exception))

    def test_a_frontend_lets_go_of_its_sessions(self):
        cluster = self.cluster
        front = cluster.front1
        self.assertEqual(front.http("/livez"), (200, {"live": True}))
        wait_until(lambda: front.http("/readyz") == (200, {"ready": True, "state": "ready"}), what="front1 ready")
        self.assertEqual(front.http("/readyz", "HEAD"), (200, None))
        self.assertEqual(front.http("/metrics")[0], 404)
        self.assertEqual(front.http("/readyz", "POST")[0], 405)
        self.assertEqual(front.agent(), "up ready 100%\n")

        carried = front.imap("bob")  # at home on back2
        idle = front.imap("ann")
        idle.select()
        idle.send(b"i1 IDLE\r\n")
        self.assertTrue(idle.readline().startswith(b"+"))
        other = cluster.front2.imap("bob")
        waiting = front.smtp()
        waiting.ehlo()
        busy = front.smtp()
        busy.ehlo()
        busy.mail("sender@elsewhere.example")
        busy.rcpt("bob@example.org")
        shown = cluster.keeper.json("member", "drain", "front1")
        self.assertEqual(shown["state"], "draining")

        status, answer = front.http("/readyz")
        self.assertEqual((status, answer["state"]), (503, "draining"))
        self.assertIn("member: draining", answer["reasons"])
        self.assertEqual(front.http("/livez")[0], 200)
        self.assertEqual(front.agent(), "drain\n")
        self.assertIn(b"UNAVAILABLE", bye(carried))
        bye(idle)
        self.assertEqual(waiting.getreply()[0], 421)
        self.refused(front)
        # in the middle of a transaction nothing ends; behind it, it does
        self.assertEqual(busy.data("Subject: to the end\r\n\r\nHello.\r\n")[0], 250)
        self.assertEqual(busy.getreply()[0], 421)
        # the others, and what goes through them, notice nothing
        self.assertEqual(other.noop()[0], "OK")
        cluster.front2.send("bob@example.org", "past it")
        self.assertEqual(sorted(cluster.front2.subjects("bob")), ["past it", "to the end"])
        members = {row["name"]: row for row in cluster.keeper.json("member", "list")["members"]}
        self.assertEqual(members[front.name]["state"], "draining")

        # a restart in between changes nothing
        front.stop()
        front.start()
        wait_until(lambda: front.agent() == "drain\n", what="front1 back, still draining")
        self.refused(front)
        cluster.keeper.ctl("member", "ready", "front1")
        wait_until(lambda: front.agent() == "up ready 100%\n", what="front1 ready again")
        front.send("bob@example.org", "back")
        self.assertIn("back", front.subjects("bob"))
        self.assertEqual(other.noop()[0], "OK")

        # without an answer of the directory it is not ready, and says why
        slapd = self.slapd()
        os.kill(slapd, signal.SIGSTOP)
        try:
            status, answer = wait_until(lambda: self.unready(front), what="front1 misses the directory")
            self.assertEqual(status, 503)
            self.assertTrue(any(reason.startswith("directory:") for reason in answer["reasons"]), answer)
            self.assertTrue(front.agent().startswith("down #directory"))
            self.assertEqual(front.http("/livez")[0], 200)
        finally:
            os.kill(slapd, signal.SIGCONT)
        wait_until(lambda: front.http("/readyz")[0] == 200, what="front1 ready with the directory back")

    @staticmethod
    def unready(front):
        answer = front.http("/readyz")
        return answer if answer[0] != 200 else None

    def slapd(self):
        folder = os.path.join(self.cluster.back1.state, "directory")
        name = next(name for name in os.listdir(folder) if name.endswith(".pid"))
        with open(os.path.join(folder, name), encoding="ascii") as file:
            return int(file.read().split()[0])

    def test_backends_drained_and_withdrawn(self):
        cluster = self.cluster
        back = cluster.back2
        session = cluster.front1.imap("bob")
        direct = back.imap("bob")
        shown = cluster.keeper.ctl("member", "drain", "back2")
        self.assertIn("cannot log in", shown.stderr)
        bye(session)
        bye(direct)
        with self.assertRaises(imaplib.IMAP4.error) as caught:
            cluster.front1.imap("bob")
        self.assertIn("UNAVAILABLE", str(caught.exception))
        cluster.front1.send("bob@example.org", "while draining")
        self.assertEqual(self.waiting("back2"), 0)  # mail is still delivered
        cluster.front1.imap("ann").logout()

        # withdrawn: its mail waits, although it is up and serves
        cluster.keeper.ctl("member", "withdraw", "back2")
        self.assertEqual(back.agent(), "maint\n")
        for i in range(3):
            cluster.front1.send("bob@example.org", f"while withdrawn {i}")
        wait_until(lambda: self.waiting("back2") == 3, what="three messages waiting")
        lane = self.lanes("back2")[0]
        self.assertEqual(lane["state"], "parked")
        self.assertIn("withdrawn", lane["lastError"])
        cluster.keeper.ctl("queue", "retry", "host:back2")
        with self.assertRaises(imaplib.IMAP4.error):
            cluster.front2.imap("bob")

        # switched off: withdrawn, not down
        back.stop()
        cluster.front2.send("bob@example.org", "while switched off")
        wait_until(lambda: self.waiting("back2") == 4, what="four messages waiting")
        rows = {row["name"]: row for row in cluster.keeper.json("member", "list")["members"]}
        self.assertEqual(rows[back.name]["observed"], "withdrawn")
        problems = cluster.keeper.ctl("status", check=False).stdout
        self.assertNotIn("does not answer", problems)
        self.assertIn("withdrawn", problems)
        self.assertNotIn("member-down member=back2", cluster.front1.log_text())
        back.start()
        wait_until(lambda: back.agent() == "maint\n", what="back2 up again, withdrawn still")
        self.assertEqual(self.waiting("back2"), 4)

        cluster.keeper.ctl("member", "ready", "back2")
        wait_until(lambda: self.waiting("back2") == 0, what="the lanes empty by themselves")
        expected = ["while draining"] + [f"while withdrawn {i}" for i in range(3)] + ["while switched off"]
        wait_until(lambda: sorted(cluster.front1.subjects("bob")) == sorted(expected), what="every message once")
        cluster.wait_healthy()
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("member", "withdraw", "back1")
        self.assertIn("last keeper", refused.exception.text)


class Lost(drainable.Test):
    def test_the_queue_of_a_lost_frontend_is_taken_over(self):
        cluster = self.cluster
        lost = os.path.join(cluster.front1.state, "queue")
        cluster.back2.kill()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 30, "back2 noticed")
        expected = [f"waiting {i}" for i in range(200)]
        with cluster.front1.smtp() as client:
            for subject in expected:
                client.sendmail("sender@elsewhere.example", ["bob@example.org"], f"Subject: {subject}\r\n\r\nHello.\r\n")
        cluster.front1.send("bob@example.org", "large", body="0123456789\r\n" * 20000)
        cluster.front2.send("bob@example.org", "its own")
        expected += ["large", "its own"]
        wait_until(lambda: self.waiting("back2") == len(expected), what="everything in the lanes")

        with self.assertRaises(CtlError) as refused:
            cluster.front2.ctl("queue", "adopt", lost)
        self.assertIn("front1", refused.exception.text)
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("member", "remove", "front1", "--yes")
        self.assertIn("in its own queue", refused.exception.text)
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("member", "remove", "back2", "--yes")
        self.assertIn("owns storage", refused.exception.text)
        cluster.front1.kill()
        with self.assertRaises(CtlError) as refused:
            cluster.front2.ctl("queue", "adopt", cluster.folder)
        self.assertIn("queue.db", refused.exception.text)
        wait_until(lambda: "front1" in cluster.keeper.ctl("status", check=False).stdout.split("\n\n")[0], what="front1 down")

        # the adopter is killed in the middle, and goes on
        asking = subprocess.Popen([os.path.join(homeport.BIN, "homeportctl"), "--state", cluster.front2.state, "queue", "adopt", lost],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.queued(cluster.front2) > 1 or asking.poll() is not None, what="the adoption has begun")
        cluster.front2.kill()
        asking.kill()
        asking.wait()
        cluster.front2.start()
        wait_until(lambda: cluster.front2.ctl("queue", "lanes", check=False).returncode == 0, what="front2 is back")
        adopted = cluster.front2.json("queue", "adopt", lost)
        self.assertEqual(adopted["from"], cluster.front1.name)
        self.assertEqual(adopted["damaged"], 0)
        self.assertEqual(cluster.front2.json("queue", "adopt", lost)["messages"], 0)

        # the old owner refuses it
        cluster.front1.start()
        wait_until(lambda: cluster.front1.process.poll() is not None, what="front1 refuses to start")
        self.assertIn("taken over by front2", cluster.front1.log_text())
        cluster.front1.process = None

        cluster.back2.start()
        wait_until(lambda: self.waiting("back2") == 0, what="the lanes empty")
        subjects = wait_until(lambda: cluster.front2.subjects("bob"), what="bob's mail")
        self.assertEqual(sorted(subjects), sorted(expected))
        cluster.keeper.ctl("member", "remove", "front1", "--yes", "--queue-gone")
        self.assertNotIn("front1", cluster.keeper.ctl("member", "list").stdout)
        cluster.wait_healthy()

    @staticmethod
    def queued(member):
        lanes = member.ctl("queue", "lanes", "-o", "json", check=False)
        return lanes.stdout.count('"messages"') and sum(
            int(line.split(":")[1].strip(" ,")) for line in lanes.stdout.splitlines() if '"messages"' in line)


class Adding(drainable.Test):
    def test_members_join_under_load_and_nobody_restarts(self):
        cluster = self.cluster
        before = {name: member.process.pid for name, member in cluster.members.items()}
        stop = threading.Event()
        sent, errors = [], []

        def traffic():
            number = 0
            while not stop.is_set():
                try:
                    subject = f"load {number}"
                    cluster.front1.send("bob@example.org", subject)
                    sent.append(subject)
                    cluster.front2.imap("bob").logout()
                except Exception as error:  # any trouble of a bystander fails the test
                    errors.append(repr(error))
                number += 1
                stop.wait(0.1)

        thread = threading.Thread(target=traffic)
        thread.start()
        try:
            cluster.join("back3", "backend")
            cluster.join("front3")
            wait_until(lambda: cluster.front3.http("/readyz")[0] == 200, what="front3 ready")
            cluster.account("carl", "back3")
            cluster.front1.send("carl@example.org", "through an old frontend")
            cluster.front3.send(["carl@example.org", "ann@example.org"], "through the new frontend")
            for member in (cluster.front1, cluster.front3, cluster.back1):
                wait_until(lambda: sorted(member.subjects("carl")) == ["through an old frontend", "through the new frontend"],
                           what=f"carl's mail at {member.label}")
            self.assertEqual(cluster.front3.subjects("ann"), ["through the new frontend"])
        finally:
            stop.set()
            thread.join()
        self.assertEqual(errors, [])
        self.assertEqual(sorted(cluster.front3.subjects("bob")), sorted(sent))
        after = {name: cluster.members[name].process.pid for name in before}
        self.assertEqual(before, after)
        for member in cluster.members.values():
            self.assertIsNone(member.process.poll())
        cluster.wait_healthy()


if __name__ == "__main__":
    homeport.main()
