# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""One account moved between backends: while it is used, cut by SIGKILL at every step, back again, and in bulk."""

import contextlib
import imaplib
import json
import os
import re
import signal
import smtplib
import subprocess
import threading
import time

import homeport
from homeport import ClusterTest, CtlError, wait_until

BOB = "bob@example.org"


class Sender(threading.Thread):
    """Sends until told to stop; what got 250 is in `sent`."""

    def __init__(self, member, pause=0.05):
        super().__init__(daemon=True)
        self.member, self.pause = member, pause
        self.sent, self.ended = [], threading.Event()

    def run(self):
        number = 0
        while not self.ended.is_set():
            number += 1
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.member.send(BOB, f"on the way {id(self)} {number}")
                self.sent.append(f"on the way {id(self)} {number}")
            time.sleep(self.pause)

    def stop(self):
        self.ended.set()
        self.join()
        return self.sent


class Reader(threading.Thread):
    """An IMAP client that is logged in most of the time, and flags what it sees."""

    def __init__(self, member):
        super().__init__(daemon=True)
        self.member, self.ended = member, threading.Event()
        self.rounds, self.wrong, self.byes = 0, [], 0

    def run(self):
        while not self.ended.is_set():
            try:
                client = self.member.imap("bob")
            except imaplib.IMAP4.error as error:
                if "UNAVAILABLE" not in str(error):
                    self.wrong.append(str(error))
                continue
            except OSError:
                continue
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                client.select("INBOX")
                while not self.ended.is_set():
                    client.noop()
                    client.store("1", "+FLAGS", r"(\Answered)")
                    self.rounds += 1
                    time.sleep(0.02)
            self.byes += 0 if self.ended.is_set() else 1
            client.shutdown()

    def stop(self):
        self.ended.set()
        self.join()


