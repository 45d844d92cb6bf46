# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Storages: detached and attached, several on one backend, not mounted, fenced, taken from an owner that was stopped."""

import imaplib
import json
import os
import shutil
import signal
import smtplib
import stat
import subprocess
import time

import homeport
from homeport import ClusterTest, CtlError, wait_until


def tree(folder):
    """Every file of a storage with its bytes, except what the owner keeps about itself."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(path, name)
            if os.path.relpath(path, folder) == ".homeport":
                continue
            with open(full, "rb") as file:
                found[os.path.relpath(full, folder)] = file.read()
    return found


class Storages(ClusterTest):
    setup = ()

    def prepare(self):
        cluster = self.cluster
        cluster.found(*self.setup)
        cluster.join("back2", "backend")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("bob", "back2")
        self.path = os.path.join(cluster.back2.state, "storage")

    def lane(self, host="back2"):
        lanes = [lane for lane in self.cluster.keeper.json("queue", "lanes")["lanes"] if lane["host"].startswith(host)]
        return lanes[0] if lanes else {"messages": 0, "state": "", "lastError": ""}

    def row(self, name, member=None):
        rows = (member or self.cluster.keeper).json("storage", "list")["storages"]
        return next(row for row in rows if row["name"] == name)

    def wait_down(self, name):
        wait_until(lambda: "up" != next(m["observed"] for m in self.cluster.keeper.json("member", "list")["members"]
                                        if m["name"].startswith(name)), what=f"{name} seen down")

    def has(self, *subjects, user="bob"):
        return sorted(self.cluster.front1.subjects(user)) == sorted(subjects)

    def test_each_storage_of_a_backend_comes_and_goes_by_itself(self):
        cluster = self.cluster
        extra = os.path.join(cluster.folder, "extra")
        cluster.keeper.ctl("storage", "create", extra, "extra", "--member", "back2")
        cluster.wait_healthy()
        secret = os.path.join(cluster.folder, "secret")
        with open(secret, "w", encoding="ascii") as file:
            file.write("eve's pass phrase")
        cluster.keeper.ctl("account", "create", "eve@example.org", "--host", "back2", "--storage", "extra", "--password-file", secret)
        cluster.passwords["eve"] = "eve's pass phrase"
        cluster.front1.send(["bob@example.org", "eve@example.org"], "one")
        self.assertTrue(os.path.isdir(os.path.join(extra, "example.org", "eve")))
        session = cluster.front1.imap("eve")
        cluster.keeper.ctl("storage", "detach", "extra", "--yes")
        with self.assertRaises((imaplib.IMAP4.abort, imaplib.IMAP4.error, OSError)):
            for _ in range(100):
                session.noop()
                time.sleep(0.1)
        session.shutdown()
        cluster.front1.send(["bob@example.org", "eve@example.org"], "two")
        wait_until(lambda: self.has("one", "two"), what="the other storage untouched")
        with self.assertRaises(imaplib.IMAP4.error) as away:
            cluster.front1.imap("eve")
        self.assertIn("UNAVAILABLE", str(away.exception))
        wait_until(lambda: self.lane()["state"] == "parked", what="its lane parked")
        self.assertIn("detached", self.lane()["lastError"])
        found = cluster.back2.json("storage", "check", extra, "--deep")
        self.assertEqual((found["detached"], found["accountsFound"], found["problemCount"], found["journalOpen"]),
                         (True, 1, 0, 0), found)
        self.assertEqual(found["journalDelivered"], 1)
        # to a sibling, without proof: it was let go cleanly
        cluster.keeper.ctl("storage", "attach", extra, "--member", "back1")
        cluster.keeper.ctl("storage", "reassign", "extra", "back1", "--yes")
        wait_until(lambda: self.has("one", "two", user="eve"), what="eve's mail at back1")
        self.assertEqual(self.row("extra")["owner"], "back1.example.net")
        self.assertEqual(self.row("back2")["owner"], "back2.example.net")
        cluster.front1.send(["bob@example.org", "eve@example.org"], "three")
        wait_until(lambda: self.has("one", "two", "three", user="eve") and self.has("one", "two", "three"), what="both")
        cluster.wait_healthy()

    def away(self, sent):
        """A bare mount point: mail waits, nothing is made on it, all is well when the disk is back."""
        cluster = self.cluster
        wait_until(lambda: "mounted" in self.row("back2").get("problem", ""), what="storage list says so")
        cluster.front1.send("bob@example.org", sent)
        with self.assertRaises(imaplib.IMAP4.error) as unavailable:
            cluster.front1.imap("bob")
        self.assertIn("UNAVAILABLE", str(unavailable.exception))
        wait_until(lambda: self.lane()["state"] == "parked", what="the lane parked")
        self.assertIn("mounted", self.lane()["lastError"])
        self.assertEqual(os.listdir(self.path), [])
        os.rmdir(self.path)
        os.rename(self.path + ".elsewhere", self.path)
        cluster.wait_healthy()
        wait_until(lambda: self.lane()["messages"] == 0, what="the lane empty")

    def test_a_storage_that_is_not_mounted_comes_back_by_itself(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "first")
        cluster.back2.stop()
        os.rename(self.path, self.path + ".elsewhere")
        os.mkdir(self.path)
        cluster.back2.start()
        self.away("second")
        os.rename(self.path, self.path + ".elsewhere")  # and now while it is served
        os.mkdir(self.path)
        self.away("third")
        wait_until(lambda: self.has("first", "second", "third"), what="all mail")

    def test_an_owner_that_was_stopped_acknowledges_nothing_afterwards(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        copy = os.path.join(cluster.folder, "copy")
        shutil.copytree(self.path, copy)
        with self.assertRaises(CtlError) as served:  # a copy, or the disk mounted twice
            cluster.keeper.ctl("storage", "attach", copy, "--member", "back1", "--fenced", "test: wrong")
        self.assertIn("is served by back2.example.net now", served.exception.text)
        session = cluster.back2.imap("bob")
        session.select("INBOX")
        open_mail = cluster.back2.smtp()
        open_mail.ehlo()
        open_mail.mail("sender@elsewhere.example")
        open_mail.rcpt("bob@example.org")
        open_mail.docmd("DATA")
        cluster.back2.process.send_signal(signal.SIGSTOP)
        try:
            self.wait_down("back2")
            # another machine does not see the lock of this one's kernel
            os.unlink(os.path.join(self.path, ".homeport", "lock"))
            with self.assertRaises(CtlError):
                cluster.keeper.ctl("storage", "attach", self.path, "--member", "back1")
            cluster.keeper.ctl("storage", "attach", self.path, "--member", "back1", "--fenced", "test: stopped")
            wait_until(lambda: cluster.keeper.ctl("reassign", "back2", "back1", "--yes", check=False).returncode == 0,
                       what="the reassignment")
            wait_until(lambda: self.has("before"), what="mail at the stand-in")
            before = tree(self.path)
        finally:
            cluster.back2.process.send_signal(signal.SIGCONT)
        with self.assertRaises((imaplib.IMAP4.error, imaplib.IMAP4.abort, OSError)):
            self.assertNotEqual(session.store("1", "+FLAGS", "(\\Deleted)")[0], "OK")
            raise imaplib.IMAP4.error("refused")
        session.shutdown()
        open_mail.send(b"Subject: half way\r\n\r\nHello.\r\n.\r\n")
        try:
            code, text = open_mail.getreply()
        except (smtplib.SMTPException, OSError):
            code, text = 0, b""
        open_mail.close()
        wait_until(lambda: self.row("back2", cluster.back2)["owner"] == "back1.example.net", what="back2 knows")
        self.assertFalse([s for m in cluster.back2.json("storage", "list")["members"] for s in m["storages"]
                          if s["served"] and m["member"] == "back2.example.net"])
        after = tree(self.path)
        if code == 250:  # then by way of the new owner, once
            wait_until(lambda: self.has("before", "half way"), what="the message at the stand-in")
        else:
            self.assertNotEqual(code // 100, 5, text)
            self.assertEqual(after, before)
        for name in before:  # nothing was changed or taken away
            if "cur" in name or "new" in name:
                self.assertIn(name, after)
        cluster.front1.send("bob@example.org", "later")
        wait_until(lambda: "later" in cluster.front1.subjects("bob"), what="mail at the stand-in")

    def test_a_lost_backend_that_returns_in_the_middle_serves_nothing(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        cluster.back2.kill()
        self.wait_down("back2")
        cluster.keeper.ctl("storage", "attach", self.path, "--member", "back1", "--fenced", "test: killed")
        running = subprocess.Popen([os.path.join(homeport.BIN, "homeportctl"), "--state", cluster.keeper.state, "reassign",
                                    "back2", "back1", "--yes"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.row("back2")["owner"] == "back1.example.net" or running.poll() is not None, what="ownership")
        cluster.back2.start()  # with its old table and its old disk
        self.assertEqual(running.wait(90), 0)
        cluster.wait_healthy()
        mine = next(m for m in cluster.keeper.json("storage", "list")["members"] if m["member"] == "back2.example.net")
        self.assertFalse([s for s in mine["storages"] if s["served"]])
        cluster.back2.send("bob@example.org", "through the old home")
        wait_until(lambda: self.has("before", "through the old home"), what="mail at the stand-in")


class Fencing(Storages):
    """storage.fence_command of back1."""

    def setUp(self):
        self.said = None
        super().setUp()

    def prepare(self):
        cluster = self.cluster
        self.command = os.path.join(cluster.folder, "fence")
        with open(self.command, "w", encoding="ascii") as file:
            file.write(f"#!/bin/sh\nenv | grep ^HOMEPORT_ > {cluster.folder}/environment\n"
                       f"echo power of \"$2\" is \"$1\"\ntest -e {cluster.folder}/fenced\n")
        os.chmod(self.command, stat.S_IRWXU)
        self.setup = ("--set", f'storage.fence_command=["{self.command}", "off"]')
        super().prepare()

    def test_exit_code_0_is_proof_and_is_audited(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        with self.assertRaises(CtlError):  # served: the machine is not powered off for that
            cluster.keeper.ctl("storage", "attach", self.path)
        self.assertFalse(os.path.exists(os.path.join(cluster.folder, "environment")))
        cluster.back2.kill()
        self.wait_down("back2")
        with self.assertRaises(CtlError) as failed:
            cluster.keeper.ctl("storage", "attach", self.path)
        self.assertIn("exit code 1: power of back2.example.net is off", failed.exception.text)
        with open(os.path.join(cluster.folder, "environment"), encoding="utf-8") as file:
            environment = dict(line.rstrip("\n").split("=", 1) for line in file)
        self.assertEqual(environment["HOMEPORT_MEMBER"], "back2.example.net")
        self.assertEqual(environment["HOMEPORT_ADDRESS"], "127.0.0.1")
        self.assertEqual(environment["HOMEPORT_STORAGE"], "back2")
        self.assertEqual(environment["HOMEPORT_PATH"], self.path)
        with open(os.path.join(cluster.folder, "fenced"), "w", encoding="ascii"):
            pass
        cluster.keeper.ctl("storage", "attach", self.path)
        with open(os.path.join(cluster.keeper.state, "audit.log"), encoding="utf-8") as file:
            proofs = [json.loads(line).get("proof", "") for line in file]
        self.assertTrue(any("is off" in proof for proof in proofs), proofs)
        cluster.keeper.ctl("reassign", "back2", "back1", "--yes")
        wait_until(lambda: self.has("before"), what="mail at the stand-in")


for inherited in [name for name in dir(Storages) if name.startswith("test_")]:
    setattr(Fencing, inherited, None)  # only its own

if __name__ == "__main__":
    homeport.main()
