# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""The directory's own failure: the managed one with a copy, and two servers of the site's own."""

import imaplib
import os
import signal
import smtplib
import threading
import time

import homeport
from homeport import ClusterTest, CtlError, wait_until


def slapd_pid(member):
    with open(os.path.join(member.state, "directory", "slapd.pid"), encoding="ascii") as file:
        return int(file.read().split()[0])


class Users(threading.Thread):
    """Logs in and sends mail all the time; remembers every answer that says "no" instead of "later"."""

    def __init__(self, cluster, members, logins, recipients):
        super().__init__(daemon=True)
        self.cluster, self.members, self.logins, self.recipients = cluster, members, logins, recipients
        self.refused, self.done, self.sent, self.later = [], 0, [], 0
        self.ending = threading.Event()

    def run(self):
        round = 0
        while not self.ending.is_set():
            member = self.members[round % len(self.members)]
            for user in self.logins:
                try:
                    client = member.imap(user)
                    client.logout()
                    self.done += 1
                except imaplib.IMAP4.error as error:
                    if "UNAVAILABLE" in str(error):
                        self.later += 1
                    else:
                        self.refused.append(f"login {user} at {member.label}: {error}")
                except OSError:
                    self.later += 1
            for user in self.recipients:
                subject = f"m{round} {user}"
                try:
                    member.send(f"{user}@example.org", subject)
                    self.sent.append((user, subject))
                except smtplib.SMTPRecipientsRefused as error:
                    code = next(iter(error.recipients.values()))[0]
                    if code >= 500:
                        self.refused.append(f"mail to {user} at {member.label}: {error.recipients}")
                    else:
                        self.later += 1
                except (smtplib.SMTPException, OSError):
                    self.later += 1
            round += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.join()

    def more(self, count, seconds=60):
        goal = self.done + count
        wait_until(lambda: self.done >= goal or self.refused, seconds, f"{count} more logins")


