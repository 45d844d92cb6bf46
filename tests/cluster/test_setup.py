# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Setup and start with wrong input: a clear error, and nothing lost."""

import os
import shutil
import socket
import subprocess
import time

import homeport
from homeport import ClusterTest, wait_until


class Setup(ClusterTest):
    def prepare(self):
        pass  # each test founds what it needs

    def daemon(self, *words, timeout=120):
        return subprocess.run([os.path.join(homeport.BIN, "homeportd"), *words], text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=timeout)

    def setup_fails(self, *words):
        result = self.cluster.setup(*words, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertNotIn("Sanitizer", result.stderr)
        return result.stderr

    def test_wrong_options_are_named(self):
        state = os.path.join(self.cluster.folder, "x")
        self.assertIn("--name", self.setup_fails("--state", state))
        self.assertIn("expected a full host name", self.setup_fails("--state", state, "--name", "no_host"))
        self.assertIn("expected", self.setup_fails("--state", state, "--name", "a.example", "--domain", "Bad Domain",
                                                   "--address", "127.0.0.1"))
        self.assertIn("--port-base", self.setup_fails("--state", state, "--port-base", "7"))
        self.assertIn("backend or frontend", self.setup_fails("--state", state, "--role", "both"))
        self.assertFalse(os.path.exists(os.path.join(state, "member.crt")))

    def test_first_member_and_its_mistakes(self):
        cluster = self.cluster.found()
        member = cluster.back1
        text = self.setup_fails("--state", member.state, "--name", member.name, "--domain", "example.org", "--address",
                                "127.0.0.1")
        self.assertIn("already", text)
        second = self.daemon("--config", os.path.join(member.state, "homeportd.toml"))
        self.assertNotEqual(second.returncode, 0)
        self.assertIn("in use", second.stderr)

        # joining
        self.assertIn("token", self.setup_fails("--state", member.state + "2", "--join", "nonsense", "--address",
                                                "127.0.0.1").lower())
        token = member.ctl("invite", "front1.example.net", "--rights", "proxy").stdout.strip()
        broken = token[:-6] + "AAAAAA"
        self.setup_fails("--state", member.state + "3", "--join", broken, "--address", "127.0.0.1")
        front = cluster.members["front1"] = homeport.Member(cluster, "front1")
        cluster.setup("--state", front.state, "--join", token, "--role", "frontend", "--address", "127.0.0.1",
                      "--port-base", str(front.base))
        used = self.setup_fails("--state", member.state + "4", "--join", token, "--role", "frontend", "--address",
                                "127.0.0.1", "--port-base", str(homeport.free_port_base()))
        self.assertIn("used", used)
        front.start()
        cluster.wait_healthy()

        # a removed member is refused at once
        front.stop()
        member.ctl("member", "remove", "front1", "--yes")
        front.start()
        time.sleep(2)
        self.assertNotIn("front1", member.ctl("member", "list").stdout)

        # bad configuration never runs
        config = os.path.join(front.state, "homeportd.toml")
        front.stop()
        with open(config, "a", encoding="ascii") as file:
            file.write("\n[smpt]\nlisten = []\n")
        checked = self.daemon("--check", "--config", config)
        self.assertEqual(checked.returncode, 78)
        self.assertIn("smtp", checked.stderr)
        self.assertIn("homeportd.toml:", checked.stderr)

        # storage without a label: later, and nothing is made on the bare folder
        storage = os.path.join(member.state, "storage")
        member.stop()
        os.rename(storage, storage + ".away")
        os.mkdir(storage)
        member.start()
        wait_until(lambda: "no label" in member.ctl("storage", "list", check=False).stdout.lower()
                   or member.ctl("status", check=False).returncode not in (0, 69), 60, "the missing label told")
        self.assertEqual(os.listdir(storage), [])
        member.stop()
        os.rmdir(storage)
        os.rename(storage + ".away", storage)

        # a newer state folder is left alone
        with open(os.path.join(member.state, "version"), "w", encoding="ascii") as file:
            file.write("homeport-state 99\n")
        newer = self.daemon("--config", os.path.join(member.state, "homeportd.toml"))
        self.assertNotEqual(newer.returncode, 0)
        self.assertIn("newer", newer.stderr)

    def test_port_in_use_is_named(self):
        cluster = self.cluster.found()
        member = cluster.back1
        member.stop()
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", member.port(143)))
            taken.listen()
            result = self.daemon("--config", os.path.join(member.state, "homeportd.toml"))
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(str(member.port(143)), result.stderr)

    def test_certificates_renew_by_themselves(self):
        cluster = self.cluster.found("--certificate-lifetime", "2min")
        front = cluster.join("front1", "frontend", None, "--certificate-lifetime", "2min")
        cluster.wait_healthy()
        before = open(os.path.join(front.state, "member.crt"), encoding="ascii").read()
        wait_until(lambda: open(os.path.join(front.state, "member.crt"), encoding="ascii").read() != before, 150,
                   "a new certificate")
        time.sleep(45)  # past the end of the first one
        cluster.wait_healthy()

    def test_slapd_missing_is_told(self):
        state = os.path.join(self.cluster.folder, "none")
        text = self.setup_fails("--state", state, "--name", "back1.example.net", "--domain", "example.org", "--address",
                                "127.0.0.1", "--port-base", str(homeport.free_port_base()), "--set",
                                'directory.slapd_path="/nonexistent/slapd"')
        self.assertIn("slapd", text)
        shutil.rmtree(state, ignore_errors=True)


if __name__ == "__main__":
    homeport.main()
