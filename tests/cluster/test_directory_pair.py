# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""A directory of the site's own: two OpenLDAP servers that replicate each other; one is lost at bad moments."""

import os
import re
import shutil
import subprocess
import threading
import time

import homeport
from homeport import ClusterTest, CtlError, free_port_base, wait_until
from test_directory import Users

BASE = "dc=example,dc=org"
ADMIN = f"cn=admin,{BASE}"
PASSWORD = "site-secret"
SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "resources", "schema")
SLAPD = shutil.which("slapd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/libexec")
MODULES = next((d for d in ("/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap") if os.path.isdir(d)), "")


class Provider:
    """One of the two, a process of the test's own."""

    def __init__(self, folder, number, ports):
        self.folder = os.path.join(folder, f"provider{number}")
        os.mkdir(self.folder)
        os.mkdir(os.path.join(self.folder, "data"))
        self.uri = f"ldap://127.0.0.1:{ports[number - 1]}"
        self.process = None
        other = f"ldap://127.0.0.1:{ports[2 - number]}"
        with open(os.path.join(self.folder, "slapd.conf"), "w", encoding="ascii") as conf:
            conf.write(f"""include {SCHEMA}/base.schema
include {SCHEMA}/homeport.schema
pidfile {self.folder}/slapd.pid
modulepath {MODULES}
moduleload back_mdb
moduleload syncprov
serverID {number}
conn_max_pending_auth 2000
access to attrs=userPassword by anonymous auth by * none
access to * by * read
database mdb
suffix "{BASE}"
rootdn "{ADMIN}"
rootpw {PASSWORD}
directory {self.folder}/data
maxsize 1073741824
index objectClass,cn,hostServer,oldHostServer,accountStorage,accountId,entryCSN,entryUUID eq
index uid eq,sub
{"dbnosync" if number == 2 else ""}
syncrepl rid=00{number} provider="{other}" type=refreshAndPersist retry="1 +" searchbase="{BASE}"
  bindmethod=simple binddn="{ADMIN}" credentials="{PASSWORD}"
multiprovider on
overlay syncprov
syncprov-sessionlog 20000
""")

    def load(self, ldif):
        """Entries that are there before the first start."""
        result = subprocess.run([SLAPD, "-T", "add", "-q", "-w", "-S", "1", "-f", os.path.join(self.folder, "slapd.conf")],
                                input=ldif, text=True, capture_output=True, timeout=120)
        assert result.returncode == 0, result.stderr

    def start(self):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen(
                [SLAPD, "-d", "none", "-f", os.path.join(self.folder, "slapd.conf"), "-h", self.uri + "/"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(lambda: self.run("ldapwhoami").returncode == 0, what="slapd to answer")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def run(self, program, *words, input=None):
        return subprocess.run([program, "-x", "-H", self.uri, "-D", ADMIN, "-w", PASSWORD, *words], input=input,
                              text=True, capture_output=True, timeout=120)

    def change(self, ldif):
        result = self.run("ldapmodify", input=ldif)
        assert result.returncode == 0, result.stderr

    def count(self, filter):
        return self.run("ldapsearch", "-LLL", "-b", BASE, filter, "1.1").stdout.count("\ndn: ") + 1

    def entries(self):
        """Everything, user attributes and the entries' change numbers, in an order of its own."""
        text = self.run("ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-b", BASE, "*", "entryCSN").stdout
        return sorted("\n".join(sorted(entry.splitlines())) for entry in text.split("\n\n") if entry.strip())


class DirectoryPair(ClusterTest):
    count = 1500

    def prepare(self):
        cluster = self.cluster
        base = free_port_base()
        self.one = Provider(cluster.folder, 1, (base + 389, base + 390))
        self.two = Provider(cluster.folder, 2, (base + 389, base + 390))
        self.one.load(f"dn: {BASE}\nobjectClass: domain\ndc: example\n\n"
                      f"dn: cn=example.org,{BASE}\nobjectClass: homeportDomain\ncn: example.org\n\n" + "\n".join(
                          f"dn: uid=u{i},cn=example.org,{BASE}\nobjectClass: homeportEntry\n"
                          f"objectClass: homeportAccount\nuid: u{i}\nhostServer: back2.example.net\n"
                          for i in range(self.count)))
        for provider in (self.one, self.two):
            self.addCleanup(lambda provider=provider: provider.process and provider.kill())
            provider.start()
        password = os.path.join(cluster.folder, "directory.password")
        with open(password, "w", encoding="ascii") as out:
            out.write(PASSWORD)
        both = f'["{self.one.uri}", "{self.two.uri}"]'
        cluster.found("--directory", self.one.uri, "--directory-base", BASE, "--directory-bind-dn", ADMIN,
                      "--directory-password-file", password)
        cluster.back1.stop()
        config = os.path.join(cluster.back1.state, "homeportd.toml")
        with open(config, encoding="utf-8") as file:
            text = re.sub(r"(?m)^uris *=.*$", "uris = " + both, file.read())
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        cluster.back1.start()
        cluster.wait_healthy()
        ours = ("--set", f"directory.uris={both}", "--set", f'directory.base="{BASE}"', "--set",
                f'directory.bind_dn="{ADMIN}"', "--set", f'directory.bind_password="file:{password}"')
        cluster.join("back2", "backend", None, *ours)
        cluster.join("front1", "frontend", None, *ours)
        cluster.wait_healthy()
        cluster.account("ann", "back1")
        cluster.account("bob", "back2")

    def equal(self):
        return self.one.entries() == self.two.entries()

    def test_one_of_two_is_lost_during_logins(self):
        cluster = self.cluster
        with Users(cluster, [cluster.front1, cluster.back1], ["ann", "bob"], ["ann", "bob"]) as users:
            users.more(4)
            self.one.kill()
            users.more(8)
            explained = cluster.front1.json("route", "ann@example.org")["routes"][0]
            self.assertTrue(explained["mail"].startswith("250"), explained)
            with self.assertRaises(CtlError):
                cluster.keeper.ctl("alias", "add", "sales@example.org", "ann@example.org")
            cluster.keeper.ctl("directory", "promote", self.two.uri, "--yes")
            cluster.keeper.ctl("alias", "add", "sales@example.org", "ann@example.org")
            wait_until(lambda: cluster.front1.send("sales@example.org", "to the alias") == {}, what="mail by the second")
            self.one.start()
            wait_until(self.equal, 180, "both equal")
            self.two.kill()  # back to the first, for look-ups
            users.more(8)
            self.two.start()
        self.assertEqual(users.refused, [])
        self.assertEqual(users.later, 0)
        wait_until(self.equal, 180, "both equal again")
        status = cluster.keeper.json("directory", "status")
        self.assertEqual([row["role"] for row in status["servers"] if row["server"] == self.two.uri], ["writer"])

    def test_the_writer_is_lost_in_the_middle_of_a_reassignment(self):
        cluster = self.cluster
        wait_until(lambda: self.two.count("(hostServer=back2.example.net)") == self.count + 1, what="both filled")
        cluster.back2.kill()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 20, "back2 noticed")
        cluster.back1.ctl("storage", "attach", os.path.join(cluster.back2.state, "storage"), "--fenced", "test: killed")
        outcome = []
        job = threading.Thread(target=lambda: outcome.append(
            cluster.keeper.ctl("reassign", "back2", "back1", "--yes", check=False, timeout=300)))
        with Users(cluster, [cluster.front1], ["ann", "bob"], ["ann", "bob"]) as users:
            job.start()
            wait_until(lambda: self.one.count("(oldHostServer=back2.example.net)") > 200, what="the rewriting to begin")
            # somebody else changes a record at the other server, then the writer is lost
            self.two.change(f"dn: uid=u{self.count - 1},cn=example.org,{BASE}\nchangetype: modify\n"
                            "replace: hostServer\nhostServer: back1.example.net\n")
            self.one.kill()
            self.assertLess(self.two.count("(oldHostServer=back2.example.net)"), self.count)
            users.more(3)  # bob is served by back1 already
            cluster.keeper.ctl("directory", "promote", self.two.uri, "--yes")
            self.one.start()
            wait_until(lambda: self.resumed(job), 120, "the rewriting to end")
            job.join()
        self.assertEqual(users.refused, [])
        wait_until(self.equal, 180, "both equal")
        self.assertEqual(self.two.count("(hostServer=back2.example.net)") - 1, 0)
        self.assertEqual(self.two.count("(hostServer=back1.example.net)"), self.count + 3)  # with ann, bob, postmaster

    def resumed(self, job):
        """True when every record is rewritten; goes on with the job where it stopped."""
        if self.two.count("(hostServer=back2.example.net)") - 1 == 0:
            return True
        if not job.is_alive():
            self.cluster.keeper.ctl("reassign", "back2", "back1", "--yes", check=False)
        time.sleep(1)
        return False


if __name__ == "__main__":
    homeport.main()
