# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""SIGKILL under a stream of mail: what got 250 is there once; what did not may be there at most once per try."""

import collections
import os
import random
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cluster"))
import homeport  # noqa: E402
from homeport import ClusterTest, wait_until  # noqa: E402
from senders import Sender  # noqa: E402

KILLS = int(os.environ.get("HOMEPORT_KILLS", "20"))


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