class ManagedDirectory(ClusterTest):
    """back1 runs the writer, back2 a copy; users at front1 and back2."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend", "proxy,store,keeper")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("ann", "back2")
        cluster.account("bob", "back2")
        cluster.keeper.ctl("directory", "copy", "add", "back2")
        cluster.wait_healthy()

    def servers(self, member):
        return {row["member"]: row for row in member.json("directory", "status")["servers"]}

    def test_the_copy_carries_on_and_becomes_the_writer(self):
        cluster = self.cluster
        rows = self.servers(cluster.keeper)
        self.assertEqual(rows["back1.example.net"]["role"], "writer")
        self.assertEqual(rows["back2.example.net"]["role"], "copy")
        self.assertEqual(len(rows["back2.example.net"]["reachedBy"]), 3)
        self.assertEqual(rows["back2.example.net"]["behindSeconds"], 0)
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("directory", "copy", "add", "front1")
        self.assertIn("no keeper", refused.exception.text)
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("directory", "copy", "remove", "back1", "--yes")
        self.assertIn("writer", refused.exception.text)

        with Users(cluster, [cluster.front1, cluster.back2], ["ann"], ["ann", "bob"]) as users:
            users.more(3)
            # the member with the writer is lost; a change is made that nobody copied
            os.kill(slapd_pid(cluster.back2), signal.SIGSTOP)
            lost = os.path.join(cluster.folder, "password")
            with open(lost, "w", encoding="ascii") as out:
                out.write("unsynchronised")
            cluster.keeper.ctl("account", "create", "lost@example.org", "--host", "back2", "--password-file", lost)
            pid = slapd_pid(cluster.back1)
            cluster.back1.kill()
            os.kill(pid, signal.SIGKILL)
            os.kill(slapd_pid(cluster.back2), signal.SIGKILL)  # what lay in its socket is gone; it is started again
            # bob has not logged in yet: the copy judges his password
            wait_until(lambda: cluster.front1.imap("bob").logout(), what="bob's login by the copy")
            users.more(5)
            with self.assertRaises(imaplib.IMAP4.error) as later:
                cluster.front1.imap("bob", "wrong")
            self.assertIn("UNAVAILABLE", str(later.exception))  # the copy may lag: no certain "no"
            with self.assertRaises(CtlError):
                cluster.back2.ctl("account", "create", "new@example.org", "--host", "back2", "--password-file", lost)
            wait_until(lambda: "back1" in str(self.servers(cluster.back2)["back1.example.net"]["problem"])
                       or not self.servers(cluster.back2)["back1.example.net"]["reachedBy"], what="the writer seen away")
            promoted = wait_until(lambda: self.promote(cluster.back2, "back2"), 60, "promotion")
            self.assertFalse(promoted["orderly"])
            cluster.back2.ctl("account", "create", "new@example.org", "--host", "back2", "--password-file", lost)
            users.more(3)

            cluster.back1.start()
            wait_until(lambda: self.servers(cluster.back2)["back1.example.net"]["runsAs"] == "copy", 60,
                       "the old writer as a copy")
            wait_until(lambda: self.is_whole("back1"), 60, "the copy whole")
            users.more(3)
        self.assertEqual(users.refused, [])
        aside = os.path.join(cluster.back1.state, "directory", "set-aside")
        (place,) = os.listdir(aside)
        with open(os.path.join(aside, place, "changes.ldif"), encoding="ascii") as file:
            changes = file.read()
        self.assertIn("uid=lost,cn=example.org", changes)
        self.assertIn("changetype: add", changes)
        self.assertNotIn("uid=new,", changes)
        self.assertIn("set-aside", cluster.back2.ctl("directory", "status").stderr)
        with self.assertRaises(CtlError):
            cluster.back2.ctl("account", "show", "lost@example.org")
        self.check_mail(users)

        # back again, orderly, without a word
        answer = cluster.back2.json("directory", "promote", "back1", "--yes")
        self.assertTrue(answer["orderly"])
        cluster.keeper.ctl("account", "show", "new@example.org")
        cluster.keeper.ctl("account", "create", "newer@example.org", "--host", "back2", "--password-file", lost)
        wait_until(lambda: self.servers(cluster.back2)["back2.example.net"]["runsAs"] == "copy", what="back2 a copy again")
        wait_until(lambda: self.is_whole("back2"), what="back2 whole")
        self.assertFalse(os.path.isdir(os.path.join(cluster.back2.state, "directory", "set-aside")))

    def is_whole(self, member):
        row = self.servers(self.cluster.back2)[member + ".example.net"]
        return row["behindSeconds"] == 0 and not row["problem"]

    def promote(self, at, member):
        try:
            return at.json("directory", "promote", member, "--yes")
        except CtlError as error:
            if any(why in error.text for why in ("still reaches", "cannot be asked", "not a whole copy")):
                return None
            raise

    def check_mail(self, users):
        for user in {user for user, _ in users.sent}:
            expected = {subject for one, subject in users.sent if one == user}
            wait_until(lambda: expected <= set(self.cluster.front1.subjects(user)), what=f"all mail of {user}")
            got = [s for s in self.cluster.front1.subjects(user) if s in expected]
            self.assertEqual(len(got), len(expected))


class DirectoryTrouble(ClusterTest):
    """One managed directory without a copy: stopped, restarted, gone."""

    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back1")

    def test_a_directory_that_is_stopped_restarted_or_gone_is_later_never_no(self):
        cluster = self.cluster
        front1 = cluster.front1
        explained = front1.json("route", "ann@example.org")["routes"][0]
        self.assertEqual(explained["login"], "OK, served by back1.example.net")
        self.assertTrue(explained["mail"].startswith("250"))
        self.assertLessEqual({"domain", "record", "storage", "owner", "address"}, {s["step"] for s in explained["steps"]})
        self.assertIn("STEP", cluster.keeper.ctl("route", "ann@example.org", "--all").stdout)
        with Users(cluster, [front1], ["ann"], ["ann"]) as users:
            users.more(2)
            os.kill(slapd_pid(cluster.back1), signal.SIGSTOP)
            users.more(3)  # by the remembered password and route
            with self.assertRaises(smtplib.SMTPRecipientsRefused) as unknown:
                front1.send("stranger@example.org", "who")
            self.assertEqual(unknown.exception.recipients["stranger@example.org"][0] // 100, 4)
            explained = front1.json("route", "stranger@example.org")["routes"][0]
            self.assertTrue(explained["mail"].startswith("451"), explained)
            self.assertIn("UNAVAILABLE", explained["login"])
            with self.assertRaises(imaplib.IMAP4.error) as later:
                front1.imap("bob")
            self.assertIn("UNAVAILABLE", str(later.exception))
            os.kill(slapd_pid(cluster.back1), signal.SIGCONT)
            wait_until(lambda: front1.imap("bob").logout(), what="bob after the stop")
            pid = slapd_pid(cluster.back1)
            os.kill(pid, signal.SIGKILL)  # its daemon starts it again
            wait_until(lambda: slapd_pid(cluster.back1) != pid, what="a new slapd")
            users.more(3)
            for _ in range(5):  # slow
                pid = slapd_pid(cluster.back1)
                os.kill(pid, signal.SIGSTOP)
                time.sleep(0.7)
                os.kill(pid, signal.SIGCONT)
                time.sleep(0.3)
            users.more(2)
            wait_until(lambda: "AUTHENTICATIONFAILED" in self.answer(front1, "wrong"), what="a certain answer")
        self.assertEqual(users.refused, [])

    @staticmethod
    def answer(member, password):
        try:
            member.imap("bob", password).logout()
        except imaplib.IMAP4.error as error:
            return str(error)
        return "OK"


if __name__ == "__main__":
    homeport.main()
