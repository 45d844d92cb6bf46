# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A member whose clock is ten years off is alone with it: others do not notice, nothing is lost or refused for good."""

import glob
import imaplib
import os
import smtplib
import unittest
from unittest import mock

import homeport
from homeport import ClusterTest, wait_until

LIBRARY = next(iter(sorted(glob.glob("/usr/lib*/*/faketime/libfaketimeMT.so.1") + glob.glob("/usr/lib/faketime/libfaketimeMT.so.1"))), None)


@unittest.skipUnless(LIBRARY, "libfaketime (package faketime) is not installed")
class Clocks(ClusterTest):
    def start(self, member, offset):
        fake = {"LD_PRELOAD": LIBRARY, "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
        with mock.patch.dict(os.environ, fake):
            member.start()
        wait_until(lambda: member.ctl("status", check=False).stdout, what=f"{member.label} with its clock at {offset}")

    def waits(self, member, subject):
        """Mail through a member is queued or put off, never refused for good."""
        try:
            member.send("bob@example.org", subject)
            return True
        except smtplib.SMTPRecipientsRefused as refused:
            self.assertEqual({code // 100 for code, _ in refused.recipients.values()}, {4})
        except smtplib.SMTPResponseException as refused:
            self.assertEqual(refused.smtp_code // 100, 4)
        except (OSError, smtplib.SMTPException):
            pass  # it is not there at all
        return False

    def test_a_backend_and_a_frontend_ten_years_off(self):
        cluster = self.cluster
        expected = ["before"]
        cluster.front1.send("bob@example.org", "before")
        for offset in ("+10y", "-10y"):
            for member in (cluster.back2, cluster.front2):
                member.stop()
                self.start(member, offset)
            subject = f"while the clock is {offset} off"
            cluster.front1.send("bob@example.org", subject)  # taken, for whenever
            cluster.front1.send("ann@example.org", subject)
            expected.append(subject)
            wait_until(lambda: subject in cluster.front1.subjects("ann"), what="the others unaffected")
            with self.assertRaises((imaplib.IMAP4.error, OSError)) as login:
                cluster.front2.imap("ann")
            self.assertNotIn("AUTHENTICATIONFAILED", str(login.exception))
            through = f"through front2 {offset}"
            if self.waits(cluster.front2, through):
                expected.append(through)
            for member in (cluster.back2, cluster.front2):
                member.stop()
                member.start()
            cluster.wait_healthy()
            wait_until(lambda: sorted(cluster.front2.subjects("bob")) == sorted(expected), what="everything, once")


if __name__ == "__main__":
    homeport.main()
