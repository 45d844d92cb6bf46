# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""SIGKILL under a stream of mail: what got 250 is there once; what did not may be there at most once per try."""

import collections
import os
import random
import smtplib
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cluster"))
import homeport  # noqa: E402
from homeport import ClusterTest, wait_until  # noqa: E402

KILLS = int(os.environ.get("HOMEPORT_KILLS", "20"))


class Sender(threading.Thread):
    """One message after the other until told to stop; remembers what was answered."""

    def __init__(self, member, resend, name):
        super().__init__(daemon=True)
        self.member, self.resend, self.prefix = member, resend, name
        self.acknowledged, self.lost_replies = set(), 0
        self.sent = 0
        self.ending = threading.Event()

    def attempt(self, subject):
        """True: 250; None: the end of DATA was sent and no answer came; False: nothing was promised."""
        handed_over = False
        try:
            with smtplib.SMTP("127.0.0.1", self.member.port(25), timeout=60) as client:
                client.ehlo("sender.example")
                if client.mail("sender@elsewhere.example")[0] != 250 or client.rcpt("bob@example.org")[0] != 250:
                    return False
                if client.docmd("DATA")[0] != 354:
                    return False
                handed_over = True
                client.send(f"From: sender@elsewhere.example\r\nSubject: {subject}\r\n\r\nbody\r\n.\r\n")
                return client.getreply()[0] == 250
        except (OSError, smtplib.SMTPException):
            return None if handed_over else False

    def run(self):
        while not self.ending.is_set():
            self.sent += 1
            subject = f"{self.prefix}-{self.sent}"
            while True:
                result = self.attempt(subject)
                if result:
                    self.acknowledged.add(subject)
                elif result is None:
                    self.lost_replies += 1
                if result or not self.resend or self.ending.is_set():
                    break
                time.sleep(0.05)
            time.sleep(0.01)


class Kill(ClusterTest):
    def storm(self, victim, resend):
        """Kills `victim` KILLS times under load; the senders, after everything has arrived."""
        cluster = self.cluster
        senders = [Sender(cluster.front1, resend, f"{victim.label}-{int(resend)}-{n}") for n in range(3)]
        for sender in senders:
            sender.start()
        for _ in range(KILLS):
            time.sleep(random.uniform(0.2, 1.0))
            victim.kill()
            victim.start()
            if victim.label.startswith("back"):
                wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode == 0, 90, "back2 returned")
            else:
                wait_until(lambda: victim.smtp().close() is None, 60, "front1 returned")
        for sender in senders:
            sender.ending.set()
        for sender in senders:
            sender.join(120)
        cluster.wait_healthy()
        return senders

    def judge(self, senders):
        cluster = self.cluster
        acknowledged = set().union(*(sender.acknowledged for sender in senders))
        wait_until(lambda: acknowledged <= set(cluster.front2.subjects("bob")), 120, "every 250 found")
        counts = collections.Counter(cluster.front2.subjects("bob"))
        extra = sum(count - 1 for count in counts.values())
        lost = sum(sender.lost_replies for sender in senders)
        print(f"\n{len(acknowledged)} acknowledged, {lost} lost replies, {extra} extra copies", flush=True)
        self.assertGreater(len(acknowledged), KILLS)
        return acknowledged, counts, extra, lost

    def test_backend_killed_sender_never_resends(self):
        acknowledged, counts, extra, _ = self.judge(self.storm(self.cluster.back2, resend=False))
        self.assertEqual({s: counts[s] for s in acknowledged if counts[s] != 1}, {})
        self.assertEqual(extra, 0)

    def test_frontend_killed_sender_never_resends(self):
        acknowledged, counts, extra, _ = self.judge(self.storm(self.cluster.front1, resend=False))
        self.assertEqual({s: counts[s] for s in acknowledged if counts[s] != 1}, {})
        self.assertEqual(extra, 0)

    def test_backend_killed_sender_resends(self):
        acknowledged, counts, extra, lost = self.judge(self.storm(self.cluster.back2, resend=True))
        self.assertEqual([s for s in acknowledged if not counts[s]], [])
        self.assertLessEqual(extra, lost)

    def test_frontend_killed_sender_resends(self):
        acknowledged, counts, extra, lost = self.judge(self.storm(self.cluster.front1, resend=True))
        self.assertEqual([s for s in acknowledged if not counts[s]], [])
        self.assertLessEqual(extra, lost)


if __name__ == "__main__":
    homeport.main()
