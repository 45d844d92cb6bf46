# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Members in network namespaces of their own, and cuts between two of them: packets vanish, nothing is refused."""

import ctypes
import imaplib
import itertools
import json
import os
import shutil
import subprocess
import sys

import homeport
from homeport import Cluster, ClusterTest, CtlError, Member, wait_until

CLONE_NEWNET = 0x40000000
_cables = itertools.count(1)  # a removed one goes some time after its namespace
NOWHERE = "02:00:00:00:00:fe"  # no interface has this address


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def enter_own_network():
    """The test itself gets a network of its own, with a switch; a reason when that is not allowed here."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        return "needs root and iproute2 to make network namespaces"
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        return f"no network namespace: {os.strerror(ctypes.get_errno())}"
    ip("link", "set", "lo", "up")
    ip("link", "add", "switch", "type", "bridge")
    ip("addr", "add", "10.77.0.1/24", "dev", "switch")
    ip("link", "set", "switch", "up")
    return None


class RemoteMember(Member):
    """Behind a cable of its own."""

    def __init__(self, cluster, name):
        super().__init__(cluster, name)
        number = next(_cables)
        self.namespace = f"homeport-{os.getpid()}-{number}"
        self.host = f"10.77.0.{number + 1}"
        self.inside = ["ip", "netns", "exec", self.namespace]
        cable = f"cable{number}"
        ip("netns", "add", self.namespace)
        ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", self.namespace)
        ip("link", "set", cable, "master", "switch", "up")
        ip("-n", self.namespace, "link", "set", "lo", "up")
        ip("-n", self.namespace, "addr", "add", f"{self.host}/24", "dev", "eth0")
        ip("-n", self.namespace, "link", "set", "eth0", "up")

    def cut_from(self, other):
        for here, there in ((self, other), (other, self)):
            ip("-n", here.namespace, "neigh", "replace", there.host, "lladdr", NOWHERE, "dev", "eth0", "nud", "permanent")

    def heal_with(self, other):
        for here, there in ((self, other), (other, self)):
            ip("-n", here.namespace, "neigh", "del", there.host, "dev", "eth0")


class RemoteCluster(Cluster):
    def member(self, name):
        return RemoteMember(self, name)

    def close(self):
        namespaces = [member.namespace for member in self.members.values()]
        super().close()
        for namespace in namespaces:
            subprocess.run(["ip", "netns", "del", namespace], check=False, capture_output=True)


class Partition(ClusterTest):
    def setUp(self):
        self.cluster = RemoteCluster()
        self.addCleanup(self.finish)
        try:
            self.cluster.standard()
        except BaseException:
            self.cluster.print_logs()
            raise

    def sees(self, viewer, seen):
        status = json.loads(viewer.ctl("status", "-o", "json", check=False).stdout)  # it exits with the health
        own = next(member for member in status["members"] if member["name"] == viewer.name)
        return next(peer["state"] for peer in own["peers"] if peer["name"] == seen.name)

    def waiting_at(self, member):
        lanes = member.json("queue", "lanes")["lanes"]
        return sum(lane["messages"] for lane in lanes if lane.get("member", member.name) == member.name)

    def test_one_frontend_and_one_backend(self):
        cluster = self.cluster
        cluster.front1.send("bob@example.org", "before")
        cluster.front1.cut_from(cluster.back2)
        wait_until(lambda: self.sees(cluster.front1, cluster.back2) == "down", what="the cut seen")
        for i in range(5):
            cluster.front1.send("bob@example.org", f"over the cut {i}")  # accepted, and queued
        self.assertEqual(self.waiting_at(cluster.front1), 5)
        with self.assertRaises(imaplib.IMAP4.error) as caught:
            cluster.front1.imap("bob")
        self.assertIn("UNAVAILABLE", str(caught.exception))
        # nobody else notices
        cluster.front2.send("bob@example.org", "other way")
        self.assertEqual(sorted(cluster.front2.subjects("bob")), ["before", "other way"])
        cluster.front1.send("ann@example.org", "neighbour")
        self.assertEqual(cluster.front1.subjects("ann"), ["neighbour"])
        cluster.front1.heal_with(cluster.back2)
        wait_until(lambda: self.waiting_at(cluster.front1) == 0, what="the lane empty by itself")
        expected = sorted(["before", "other way"] + [f"over the cut {i}" for i in range(5)])
        self.assertEqual(sorted(cluster.front1.subjects("bob")), expected)

    def test_the_other_side_still_reaches_the_old_owner(self):
        cluster = self.cluster
        cluster.back1.cut_from(cluster.back2)
        wait_until(lambda: self.sees(cluster.back1, cluster.back2) == "down", what="the cut seen")
        storage = os.path.join(cluster.back2.state, "storage")
        # its counter moves: whatever is said of its owner, the disk is in use
        with self.assertRaises(CtlError):
            cluster.back1.ctl("storage", "attach", storage, "--fenced", "test: a wrong statement")
        with self.assertRaises(CtlError) as blocked:
            cluster.keeper.ctl("reassign", "back2", "back1", "--yes")
        for front in ("front1", "front2"):
            self.assertIn(f"{front}.example.net still reaches back2.example.net", blocked.exception.text)
        cluster.front1.send("bob@example.org", "still served")
        self.assertEqual(cluster.front2.subjects("bob"), ["still served"])
        self.assertEqual(cluster.keeper.json("account", "show", "bob@example.org")["hostServer"], "back2.example.net")

    def test_a_member_away_during_the_push_catches_up_before_it_routes(self):
        cluster = self.cluster
        cluster.front2.send("bob@example.org", "before")
        for other in (cluster.back1, cluster.back2, cluster.front1):
            cluster.front2.cut_from(other)
        cluster.back2.kill()
        wait_until(lambda: self.sees(cluster.back1, cluster.back2) == "down", what="the loss seen")
        wait_until(lambda: self.sees(cluster.back1, cluster.front2) == "down", what="the cut seen")
        cluster.back1.ctl("storage", "attach", os.path.join(cluster.back2.state, "storage"), "--fenced", "test: killed")
        with self.assertRaises(CtlError) as blocked:
            cluster.keeper.ctl("reassign", "back2", "back1", "--yes")
        self.assertIn("--without", blocked.exception.text)
        cluster.keeper.ctl("reassign", "back2", "back1", "--without", "front2", "--yes")
        self.assertEqual(cluster.front1.subjects("bob"), ["before"])
        cluster.back2.start()  # the old owner is reachable again, and still believes what it knew
        for other in (cluster.back2, cluster.back1, cluster.front1):
            cluster.front2.heal_with(other)
        cluster.front2.send("bob@example.org", "after")
        wait_until(lambda: sorted(cluster.front2.subjects("bob")) == ["after", "before"], what="mail at the new owner")
        cluster.wait_healthy()


if __name__ == "__main__":
    reason = enter_own_network()
    if reason:
        sys.stderr.write(f"skipped: {reason}\n")
        sys.exit(0)
    homeport.main()
