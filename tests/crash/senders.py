# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Clients that go on whatever happens, and remember what they were told."""

import imaplib
import smtplib
import threading
import time


class Sender(threading.Thread):
    """One message after the other until told to stop; remembers what was answered."""

    def __init__(self, member, resend, name, recipients=("bob@example.org",)):
        super().__init__(daemon=True)
        self.recipients = recipients
        self.member, self.resend, self.prefix = member, resend, name
        self.acknowledged, self.lost_replies = set(), 0
        self.sent = 0
        self.ending = threading.Event()

    def recipient(self, number):
        return self.recipients[number % len(self.recipients)]

    def attempt(self, subject, recipient):
        """True: 250; None: the end of DATA was sent and no answer came; False: nothing was promised."""
        handed_over = False
        try:
            with smtplib.SMTP("127.0.0.1", self.member.port(25), timeout=60) as client:
                client.ehlo("sender.example")
                if client.mail("sender@elsewhere.example")[0] != 250 or client.rcpt(recipient)[0] != 250:
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
                result = self.attempt(subject, self.recipient(self.sent))
                if result:
                    self.acknowledged.add(subject)
                elif result is None:
                    self.lost_replies += 1
                if result or not self.resend or self.ending.is_set():
                    break
                time.sleep(0.05)
            time.sleep(0.01)


class Reader(threading.Thread):
    """Logs in, reads and leaves, again and again; every refusal and every broken session is an error."""

    def __init__(self, member, user):
        super().__init__(daemon=True)
        self.member, self.user = member, user
        self.sessions, self.errors = 0, []
        self.ending = threading.Event()

    def run(self):
        while not self.ending.is_set():
            try:
                with self.member.imap(self.user) as client:
                    client.select("INBOX", readonly=True)
                    client.noop()
                self.sessions += 1
            except (OSError, imaplib.IMAP4.error) as error:
                self.errors.append(str(error))
            time.sleep(0.05)
