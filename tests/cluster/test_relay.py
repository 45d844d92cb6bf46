# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Remote mail leaves through relay.host: STARTTLS, AUTH, delivery, refusal with a notification, later and again."""

import base64
import os
import socketserver
import ssl
import threading
import unittest

import homeport
from homeport import Cluster, wait_until


class Relay(socketserver.ThreadingTCPServer):
    """A small smarthost that wants STARTTLS and a password."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.context = None
        self.messages = []
        self.busy = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        self.file = self.request.makefile("rwb", buffering=0)
        self.secure = self.known = False
        self.say("220 relay.example ESMTP")
        sender, recipients = "", []
        while line := self.file.readline().decode("latin-1").rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                self.say("250-relay.example\r\n250-SIZE 1000000\r\n250 " + ("AUTH PLAIN" if self.secure else "STARTTLS"))
            elif verb == "STARTTLS":
                self.say("220 go")
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
                self.file = self.request.makefile("rwb", buffering=0)
                self.secure = True
            elif verb == "AUTH":
                self.known = base64.b64decode(line.split(" ")[2]) == b"\0cluster\0s3cret"
                self.say("235 ok" if self.known else "535 no")
            elif verb == "MAIL":
                sender, recipients = line, []
                self.say("250 ok" if self.known else "530 log in")
            elif verb == "RCPT":
                if "refused@" in line:
                    self.say("550 5.1.1 no such user there")
                elif self.server.busy:
                    self.say("451 4.3.0 later")
                else:
                    recipients.append(line)
                    self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go")
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += self.file.readline()
                self.server.messages.append((sender, recipients, text))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("500 what")

    def say(self, text):
        self.file.write(text.encode() + b"\r\n")


class RelayTest(unittest.TestCase):
    def test_remote_mail(self):
        relay = Relay()
        self.addCleanup(relay.shutdown)
        with Cluster() as cluster:
            authority = os.path.join(cluster.folder, "back1", "ca", "ca.crt")
            cluster.found("--set", f'relay.host="localhost:{relay.port}"', "--set", 'relay.user="cluster"', "--set",
                          'relay.password="s3cret"', "--set", f'relay.ca_file="{authority}"')
            tls = os.path.join(cluster.folder, "back1", "tls")
            relay.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            relay.context.load_cert_chain(os.path.join(tls, "server.crt"), os.path.join(tls, "server.key"))
            cluster.account("ann", "back1")

            def submit(to, subject):
                with cluster.back1.submission() as client:
                    client.login("ann@example.org", cluster.passwords["ann"])
                    client.sendmail("ann@example.org", [to], f"From: ann@example.org\r\nSubject: {subject}\r\n\r\n.dot\r\n")

            submit("you@far.example", "out")
            wait_until(lambda: relay.messages, what="the message at the relay")
            sender, recipients, text = relay.messages[0]
            self.assertIn("<ann@example.org>", sender)
            self.assertIn("<you@far.example>", recipients[0])
            self.assertIn(b"\r\n..dot\r\n", text)

            submit("refused@far.example", "bad")
            wait_until(lambda: "Undelivered mail returned to sender" in cluster.back1.subjects("ann"),
                       what="the notification")

            relay.busy = True
            submit("you@far.example", "later")
            lane = wait_until(lambda: [lane for lane in cluster.back1.json("queue", "lanes")["lanes"]
                                       if "451" in (lane["lastError"] or "")], what="the deferred message")
            self.assertEqual(lane[0]["name"], "domain:far.example")
            relay.busy = False
            cluster.back1.ctl("queue", "retry", "domain:far.example")
            wait_until(lambda: len(relay.messages) == 2, what="the second try")
            wait_until(lambda: not cluster.back1.json("queue", "lanes")["lanes"], what="an empty queue")


if __name__ == "__main__":
    homeport.main()
