# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""One client that does not read its 50 MB FETCH, beside 100 live sessions on the same cluster link."""

import hashlib
import unittest

import homeport
from homeport import ClusterTest, wait_until

SESSIONS = 100
SIZE = 48 * 1024 * 1024  # what smtp.max_message_size lets through


class Fairness(ClusterTest):
    def test_a_stalled_fetch_holds_up_nobody(self):
        front = self.cluster.front1
        line = b"0123456789abcdef" * 4 + b"\r\n"
        message = b"Subject: large\r\n\r\n" + line * (SIZE // len(line))
        with front.imap("bob") as client:
            self.assertEqual(client.append("INBOX", None, None, message)[0], "OK")
        self.cluster.front2.send("bob@example.org", "small")
        wait_until(lambda: "small" in front.subjects("bob"), what="the small message")

        stalled = front.imap("bob")
        stalled.select("INBOX", readonly=True)
        stalled.send(b"slow FETCH 1 BODY.PEEK[]\r\n")
        begun = stalled.readline()  # the answer has begun; nobody reads on
        self.assertIn(b"{%d}" % len(message), begun)

        sessions = [front.imap("bob") for _ in range(SESSIONS)]
        try:
            for session in sessions:
                self.assertEqual(session.select("INBOX", readonly=True)[0], "OK")
            for session in sessions:
                code, data = session.fetch("2", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
                self.assertEqual(code, "OK")
                self.assertIn(b"small", data[0][1])

            body = stalled.read(len(message))  # and now it reads on: nothing was lost
            self.assertEqual(hashlib.sha256(body).digest(), hashlib.sha256(message).digest())
            rest = stalled.readline()
            while not rest.startswith(b"slow "):
                rest = stalled.readline()
            self.assertTrue(rest.startswith(b"slow OK"), rest)
        finally:
            for session in sessions + [stalled]:
                session.shutdown()


if __name__ == "__main__":
    homeport.main()
