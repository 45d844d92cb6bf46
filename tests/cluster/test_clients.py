# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Clients that we did not write, against a real cluster: curl, swaks, mbsync, imaplib, poplib, smtplib, mutt."""

import imaplib
import os
import pty
import select
import shutil
import smtplib
import socket
import subprocess
import time
import unittest

import homeport
from homeport import Cluster, wait_until


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        try:
            cls.cluster.standard()
        except BaseException:
            cls.cluster.print_logs()
            cls.cluster.close()
            raise

    @classmethod
    def tearDownClass(cls):
        codes = {name: member.stop() for name, member in cls.cluster.members.items()}
        cls.cluster.close()
        assert all(code == 0 for code in codes.values()), f"daemons must end cleanly: {codes}"

    def run_tool(self, *words, **options):
        return subprocess.run(words, text=True, capture_output=True, timeout=120, **options)

    def password(self, user):
        return self.cluster.passwords[user]

    @property
    def authority(self):
        return os.path.join(self.cluster.folder, "back1", "ca", "ca.crt")

    def test_mail_reaches_its_home_and_is_seen_through_every_member(self):
        self.cluster.front1.send("bob@example.org", "through front1")
        for member in (self.cluster.front1, self.cluster.front2, self.cluster.back1, self.cluster.back2):
            wait_until(lambda: "through front1" in member.subjects("bob"), what=f"mail seen through {member.label}")

    def test_one_message_to_accounts_on_both_backends(self):
        refused = self.cluster.front2.send(["ann@example.org", "bob@example.org"], "for both")
        self.assertEqual(refused, {})
        for user in ("ann", "bob"):
            self.assertEqual(self.cluster.front1.subjects(user).count("for both"), 1)

    def test_unknown_recipient_is_refused_at_rcpt(self):
        with self.cluster.front1.smtp() as client:
            client.ehlo("test.example")
            client.mail("sender@elsewhere.example")
            code, text = client.rcpt("nobody@example.org")
            self.assertEqual(code, 550)
            self.assertIn(b"5.1.1", text)
            self.assertEqual(client.rcpt("bob@elsewhere.example")[0], 550)
            self.assertEqual(client.rcpt("postmaster@example.org")[0], 250)
            self.assertEqual(client.rcpt("Postmaster")[0], 250)
            self.assertEqual(client.rcpt("ABUSE@Example.ORG")[0], 250)

    def test_alias_gets_mail_and_logs_in(self):
        self.cluster.keeper.ctl("alias", "add", "robert@example.org", "bob@example.org")
        self.cluster.front1.send("robert@example.org", "to the alias")
        wait_until(lambda: "to the alias" in self.cluster.front2.subjects("bob"), what="mail to the alias")
        client = self.cluster.front1.imap("robert@example.org", self.password("bob"))
        client.logout()

    def test_curl_smtp_imap_pop3(self):
        message = os.path.join(self.cluster.folder, "message")
        with open(message, "w", encoding="ascii", newline="") as file:
            file.write("From: c@x.example\r\nTo: ann@example.org\r\nSubject: by curl\r\n\r\nbody\r\n")
        sent = self.run_tool("curl", "-sS", "--ssl-reqd", "--cacert", self.authority, "--url",
                             f"smtp://localhost:{self.cluster.front1.port(25)}", "--mail-from", "c@x.example",
                             "--mail-rcpt", "ann@example.org", "--upload-file", message)
        self.assertEqual(sent.returncode, 0, sent.stderr)
        user = f"ann@example.org:{self.password('ann')}"
        listed = self.run_tool("curl", "-sS", "--cacert", self.authority, "--user", user,
                               f"imaps://localhost:{self.cluster.front2.port(993)}/INBOX?SUBJECT%20%22by%20curl%22")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertRegex(listed.stdout, r"SEARCH \d+")
        popped = self.run_tool("curl", "-sS", "--cacert", self.authority, "--user", user,
                               f"pop3s://localhost:{self.cluster.front2.port(995)}/1")
        self.assertEqual(popped.returncode, 0, popped.stderr)
        self.assertIn("Subject:", popped.stdout)

    def test_submission_needs_a_login_and_an_own_sender(self):
        with self.cluster.front1.submission() as client:
            client.ehlo("test.example")
            self.assertEqual(client.mail("bob@example.org")[0], 530)
            client.login("bob@example.org", self.password("bob"))
            client.sendmail("bob@example.org", ["ann@example.org"],
                            "From: bob@example.org\r\nSubject: submitted\r\n\r\nx\r\n")
            code, _ = client.mail("ann@example.org")
            if code == 250:
                code, _ = client.rcpt("ann@example.org")
            self.assertGreaterEqual(code, 500)
        self.assertIn("submitted", self.cluster.front2.subjects("ann"))

    def test_remote_recipients_need_a_relay(self):
        with self.cluster.front1.submission() as client:
            client.login("bob@example.org", self.password("bob"))
            client.ehlo("test.example")
            client.mail("bob@example.org")
            code, text = client.rcpt("someone@elsewhere.example")
            self.assertEqual(code, 550)
            self.assertIn(b"5.7.1", text)

    @unittest.skipUnless(shutil.which("swaks"), "swaks is not installed")
    def test_swaks(self):
        result = self.run_tool(
            "swaks", "--server", "localhost", "--port", str(self.cluster.front2.port(587)), "--tls", "--tls-ca-path",
            self.authority, "--auth", "PLAIN", "--auth-user", "ann@example.org", "--auth-password",
            self.password("ann"), "--from", "ann@example.org", "--to", "bob@example.org", "--header",
            "Subject: by swaks", "--helo", "test.example")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("by swaks", self.cluster.front1.subjects("bob"))

    def run_on_a_terminal(self, words, seconds=60):
        """Runs a full-screen program; what it wrote to its terminal."""
        master, slave = pty.openpty()
        process = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, close_fds=True,
                                   env=dict(os.environ, TERM="vt100", HOME=self.cluster.folder, LC_ALL="C"))
        os.close(slave)
        screen = b""
        try:
            wait_for_end = time.monotonic() + seconds
            while process.poll() is None and time.monotonic() < wait_for_end:
                if select.select([master], [], [], 0.2)[0]:
                    try:
                        screen += os.read(master, 65536)
                    except OSError:  # the other side is closed: the program has ended
                        break
            self.assertEqual(process.wait(10), 0, screen.decode("latin-1"))
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            os.close(master)
        return screen.decode("latin-1")

    @unittest.skipUnless(shutil.which("mutt"), "mutt is not installed")
    def test_mutt_flags_and_copies(self):
        self.cluster.front1.send("ann@example.org", "for mutt")
        wait_until(lambda: "for mutt" in self.cluster.front1.subjects("ann"), what="the message")
        config = os.path.join(self.cluster.folder, "muttrc")
        with open(config, "w", encoding="ascii") as file:
            file.write(f"""
set imap_user="ann@example.org" imap_pass="{self.password('ann')}"
set folder="imaps://localhost:{self.cluster.front1.port(993)}/" spoolfile="+INBOX"
set ssl_force_tls ssl_verify_host ssl_ca_certificates_file="{self.authority}" certificate_file="{self.authority}"
set confirmcreate=no confirmappend=no quit=yes delete=yes header_cache="" message_cachedir="" sleep_time=0
push "<limit>~s mutt<enter><flag-message><copy-message>+FromMutt<enter><quit>"
""")
        screen = self.run_on_a_terminal(["mutt", "-F", config])
        with self.cluster.front2.imap("ann") as client:
            client.select("INBOX")
            _, found = client.search(None, "FLAGGED", "SUBJECT", '"for mutt"')
            self.assertEqual(len(found[0].split()), 1, screen)
            code, count = client.select("FromMutt")
            self.assertEqual((code, count), ("OK", [b"1"]), screen)

    @unittest.skipUnless(shutil.which("mbsync"), "mbsync is not installed")
    def test_mbsync_two_ways(self):
        folder = os.path.join(self.cluster.folder, "mbsync")
        os.makedirs(os.path.join(folder, "mail"))
        config = os.path.join(folder, "rc")
        with open(config, "w", encoding="ascii") as file:
            file.write(f"""
IMAPAccount home
Host localhost
Port {self.cluster.front1.port(993)}
User ann@example.org
Pass {self.password('ann')}
SSLType IMAPS
CertificateFile {self.authority}

IMAPStore far
Account home

MaildirStore near
Path {folder}/mail/
Inbox {folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
""")
        self.cluster.front2.send("ann@example.org", "for mbsync")
        first = self.run_tool("mbsync", "-c", config, "all")
        self.assertEqual(first.returncode, 0, first.stderr)
        cur = [os.path.join(folder, "mail", "INBOX", sub, name) for sub in ("new", "cur")
               for name in os.listdir(os.path.join(folder, "mail", "INBOX", sub))]
        texts = []
        for path in cur:
            with open(path, encoding="utf-8", errors="replace") as file:
                texts.append(file.read())
        self.assertTrue(any("for mbsync" in text for text in texts))
        with open(os.path.join(folder, "mail", "INBOX", "new", "1.local.host"), "w", encoding="ascii") as file:
            file.write("From: a@b.example\nSubject: from mbsync\n\nbody\n")
        second = self.run_tool("mbsync", "-c", config, "all")
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertIn("from mbsync", self.cluster.front1.subjects("ann"))
        third = self.run_tool("mbsync", "-c", config, "all")
        self.assertEqual(third.returncode, 0, third.stderr)

    def test_imaplib_mailboxes_flags_search_copy_expunge(self):
        client = self.cluster.front1.imap("bob")
        self.assertEqual(client.create("Work.Reports")[0], "OK")
        self.assertEqual(client.subscribe("Work.Reports")[0], "OK")
        self.assertIn(b"Work.Reports", b" ".join(client.lsub()[1]))
        for i in range(3):
            text = f"From: a@b.example\r\nSubject: report {i}\r\nDate: Thu, 1 Jan 2026 10:0{i}:00 +0000\r\n\r\nbody {i}\r\n"
            code, answer = client.append("Work.Reports", r"(\Seen)" if i == 0 else None, None, text.encode())
            self.assertEqual(code, "OK")
            self.assertIn(b"APPENDUID", answer[0])
        self.assertEqual(client.select("Work.Reports")[1], [b"3"])
        self.assertEqual(client.search(None, "UNSEEN")[1], [b"2 3"])
        self.assertEqual(client.search(None, "SUBJECT", '"report 1"')[1], [b"2"])
        self.assertEqual(client.search(None, "TEXT", '"body 2"')[1], [b"3"])
        envelope = client.fetch("2", "(ENVELOPE BODYSTRUCTURE RFC822.SIZE)")[1][0]
        self.assertIn(b'"report 1"', envelope)
        self.assertIn(b"BODYSTRUCTURE (", envelope)
        self.assertEqual(client.copy("1:2", "INBOX")[0], "OK")
        client.store("1,3", "+FLAGS", r"(\Deleted $Label)")
        self.assertEqual(len(client.expunge()[1]), 2)  # in whatever order: their numbers depend on it
        self.assertEqual(client.select("Work.Reports")[1], [b"1"])
        self.assertEqual(client.rename("Work.Reports", "Archive")[0], "OK")
        self.assertEqual(client.status("Archive", "(MESSAGES UNSEEN UIDNEXT)")[0], "OK")
        client.select("INBOX")
        self.assertEqual(client.delete("Archive")[0], "OK")
        client.logout()

    def test_large_message_both_ways(self):
        body = ("0123456789abcdef" * 60 + "\r\n") * 5000  # 4.8 MB
        self.cluster.front1.send("ann@example.org", "large", body=body)
        client = self.cluster.front2.imap("ann")
        client.select("INBOX")
        number = client.search(None, 'SUBJECT "large"')[1][0].split()[-1]
        text = client.fetch(number, "(BODY.PEEK[TEXT])")[1][0][1]
        self.assertEqual(text.decode(), body)
        client.logout()

    def test_idle_tells_of_new_mail(self):
        client = self.cluster.front1.imap("bob")
        client.select("INBOX")
        client.send(b"x1 IDLE\r\n")
        self.assertTrue(client.readline().startswith(b"+"))
        self.cluster.front2.send("bob@example.org", "while idle")
        client.sock.settimeout(60)
        self.assertRegex(client.readline(), rb"\* \d+ EXISTS")
        client.send(b"DONE\r\n")
        while not client.readline().startswith(b"x1 OK"):
            pass
        client.logout()

    def test_pop3_complete(self):
        self.cluster.account("pop", "back2")
        for i in range(3):
            self.cluster.front1.send("pop@example.org", f"pop {i}", body=".dots\r\n..more\r\n")
        client = self.cluster.front2.pop3("pop")
        self.assertEqual(client.stat()[0], 3)
        self.assertEqual(len(client.uidl()[1]), 3)
        lines = client.retr(1)[1]
        self.assertIn(b".dots", lines)
        self.assertIn(b"..more", lines)
        self.assertIn(b"Subject: pop 1", client.top(2, 0)[1])
        client.dele(1)
        client.quit()
        client = self.cluster.front1.pop3("pop")
        self.assertEqual(client.stat()[0], 2)
        client.quit()

    def test_wrong_password_is_said_to_be_wrong(self):
        with self.assertRaises(imaplib.IMAP4.error) as caught:
            self.cluster.front1.imap("bob", "wrong")
        self.assertIn("AUTHENTICATIONFAILED", str(caught.exception))
        with self.assertRaises(imaplib.IMAP4.error) as caught:
            self.cluster.front1.imap("nobody", "wrong")
        self.assertIn("AUTHENTICATIONFAILED", str(caught.exception))

    def test_no_password_in_the_clear(self):
        client = imaplib.IMAP4("127.0.0.1", self.cluster.front1.port(143), timeout=30)
        self.assertIn("LOGINDISABLED", client.capabilities)
        with self.assertRaises(imaplib.IMAP4.error):
            client.login("bob@example.org", self.password("bob"))
        client.shutdown()

    def test_bytes_after_starttls_close_the_connection(self):
        for standard, hello, command in ((25, b"EHLO x\r\n", b"STARTTLS\r\nNOOP\r\n"),
                                         (143, b"", b"a STARTTLS\r\nb NOOP\r\n"), (110, b"", b"STLS\r\nNOOP\r\n")):
            with socket.create_connection(("127.0.0.1", self.cluster.front1.port(standard)), timeout=30) as peer:
                peer.recv(4096)
                if hello:
                    peer.sendall(hello)
                    peer.recv(4096)
                peer.sendall(command)
                received = b""
                try:
                    while True:
                        data = peer.recv(4096)
                        if not data:
                            break
                        received += data
                except ConnectionResetError:
                    pass
                self.assertNotIn(b"b OK", received)

    def test_status_and_lists_in_json(self):
        keeper = self.cluster.keeper
        self.assertTrue(keeper.json("member", "list"))
        self.assertTrue(keeper.json("account", "list"))
        self.assertTrue(keeper.json("storage", "list"))
        keeper.ctl("table", "history")
        keeper.ctl("route", "bob@example.org")


if __name__ == "__main__":
    homeport.main()
