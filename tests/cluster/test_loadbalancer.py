# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A real HAProxy in front of two frontends: PROXY protocol, /readyz, agent-check."""

import imaplib
import os
import shutil
import smtplib
import socket
import subprocess
import threading
import time
import unittest

import drainable
import homeport
from homeport import wait_until

CLIENT = "127.0.0.77"  # where the clients come from; HAProxy comes from 127.0.0.1
OTHER = "127.0.0.2"  # neither

CONFIG = """
global
    maxconn 200
    stats socket {folder}/haproxy.sock mode 600 level admin
defaults
    mode tcp
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    retries 3
    option redispatch
{services}
"""

SERVICE = """
frontend {name}-in
    bind 127.0.0.1:{port}
    default_backend {name}
backend {name}
    balance roundrobin
    option httpchk
    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host balancer.example.net
    http-check expect status 200
{servers}
"""

SERVER = ("    server {label} 127.0.0.1:{port} send-proxy-v2 check port {health} inter 300ms fall 2 rise 1 "
          "agent-check agent-port {agent} agent-inter 300ms")


class Imap(imaplib.IMAP4):
    def _create_socket(self, timeout):
        return socket.create_connection((self.host, self.port), 60, (CLIENT, 0))


@unittest.skipUnless(shutil.which("haproxy", path=os.environ.get("PATH", "") + ":/usr/sbin"), "haproxy is not installed")
class LoadBalancer(drainable.Test):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        for name in ("front1", "front2"):
            front = cluster.member(name)
            front.settings["drain"]["grace"] = '"3s"'
            for section in ("smtp", "imap", "submission", "pop3"):
                front.settings[section] = {"proxy_protocol_from": '["127.0.0.1/32"]'}
            cluster.member = lambda _, ready=front: ready
            cluster.join(name)
            del cluster.member
        cluster.wait_healthy()
        cluster.account("bob", "back2")
        self.base = homeport.free_port_base()
        self.start_haproxy()

    def start_haproxy(self):
        services = ""
        for name, standard in (("smtp", 25), ("imap", 143)):
            servers = "\n".join(
                SERVER.format(label=front.label, port=front.port(standard), health=front.port(702), agent=front.port(703))
                for front in (self.cluster.front1, self.cluster.front2))
            services += SERVICE.format(name=name, port=self.base + standard, servers=servers)
        path = os.path.join(self.cluster.folder, "haproxy.cfg")
        with open(path, "w", encoding="ascii") as file:
            file.write(CONFIG.format(folder=self.cluster.folder, services=services))
        with open(os.path.join(self.cluster.folder, "haproxy.log"), "wb") as log:
            self.haproxy = subprocess.Popen(
                [shutil.which("haproxy", path=os.environ.get("PATH", "") + ":/usr/sbin"), "-db", "-f", path],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addCleanup(self.haproxy.wait)
        self.addCleanup(self.haproxy.kill)
        wait_until(lambda: self.servers("smtp") == {"front1": "UP", "front2": "UP"}, what="both servers up")

    def servers(self, service):
        """What HAProxy thinks of each server."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(os.path.join(self.cluster.folder, "haproxy.sock"))
            connection.sendall(b"show stat\n")
            rows = [line.split(",") for line in connection.makefile().read().splitlines() if line]
        names = rows[0]
        return {row[1]: row[names.index("status")] for row in rows
                if row[0] == service and row[1] in ("front1", "front2")}

    def imap(self):
        client = Imap("127.0.0.1", self.base + 143)
        client.starttls(ssl_context=self.cluster.tls())
        client.login("bob@example.org", self.cluster.passwords["bob"])
        return client

    def send(self, subject):
        with smtplib.SMTP("127.0.0.1", self.base + 25, timeout=60, source_address=(CLIENT, 0)) as client:
            client.sendmail("sender@elsewhere.example", ["bob@example.org"], f"Subject: {subject}\r\n\r\nHello.\r\n")

    def connections(self, front):
        return front.log_text().count(f"rip={CLIENT}")

    def first_words(self, port, source, said=b""):
        with socket.create_connection(("127.0.0.1", port), 60, (source, 0)) as connection:
            connection.sendall(said)
            try:
                return connection.recv(1000)
            except ConnectionResetError:
                return b""

    def test_a_balancer_in_front_of_two_frontends(self):
        cluster = self.cluster
        for i in range(4):
            self.send(f"first {i}")
        for front in (cluster.front1, cluster.front2):
            self.assertGreaterEqual(self.connections(front), 2)  # the client's address, not the balancer's
            self.assertNotRegex(front.log_text(), r"rip=127\.0\.0\.1(?!\d)")
        sessions = [self.imap(), self.imap()]
        wait_until(lambda: cluster.back2.log_text().count(f"rip={CLIENT}") == 2, what="the home knows the client, too")

        # who may speak the PROXY protocol
        port = cluster.front1.port(25)
        header = b"PROXY TCP4 192.0.2.9 127.0.0.1 1000 25\r\n"
        self.assertTrue(self.first_words(port, OTHER).startswith(b"220 "))
        self.assertEqual(self.first_words(port, "127.0.0.1", b"EHLO client.example\r\n"), b"")
        self.assertTrue(self.first_words(port, "127.0.0.1", header).startswith(b"220 "))
        with socket.create_connection(("127.0.0.1", cluster.front1.port(993)), 60) as plain:
            plain.sendall(header)  # before TLS, not within
            with cluster.tls().wrap_socket(plain, server_hostname="localhost") as secured:
                self.assertTrue(secured.recv(1000).startswith(b"* OK"))
        with socket.create_connection(("127.0.0.1", port), 60, (OTHER, 0)) as stranger:
            words = stranger.makefile("rb")
            self.assertTrue(words.readline().startswith(b"220 "))
            stranger.sendall(header)
            self.assertTrue(words.readline().startswith(b"5"))
        self.assertEqual(self.first_words(port, "127.0.0.1"), b"")  # silence: until the deadline, and no banner
        self.assertIn("rip=192.0.2.9", cluster.front1.log_text())

        self.drain(sessions)
        self.kill()

    def drain(self, sessions):
        """A drained frontend: no client is refused, its sessions end with a word, nothing new reaches it."""
        cluster = self.cluster
        stop, errors, sent = threading.Event(), [], []

        def traffic():
            while not stop.is_set():
                try:
                    subject = f"load {len(sent)}"
                    self.send(subject)
                    sent.append(subject)
                except Exception as error:
                    errors.append(repr(error))
                time.sleep(0.05)

        thread = threading.Thread(target=traffic)
        thread.start()
        try:
            cluster.keeper.ctl("member", "drain", "front1")
            wait_until(lambda: self.servers("smtp")["front1"] != "UP", what="the balancer turned away from front1")
            wait_until(lambda: "turned-away" in self.refusal(), what="front1 refuses what comes all the same")
            before = self.connections(cluster.front1)
            reached = len(sent)
            wait_until(lambda: len(sent) >= reached + 10, what="more mail")
            self.assertEqual(self.connections(cluster.front1), before)
        finally:
            stop.set()
            thread.join()
        self.assertEqual(errors, [])
        ended = []
        for session in sessions:  # one of the two was carried by front1
            try:
                self.assertEqual(session.noop()[0], "OK")
            except imaplib.IMAP4.abort as end:
                ended.append(str(end))
        self.assertEqual(len(ended), 1)
        self.assertIn("UNAVAILABLE", ended[0])  # the text of its BYE
        self.imap().logout()
        cluster.keeper.ctl("member", "ready", "front1")
        wait_until(lambda: self.servers("smtp") == {"front1": "UP", "front2": "UP"}, what="front1 back at the balancer")
        before = self.connections(cluster.front1)
        for i in range(4):
            self.send(f"again {i}")
        self.assertGreater(self.connections(cluster.front1), before)
        received = wait_until(lambda: sorted(self.subjects()), what="bob's mail")
        self.assertEqual(received, sorted([f"first {i}" for i in range(4)] + sent + [f"again {i}" for i in range(4)]))

    def refusal(self):
        with socket.create_connection(("127.0.0.1", self.cluster.front1.port(25)), 60, (OTHER, 0)) as connection:
            connection.recv(1000)
        return self.cluster.front1.log_text()

    def subjects(self):
        client = self.imap()
        client.select("INBOX", readonly=True)
        _, data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        client.logout()
        return [part[1].decode().split(":", 1)[1].strip() for part in data if isinstance(part, tuple)]

    def kill(self):
        """A killed frontend: its traffic goes to the other."""
        cluster = self.cluster
        cluster.front2.kill()
        self.send("past the dead one")  # refused connections are tried again elsewhere (redispatch)
        wait_until(lambda: self.servers("smtp")["front2"].startswith("DOWN"), what="front2 found dead")
        before = self.connections(cluster.front1)
        for i in range(4):
            self.send(f"after the end {i}")
        self.assertGreaterEqual(self.connections(cluster.front1), before + 4)
        self.imap().logout()
        cluster.front2.start()
        wait_until(lambda: self.servers("smtp")["front2"] == "UP", what="front2 back")


if __name__ == "__main__":
    homeport.main()