class Move(ClusterTest):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        cluster.join("back3", "backend")
        cluster.join("front1")
        cluster.wait_healthy()
        cluster.account("bob", "back2")

    # what a client sees

    def snapshot(self):
        client = self.cluster.front1.imap("bob")
        try:
            seen = {"subscribed": sorted(client.lsub()[1])}
            for line in client.list()[1]:
                if rb"\Noselect" in line:
                    continue
                name = re.search(rb'"([^"]*)"$|(\S+)$', line).group(0).decode().strip('"')
                client.select(f'"{name}"', readonly=True)
                mailbox = {"validity": client.response("UIDVALIDITY")[1]}
                _, data = client.uid("FETCH", "1:*", "(FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])")
                for part in data:
                    if not isinstance(part, tuple):
                        continue
                    uid = re.search(rb"UID (\d+)", part[0]).group(1)
                    flags = sorted(re.search(rb"FLAGS \(([^)]*)\)", part[0]).group(1).replace(rb"\Recent", b"").split())
                    date = re.search(rb'INTERNALDATE "([^"]*)"', part[0]).group(1)
                    mailbox[uid] = (flags, date, part[1])
                seen[name] = mailbox
            return seen
        finally:
            with contextlib.suppress(Exception):
                client.logout()

    def fill(self, messages=200):
        client = self.cluster.front1.imap("bob")
        for name in ("Sent", "Work.Old", "Entw&APw-rfe", "Empty"):
            client.create(name)
        for name in ("INBOX", "Sent", "Work.Old"):
            client.subscribe(name)
        for i in range(messages):
            folder = ("INBOX", "INBOX", "Sent", "Work.Old", "Entw&APw-rfe")[i % 5]
            flags = (r"\Seen", r"\Flagged \Seen", "$Forwarded", r"Later \Draft", "")[i % 5]
            text = f"Subject: filled {i}\r\n\r\n".encode() + b"0123456789\r\n" * (1 + i * 7)
            client.append(folder, flags, imaplib.Time2Internaldate(1600000000 + i * 1000), text)
        client.select("Sent")
        client.store("2", "+FLAGS", r"(\Deleted)")
        client.expunge()
        client.logout()

    def assert_kept(self, before, after):
        """Nothing that was there before changed, but for the flag that the reader sets."""
        self.assertEqual(before["subscribed"], after["subscribed"])
        self.assertEqual(set(before), set(after))
        for name in set(before) - {"subscribed"}:
            for uid, message in before[name].items():
                if uid == "validity":
                    self.assertEqual(message, after[name][uid], name)
                    continue
                flags, date, text = after[name][uid]
                self.assertEqual((message[1], message[2]), (date, text), (name, uid))
                self.assertEqual(set(message[0]) - {rb"\Answered"}, set(flags) - {rb"\Answered"}, (name, uid))

    def assert_each_once(self, subjects):
        wait_until(lambda: set(subjects) <= set(self.cluster.front1.subjects("bob")), 120, "all mail delivered")
        found = [s for s in self.cluster.front1.subjects("bob") if s.startswith("on the way")]
        self.assertEqual(sorted(found), sorted(set(found)), "a message was doubled")

    # what an administrator sees

    def owner(self):
        return self.cluster.keeper.json("account", "show", BOB)["owner"].split(".")[0]

    def unfinished(self):
        answer = self.cluster.keeper.json("account", "move", "show")
        self.assertEqual(answer["unreachable"], [])
        return [mark for mark in answer["moves"] if mark["state"] != "moved"]

    def marks(self, member):
        folder = os.path.join(member.state, "storage", ".homeport", "moves")
        found = {}
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if name.endswith(".json"):
                    with open(os.path.join(folder, name), encoding="ascii") as file, contextlib.suppress(ValueError):
                        mark = json.load(file)
                        found[mark["address"]] = mark
        return found

    def storage_folders(self, member):
        return os.path.exists(os.path.join(member.state, "storage", "example.org", "bob"))

    # tests

    def test_an_account_in_use_moves_and_comes_back(self):
        cluster = self.cluster
        self.fill()
        before = self.snapshot()
        sender, reader = Sender(cluster.front1), Reader(cluster.front1)
        sender.start()
        reader.start()
        wait_until(lambda: reader.rounds > 5 and len(sender.sent) > 3, what="mail and a client at work")
        answer = cluster.keeper.json("account", "move", BOB, "back3")
        self.assertTrue(answer["done"])
        self.assertLess(answer["heldMs"], 15000)
        self.assertEqual(self.owner(), "back3")
        count = len(sender.sent)
        wait_until(lambda: len(sender.sent) > count + 5, what="mail after the move")
        rounds = reader.rounds
        wait_until(lambda: reader.rounds > rounds + 5, what="the client at work after the move")
        self.assertGreater(reader.byes, 0)
        self.assertEqual(reader.wrong, [])
        self.assertFalse(self.storage_folders(cluster.back2))
        self.assertTrue(self.storage_folders(cluster.back3))
        self.assertEqual(self.unfinished(), [])
        aside = [m for m in cluster.keeper.json("account", "move", "show")["moves"] if m["aside"]]
        self.assertEqual([m["address"] for m in aside], [BOB])

        cluster.keeper.ctl("account", "move", "revert", BOB)
        self.assertEqual(self.owner(), "back2")
        subjects = sender.stop()
        reader.stop()
        self.assertEqual(reader.wrong, [])
        self.assert_each_once(subjects)
        self.assert_kept(before, self.snapshot())
        self.assertEqual(len([m for m in cluster.keeper.json("account", "move", "show")["moves"] if m["aside"]]), 1)
        cluster.keeper.ctl("account", "move", "purge", BOB, "--yes")
        self.assertEqual(cluster.keeper.json("account", "move", "show")["moves"], [])
        self.assertEqual(os.listdir(os.path.join(cluster.back3.state, "storage", ".moved")), [])
        with self.assertRaises(CtlError):
            cluster.keeper.ctl("account", "move", "revert", BOB)  # nothing is kept
        self.assert_kept(before, self.snapshot())

    def cut(self, victim, watched, state, source, target, finish):
        """Kills `victim` when the mark of `watched` says `state`, then lets `finish` end the move."""
        cluster = self.cluster
        move = subprocess.Popen(
            [os.path.join(homeport.BIN, "homeportctl"), "--state", cluster.keeper.state, "account", "move", BOB, target.label],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 60
            while self.marks(watched).get(BOB, {}).get("state") != state and time.monotonic() < deadline:
                if move.poll() is not None:
                    self.missed.append((victim.label, state))  # too fast for us: killed behind its end
                    break
            victim.process.send_signal(signal.SIGKILL)
            victim.process.wait()
            victim.process = None
            # never two that would serve it, whoever goes on meanwhile
            was = self.is_open(target), self.is_open(source), self.is_open(target)
            self.assertNotEqual(was, (True, True, True))
            cluster.end_slapd(victim)
            victim.start()
            cluster.wait_healthy()
        finally:
            move.kill()
            move.wait()

        def ended():
            if not self.unfinished():
                return True
            with contextlib.suppress(CtlError):
                cluster.keeper.ctl("account", "move", finish, BOB)
            return not self.unfinished()

        if finish == "revert" and not self.unfinished() and self.owner() == target.label:
            cluster.keeper.ctl("account", "move", "revert", BOB)
        wait_until(ended, 120, f"{finish} after {victim.label} was killed at {watched.label} {state}")

    def is_open(self, member):
        mark = self.marks(member).get(BOB)
        return self.storage_folders(member) and (mark is None or mark["state"] in ("copying", "adopted"))

    def test_killed_at_every_step(self):
        cluster = self.cluster
        self.fill(60)
        before = self.snapshot()
        sender = Sender(cluster.front1, 0.2)
        sender.start()
        here, there = cluster.back2, cluster.back3
        self.missed = []
        steps = [  # victim, whose mark, its state, how it is ended
            ("runner", "target", "receiving", "resume"),
            ("source", "source", "held", "resume"),
            ("target", "target", "receiving", "revert"),
            ("runner", "source", "held", "revert"),
            ("target", "target", "adopted", "resume"),
            ("runner", "target", "adopted", "resume"),
            ("source", "target", "adopted", "resume"),
            ("target", "source", "moved", "resume"),
        ]
        for victim, watched, state, finish in steps:
            with self.subTest(victim=victim, watched=watched, state=state, finish=finish):
                roles = {"runner": cluster.keeper, "source": here, "target": there}
                self.cut(roles[victim], roles[watched], state, here, there, finish)
                self.assertEqual(self.unfinished(), [])
                owner = cluster.members[self.owner()]
                other = there if owner is here else here
                self.assertTrue(self.is_open(owner))
                self.assertFalse(self.is_open(other))
                self.assert_kept(before, self.snapshot())
                here, there = owner, other
        self.assert_each_once(sender.stop())
        self.assertLess(len(self.missed), 4, self.missed)

    def test_what_cannot_be_moved_is_told_why(self):
        cluster = self.cluster
        cluster.keeper.ctl("alias", "add", "sales@example.org", BOB)
        for words, expected in (
                (("sales@example.org", "back3"), "alias"),
                (("nobody@example.org", "back3"), "there is no nobody"),
                ((BOB, "back2"), "already"),
                ((BOB, "back9"), "no member"),
                ((BOB, "front1"), "no backend"),
                ((BOB, "back3", "--storage", "nowhere"), "no storage"),
                ((BOB, "back3", "--storage", "back1"), "served by"),
                ((BOB,), "target"),
                (("--from", "back2", "--to", "back3"), "rate"),
                (("--from", "back2", "--to", "back3", "--rate", "soon"), "rate"),
                (("--from", "back2", "--to", "back2", "--rate", "5/min"), "already"),
                (("resume", BOB), "unfinished"),
                (("purge", BOB, "--yes"), "aside"),
                (("revert", BOB), "keeps")):
            with self.assertRaises(CtlError, msg=words) as refused:
                cluster.keeper.ctl("account", "move", *words)
            self.assertIn(expected, refused.exception.text, words)
        cluster.back3.stop()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, what="back3 noticed")
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("account", "move", BOB, "back3")
        self.assertRegex(refused.exception.text, "not served|cannot be reached")
        self.assertEqual(self.owner(), "back2")
        cluster.back3.start()
        cluster.wait_healthy()
        # a full one
        small = os.path.join(cluster.folder, "small")
        os.mkdir(small)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", small], capture_output=True, check=False)
        if mounted.returncode == 0:
            try:
                cluster.keeper.ctl("storage", "create", os.path.join(small, "mail"), "small", "--member", "back3")
                wait_until(lambda: "small" in cluster.keeper.ctl("storage", "list").stdout, what="the small storage")

                def told():
                    with self.assertRaises(CtlError) as full:
                        cluster.keeper.ctl("account", "move", BOB, "back3", "--storage", "small")
                    return "bytes free" in full.exception.text

                wait_until(told, what="told that it is full")
            finally:
                cluster.back3.stop()
                subprocess.run(["umount", "-l", small], check=False)
        self.assertEqual(self.owner(), "back2")
        self.assertEqual(self.marks(cluster.back2), {})

    def test_between_storages_of_one_backend_and_of_the_keeper(self):
        cluster = self.cluster
        self.fill(10)
        before = self.snapshot()
        cluster.keeper.ctl("storage", "create", os.path.join(cluster.back2.state, "second"), "second", "--member", "back2")
        wait_until(lambda: any(s["name"] == "second" and s["served"] for m in cluster.keeper.json("storage", "list")["members"]
                               for s in m["storages"]), what="the second storage")
        cluster.keeper.ctl("account", "move", BOB, "back2", "--storage", "second")
        self.assertEqual(cluster.keeper.json("account", "show", BOB)["storage"], "second")
        self.assert_kept(before, self.snapshot())
        cluster.front1.send(BOB, "after")
        wait_until(lambda: "after" in cluster.front1.subjects("bob"), what="mail in the second storage")
        # the keeper itself as target, as runner and source at once, killed while it holds the account
        cluster.keeper.ctl("account", "move", BOB, "back1")
        self.assertEqual(self.owner(), "back1")
        self.assert_kept(before, self.snapshot())
        self.missed = []
        self.cut(cluster.keeper, cluster.keeper, "held", cluster.keeper, cluster.back3, "resume")
        wait_until(lambda: self.owner() == "back3" or self.missed, what="the move gone on with")
        self.assert_kept(before, self.snapshot())

    def test_many_at_a_rate(self):
        cluster = self.cluster
        for i in range(5):
            cluster.account(f"user{i}", "back2")
            cluster.front1.send(f"user{i}@example.org", f"for {i}")
        began = time.monotonic()
        cluster.keeper.ctl("account", "move", "--from", "back2", "--to", "back3", "--limit", "4", "--rate", "60/min")

        def bulk():
            return cluster.keeper.json("account", "move", "show")["bulk"]

        wait_until(lambda: not bulk()["running"], 120, "the bulk move")
        self.assertGreater(time.monotonic() - began, 2.9)  # four beginnings, a second apart
        self.assertEqual((bulk()["moved"], bulk()["failed"]), (4, 0))
        accounts = cluster.keeper.json("account", "list", "--host", "back3")["accounts"]
        self.assertEqual(len(accounts), 4)
        usage = cluster.keeper.json("storage", "list")
        held = {s["name"]: s["accounts"] for m in usage["members"] for s in m["storages"] if s["served"]}
        self.assertEqual((held["back2"], held["back3"]), (2, 4))
        for account in accounts:
            user = account["address"].split("@")[0]
            if user != "bob":
                self.assertEqual(cluster.front1.subjects(user), [f"for {user[4:]}"])
        with self.assertRaises(CtlError):
            cluster.keeper.ctl("account", "move", "stop")  # nothing is under way


if __name__ == "__main__":
    homeport.main()
