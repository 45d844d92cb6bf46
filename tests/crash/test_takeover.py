# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A backend with 10,000 accounts is lost under load and taken over; prints what an administrator would ask for."""

import collections
import imaplib
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cluster"))
import homeport  # noqa: E402
from homeport import ClusterTest, wait_until  # noqa: E402
from senders import Reader, Sender  # noqa: E402

ACCOUNTS = int(os.environ.get("HOMEPORT_ACCOUNTS", "10000"))
CORRESPONDENTS = 20  # of the lost backend's accounts, and as many neighbours, that get mail all the time
PASSWORD = "takeover-password"


class Takeover(ClusterTest):
    def prepare(self):
        super().prepare()
        cluster = self.cluster
        self.lost = [f"user{i}@example.org" for i in range(ACCOUNTS)]
        self.neighbours = [f"neighbour{i}@example.org" for i in range(CORRESPONDENTS)]
        table = os.path.join(cluster.folder, "accounts.csv")
        with open(table, "w", encoding="ascii") as file:
            file.write("address,host,password\n")
            for host, addresses in (("back2", self.lost), ("back1", self.neighbours)):
                file.writelines(f"{address},{host}.example.net,{PASSWORD}\n" for address in addresses)
        cluster.keeper.ctl("account", "import", table, timeout=600)
        cluster.passwords.update(dict.fromkeys(self.lost + self.neighbours, PASSWORD))

    def logged_in(self, member, user):
        try:
            member.imap(user).logout()
        except (OSError, imaplib.IMAP4.error):
            return False
        return True

    def find_all(self, senders):
        """Every acknowledged message once, at its recipient and nowhere else."""
        wanted = collections.defaultdict(set)
        for sender in senders:
            for subject in sender.acknowledged:
                wanted[sender.recipient(int(subject.rsplit("-", 1)[1]))].add(subject)
        lost = doubled = 0
        for recipient, subjects in wanted.items():
            wait_until(lambda: subjects <= set(self.cluster.front2.subjects(recipient)), 120, f"all mail of {recipient}")
            counts = collections.Counter(self.cluster.front2.subjects(recipient))
            lost += len(subjects - set(counts))
            doubled += sum(count - 1 for count in counts.values())
        return sum(map(len, wanted.values())), lost, doubled

    def test_ten_thousand_accounts(self):
        cluster = self.cluster
        recipients = self.lost[:CORRESPONDENTS] + self.neighbours
        senders = [Sender(member, False, member.label, recipients) for member in (cluster.front1, cluster.front2)]
        readers = [Reader(member, user) for member, user in
                   ((cluster.front1, self.neighbours[0]), (cluster.front2, self.neighbours[1]))]
        for thread in senders + readers:
            thread.start()
        wait_until(lambda: all(sender.sent > 20 for sender in senders), what="the load")

        killed = time.monotonic()
        cluster.back2.kill()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 60, "the loss seen")
        detected = time.monotonic() - killed
        cluster.back1.ctl("storage", "attach", os.path.join(cluster.back2.state, "storage"), "--fenced", "test: killed")

        go = time.monotonic()
        cluster.keeper.ctl("reassign", "back2", "back1", "--yes", "--background")
        wait_until(lambda: self.logged_in(cluster.front2, self.lost[-1]), 120, "the first login")
        first_login = time.monotonic() - go
        wait_until(lambda: cluster.keeper.json("job", "show")["running"] is None, 600, "the last record")
        last_record = time.monotonic() - go

        left = cluster.keeper.json("account", "list", "--host", "back2", "--text", "user")
        self.assertEqual(left["accounts"], [])
        for thread in senders + readers:
            thread.ending.set()
        for thread in senders + readers:
            thread.join(120)
        acknowledged, lost, doubled = self.find_all(senders)
        errors = [error for reader in readers for error in reader.errors]
        print(json.dumps({
            "accounts": ACCOUNTS, "detection_seconds": round(detected, 2),
            "go_to_first_login_seconds": round(first_login, 2), "go_to_last_record_seconds": round(last_record, 2),
            "neighbour_sessions": sum(reader.sessions for reader in readers), "neighbour_errors": len(errors),
            "messages": acknowledged, "lost": lost, "doubled": doubled}), flush=True)
        self.assertEqual((errors, lost, doubled), ([], 0, 0))
        self.assertTrue(all(reader.sessions > 0 for reader in readers))


if __name__ == "__main__":
    homeport.main()
