# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Real clusters for tests: real daemons, real slapd, on loopback, in a temporary folder; nothing is left behind."""

import contextlib
import fcntl
import imaplib
import json
import os
import poplib
import random
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

BIN = os.environ.get("HOMEPORT_BIN", "")
DOMAIN = "example.org"
STANDARD_PORTS = (25, 110, 143, 465, 587, 636, 700, 701, 993, 995)


def wait_until(condition, seconds=60, what="condition"):
    """Returns the first true value of condition(); the limit is generous, for a loaded machine."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            value = condition()
        except (OSError, smtplib.SMTPException, imaplib.IMAP4.error, poplib.error_proto, AssertionError) as error:
            value, last = None, error
        else:
            last = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {seconds} s" + (f" (last: {last})" if last else ""))
        time.sleep(0.05)


_blocks = []  # locks of the port blocks that this process uses, held until it ends


def free_port_base():
    """A block of 1,000 ports that no other test uses, all standard ports of it free now."""
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        for block in random.sample(range(18, 32), 14):
            lock = open(os.path.join(tempfile.gettempdir(), f"homeport-ports-{os.getuid()}-{block}"), "w", encoding="ascii")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with contextlib.ExitStack() as stack:
                    for port in STANDARD_PORTS:
                        probe = stack.enter_context(socket.socket())
                        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                        probe.bind(("127.0.0.1", block * 1000 + port))
            except OSError:
                lock.close()
                continue
            _blocks.append(lock)
            return block * 1000
        time.sleep(1)
    raise RuntimeError("no free ports")


class CtlError(Exception):
    def __init__(self, code, text):
        super().__init__(f"homeportctl exited {code}: {text}")
        self.code = code
        self.text = text


class Member:
    """One homeportd: its state folder, ports and process."""

    def __init__(self, cluster, name):
        self.cluster = cluster
        self.label = name
        self.name = f"{name}.example.net"
        self.state = os.path.join(cluster.folder, name)
        self.host = "127.0.0.1"
        self.inside = []  # words before the daemon's own, such as those that enter a network namespace
        self.base = free_port_base()
        self.process = None
        self.log = os.path.join(cluster.folder, name + ".log")

    def port(self, standard):
        return self.base + standard

    def start(self):
        assert self.process is None
        environment = dict(os.environ, QT_NO_GLIB="1", ASAN_OPTIONS="detect_leaks=0:abort_on_error=1:verify_asan_link_order=0")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.inside, os.path.join(BIN, "homeportd"), "--config", os.path.join(self.state, "homeportd.toml")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def stop(self):
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process = None
        return code

    def ctl(self, *words, input=None, check=True, timeout=90):
        result = subprocess.run(
            [os.path.join(BIN, "homeportctl"), "--state", self.state, *words], input=input, text=True,
            capture_output=True, timeout=timeout)
        if check and result.returncode != 0:
            raise CtlError(result.returncode, result.stderr + result.stdout)
        return result

    def json(self, *words):
        return json.loads(self.ctl(*words, "-o", "json").stdout)

    # clients we did not write

    def smtp(self):
        return smtplib.SMTP(self.host, self.port(25), timeout=60)

    def submission(self):
        client = smtplib.SMTP(self.host, self.port(587), timeout=60)
        client.starttls(context=self.cluster.tls())
        return client

    def send(self, to, subject, sender="sender@elsewhere.example", body="Hello.\r\n"):
        to = [to] if isinstance(to, str) else to
        message = f"From: {sender}\r\nTo: {', '.join(to)}\r\nSubject: {subject}\r\n\r\n{body}"
        with self.smtp() as client:
            return client.sendmail(sender, to, message)

    def imap(self, user, password=None):
        client = imaplib.IMAP4(self.host, self.port(143), timeout=60)
        try:
            client.starttls(ssl_context=self.cluster.tls())
            client.login(self.cluster.address(user), password or self.cluster.passwords[user])
        except BaseException:
            client.shutdown()
            raise
        return client

    def pop3(self, user):
        client = poplib.POP3_SSL("localhost", self.port(995), context=self.cluster.tls(), timeout=60)
        client.user(self.cluster.address(user))
        client.pass_(self.cluster.passwords[user])
        return client

    def subjects(self, user, mailbox="INBOX"):
        client = self.imap(user)
        try:
            client.select(mailbox, readonly=True)
            _, data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            return [part[1].decode().split(":", 1)[1].strip() for part in data if isinstance(part, tuple)]
        finally:
            with contextlib.suppress(Exception):
                client.logout()


class Cluster:
    """back1 founds it and keeps the directory; the others join."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="homeport-test-")
        self.members = {}
        self.passwords = {}

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.print_logs()
        self.close()

    def close(self):
        for member in self.members.values():
            with contextlib.suppress(Exception):
                member.stop()
        for member in self.members.values():  # a slapd whose daemon was killed
            self.end_slapd(member)
        shutil.rmtree(self.folder, ignore_errors=True)
        while _blocks:
            _blocks.pop().close()

    def end_slapd(self, member):
        folder = os.path.join(member.state, "directory")
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            if not name.endswith(".pid"):
                continue
            with contextlib.suppress(Exception):
                with open(os.path.join(folder, name), encoding="ascii") as file:
                    pid = int(file.read().split()[0])
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    if self.folder.encode() in file.read():
                        os.kill(pid, signal.SIGKILL)

    def print_logs(self):
        for member in self.members.values():
            with contextlib.suppress(OSError):
                with open(member.log, encoding="utf-8", errors="replace") as file:
                    tail = file.readlines()[-80:]
                sys.stderr.write(f"--- {member.label} ---\n" + "".join(tail))

    def tls(self):
        return ssl.create_default_context(cafile=os.path.join(self.folder, "back1", "ca", "ca.crt"))

    @staticmethod
    def address(user):
        return user if "@" in user else f"{user}@{DOMAIN}"

    @property
    def keeper(self):
        return self.members["back1"]

    def __getattr__(self, name):
        try:
            return self.__dict__["members"][name]
        except KeyError:
            raise AttributeError(name) from None

    @staticmethod
    def setup(*words, check=True, inside=()):
        result = subprocess.run([*inside, os.path.join(BIN, "homeportd"), "setup", *words], text=True, capture_output=True,
                                stdin=subprocess.DEVNULL, timeout=180)
        if check and result.returncode != 0:
            raise AssertionError(f"setup {words}: {result.stderr}{result.stdout}")
        return result

    def member(self, name):
        return Member(self, name)

    def found(self, *extra):
        member = self.members["back1"] = self.member("back1")
        self.setup("--state", member.state, "--name", member.name, "--domain", DOMAIN, "--address", member.host,
                   "--port-base", str(member.base), *extra, inside=member.inside)
        member.start()
        self.wait_healthy()
        return self

    def join(self, name, role="frontend", rights=None, *extra):
        member = self.members[name] = self.member(name)
        rights = rights or ("proxy,store" if role == "backend" else "proxy")
        token = self.keeper.ctl("invite", member.name, "--rights", rights).stdout.strip()
        self.setup("--state", member.state, "--join", token, "--role", role, "--address", member.host,
                   "--port-base", str(member.base), *extra, inside=member.inside)
        member.start()
        return member

    def standard(self):
        """Two backends, two frontends, ann on back1 and bob on back2."""
        self.found()
        self.join("back2", "backend")
        self.join("front1")
        self.join("front2")
        self.wait_healthy()
        self.account("ann", "back1")
        self.account("bob", "back2")
        return self

    def wait_healthy(self, seconds=90):
        try:
            wait_until(lambda: self.keeper.ctl("status", check=False).returncode == 0, seconds, "a healthy cluster")
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.keeper.ctl('status', check=False).stdout}") from None

    def account(self, user, host, password=None):
        password = password or "%016x" % random.getrandbits(64)
        file = os.path.join(self.folder, "password")
        with open(file, "w", encoding="ascii") as out:
            out.write(password)
        self.keeper.ctl("account", "create", self.address(user), "--host", host, "--password-file", file)
        self.passwords[user] = password


class ClusterTest(unittest.TestCase):
    """A fresh standard cluster for each test; its logs are shown when the test fails."""

    def setUp(self):
        self.cluster = Cluster()
        self.addCleanup(self.finish)
        try:
            self.prepare()
        except BaseException:
            self.cluster.print_logs()
            raise

    def prepare(self):
        self.cluster.standard()

    def finish(self):
        if self._outcome and not self._outcome.success:
            self.cluster.print_logs()
        self.cluster.close()


def main():
    """HOMEPORT_BIN, or the first argument, is the folder of the programs."""
    global BIN
    if not BIN and len(sys.argv) > 1:
        BIN = sys.argv.pop(1)
    BIN = os.path.abspath(BIN)
    import homeport as module  # the tests import this file; they must see the same BIN
    module.BIN = BIN
    if not shutil.which("slapd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/libexec"):
        sys.exit("slapd is not installed; packaging/install-dependencies --tests installs it")
    unittest.main(verbosity=2)
