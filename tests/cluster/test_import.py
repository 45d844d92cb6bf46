# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Thousands of accounts from files, interrupted and gone on with; directory and storages compared and mended."""

import base64
import csv
import glob
import hashlib
import json
import os
import shutil
import signal
import subprocess

import homeport
from homeport import DOMAIN, ClusterTest, CtlError, wait_until

COUNT = 2000


def ssha(password):
    salt = os.urandom(8)
    return "{SSHA}" + base64.b64encode(hashlib.sha1(password.encode() + salt).digest() + salt).decode()


class Import(ClusterTest):
    def prepare(self):
        cluster = self.cluster
        cluster.found()
        cluster.join("back2", "backend")
        cluster.join("front1")
        cluster.wait_healthy()

    def path(self, name):
        return os.path.join(self.cluster.folder, name)

    def write_csv(self, names, file="accounts.csv"):
        with open(self.path(file), "w", encoding="utf-8-sig", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["address", "password_hash", "quota", "aliases"])
            for name in names:
                self.cluster.passwords[name] = "secret-" + name
                rows.writerow([f"{name}@{DOMAIN}", ssha("secret-" + name), "1G", ""])
        return self.path(file)

    def write_ldif(self, names):
        path = self.path("accounts.ldif")
        with open(path, "w", encoding="utf-8") as out:
            out.write("version: 1\n\n# from elsewhere\ndn: ou=people,dc=old\nobjectClass: organizationalUnit\nou: people\n\n")
            for name in names:
                self.cluster.passwords[name] = "secret-" + name
                value = base64.b64encode(ssha("secret-" + name).encode()).decode()
                out.write(f"dn: uid={name},ou=people,\n dc=old\nchangetype: add\nmail: {name}@{DOMAIN}\n"
                          f"mail: {name}.alias@{DOMAIN}\nmailHost: old.example\nuserPassword:: {value}\n\n")
        return path

    def run_import(self, *words, check=True):
        result = self.cluster.keeper.ctl("account", "import", *words, "-o", "json", check=False, timeout=300)
        if not result.stdout or (check and result.returncode != 0):
            raise CtlError(result.returncode, result.stderr + result.stdout)
        return json.loads(result.stdout)

    def start_import(self, *words):
        keeper = self.cluster.keeper
        return subprocess.Popen(
            [os.path.join(homeport.BIN, "homeportctl"), "--state", keeper.state, "account", "import", *words, "-o", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def addresses(self):
        lines = self.cluster.keeper.ctl("account", "list", "-o", "jsonl").stdout.splitlines()
        records = [json.loads(line) for line in lines]
        return [r for r in records if not r["address"].startswith(("postmaster@", "abuse@"))]

    def folders(self):
        found = []
        for member in (self.cluster.back1, self.cluster.back2):
            found += [os.path.basename(os.path.dirname(path))
                      for path in glob.glob(os.path.join(member.state, "storage", DOMAIN, "*", ".homeport-account"))]
        return sorted(found)

    def test_import_from_csv_and_ldif_interrupted_by_kills(self):
        cluster = self.cluster
        half = [f"csv{i:04}" for i in range(COUNT // 2)]
        rest = [f"ldif{i:04}" for i in range(COUNT // 2)]
        file = self.write_csv(half)

        plan = self.run_import(file, "--dry-run")
        self.assertEqual((plan["added"], plan["refused"]), (len(half), 0))
        self.assertEqual(self.addresses(), [])

        # ctl killed with requests under way: what is there is whole, and the next run goes on
        running = self.start_import(file)
        wait_until(self.folders, what="the first folders")
        running.kill()
        running.communicate()
        first = self.run_import(file)
        self.assertEqual(first["added"] + first["equal"], len(half), first)
        self.assertEqual(self.run_import(file)["equal"], len(half))

        # the keeper killed in the middle: ctl waits for it and goes on by itself
        file = self.write_ldif(rest)
        before = len(self.folders())
        running = self.start_import(file, "--spread")
        wait_until(lambda: len(self.folders()) > before, what="folders of the second file")
        cluster.back1.kill()
        cluster.end_slapd(cluster.back1)
        cluster.back1.start()
        cluster.wait_healthy()
        out, err = running.communicate(timeout=300)
        self.assertEqual(json.loads(out)["stopped"], "", err)
        again = self.run_import(file, "--spread")
        self.assertEqual((again["equal"], again["added"], again["passedOver"]), (len(rest), 0, 1))

        # everything once
        expected = sorted(half + rest)
        self.assertEqual(self.folders(), expected)
        records = self.addresses()
        accounts = sorted(r["address"].split("@")[0] for r in records if r["kind"] == "account")
        self.assertEqual(accounts, expected)
        self.assertEqual(sum(r["kind"] == "alias" for r in records), len(rest))
        self.assertEqual(len({r["id"] for r in records if r["kind"] == "account"}), len(expected))
        hosts = {r["hostServer"] for r in records if r["kind"] == "account"}
        self.assertEqual(hosts, {"back1.example.net", "back2.example.net"})

        for user in ("csv0000", "csv0999", "ldif0500"):
            cluster.front1.send(f"{user}@{DOMAIN}", "hello " + user)
            wait_until(lambda: cluster.front1.subjects(user) == ["hello " + user], what="mail of " + user)
        cluster.front1.send(f"ldif0001.alias@{DOMAIN}", "by alias")
        wait_until(lambda: cluster.front1.subjects("ldif0001") == ["by alias"], what="mail by alias")
        report = cluster.keeper.json("account", "reconcile")
        findings = [f for f in report["findings"] if not f["address"].startswith("postmaster@")]
        self.assertEqual((findings, report["folders"]), ([], COUNT))

    def test_what_is_refused_is_reported_with_its_reason(self):
        cluster = self.cluster
        cluster.account("ann", "back1")
        path, report = self.path("bad.csv"), self.path("report.csv")
        with open(path, "w", encoding="utf-8") as out:
            out.write("address,password,password_hash,quota,host\n"
                      "good@example.org,secret,,,back2\n"
                      "clear@example.org,,sesame,,\n"
                      "ann@example.org,,,5M,\n"
                      "x@elsewhere.example,a,,,\n"
                      "short@example.org,a\n"
                      "far@example.org,a,,,back7\n")
        done = self.run_import(path, "--report", report, check=False)
        self.assertEqual((done["added"], done["refused"], done["different"]), (1, 4, 1))
        with open(report, encoding="utf-8", newline="") as file:
            rows = {row["line"]: row for row in csv.DictReader(file)}
            file.seek(0)
            self.assertNotIn("sesame", file.read())
        self.assertEqual({line: (row["kind"], row["field"]) for line, row in rows.items()}, {
            "3": ("refused", "passwordHash"), "4": ("different", "quota"), "5": ("refused", "address"),
            "6": ("refused", ""), "7": ("refused", "host")})
        cluster.passwords["good"] = "secret"
        cluster.front1.imap("good").logout()
        self.assertIn("x@elsewhere.example", rows["5"]["value"])
        done = self.run_import(path, "--create-domains", check=False)
        self.assertEqual((done["added"], done["equal"], done["domains"]), (1, 1, ["elsewhere.example"]))
        with open(path, "w", encoding="utf-8") as out:
            out.write("adress,password\n")
        wrong = cluster.keeper.ctl("account", "import", path, check=False)
        self.assertEqual(wrong.returncode, 65)
        self.assertIn("did you mean address?", wrong.stderr)

    def test_interrupted_by_hand_and_gone_on_with(self):
        file = self.write_csv([f"user{i:05}" for i in range(6000)])
        running = self.start_import(file)
        wait_until(self.folders, what="the first folders")
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=300)
        self.assertEqual(running.returncode, 75, err)
        done = json.loads(out)
        self.assertIn("run the same command again", done["stopped"])
        self.assertLess(done["added"], 6000, done)
        # what was begun was finished: nothing is half there
        self.assertEqual(len(self.folders()), done["added"], done)
        self.assertEqual(self.run_import(file)["added"], 6000 - done["added"])

    def test_each_planted_fault_is_found_and_mended(self):
        cluster = self.cluster
        names = [f"user{i}" for i in range(8)]
        self.run_import(self.write_csv(names), "--host", "back1")
        one = os.path.join(cluster.back1.state, "storage", DOMAIN)
        two = os.path.join(cluster.back2.state, "storage", DOMAIN)
        os.makedirs(two, exist_ok=True)
        cluster.front1.send(f"user2@{DOMAIN}", "kept")
        wait_until(lambda: cluster.front1.subjects("user2") == ["kept"], what="mail")
        shutil.rmtree(os.path.join(one, "user0"))  # a record without mailbox
        shutil.copytree(os.path.join(one, "user1"), os.path.join(two, "user1"))  # in two places
        shutil.copytree(os.path.join(one, "user2"), os.path.join(one, "ghost"))  # an orphan, with mail, and a twin
        with open(os.path.join(one, "ghost", ".homeport-account"), "w", encoding="ascii") as file:
            file.write(f"homeport-account 1\nid {os.urandom(16).hex()}\naddress ghost@{DOMAIN}\n")
        with open(os.path.join(one, "user3", ".homeport-account"), "w", encoding="ascii") as file:
            file.write(f"homeport-account 1\nid {os.urandom(16).hex()}\naddress user3@{DOMAIN}\n")
        os.rename(os.path.join(one, "user4"), os.path.join(two, "user4"))  # misplaced
        with open(os.path.join(one, "user5", ".homeport-account"), "w", encoding="ascii") as file:
            file.write("rubbish")
        self.modify("user6", "replace: hostServer\nhostServer: back2.example.net")
        self.modify("user7", "replace: accountStorage\naccountStorage: " + "ab" * 16)

        def found(*words):
            report = cluster.keeper.json("account", "reconcile", *words)
            return {(f["kind"], f["address"].split("@")[0]): f["mended"] for f in report["findings"]
                    if not f["address"].startswith("postmaster@")}

        planted = {("no-mailbox", "user0"), ("two-places", "user1"), ("orphan", "ghost"), ("id-mismatch", "user3"),
                   ("misplaced", "user4"), ("damaged-folder", "user5"), ("wrong-host", "user6"), ("no-storage", "user7")}
        self.assertEqual(set(found()), planted)
        young = found("--mend", "orphan")
        self.assertFalse(young[("orphan", "ghost")])  # it may be an account that is being made
        mended = found("--mend", "orphan,no-mailbox,wrong-host", "--min-age", "0")
        self.assertEqual({key for key, value in mended.items() if value},
                         {("orphan", "ghost"), ("no-mailbox", "user0"), ("wrong-host", "user6")})
        left = planted - {("no-mailbox", "user0"), ("orphan", "ghost"), ("wrong-host", "user6")}
        self.assertEqual(set(found()), left)
        deleted = glob.glob(os.path.join(cluster.back1.state, "storage", ".deleted", "*", "new", "*"))
        deleted += glob.glob(os.path.join(cluster.back1.state, "storage", ".deleted", "*", "cur", "*"))
        self.assertEqual(len(deleted), 1)  # the ghost's mail is kept
        self.assertEqual(cluster.front1.subjects("user2"), ["kept"])
        with self.assertRaises(CtlError) as refused:
            cluster.keeper.ctl("account", "reconcile", "--mend", "two-places")
        self.assertEqual(refused.exception.code, 65)
        # a storage that is away is told and not touched
        cluster.back2.stop()
        wait_until(lambda: cluster.keeper.ctl("status", check=False).returncode != 0, 30, "back2 noticed")
        report = cluster.keeper.json("account", "reconcile")
        self.assertIn("was not looked at", report["warnings"][0])
        table = cluster.keeper.ctl("account", "reconcile", "-o", "csv").stdout.splitlines()
        self.assertEqual(table[0], "kind,address,storage,mended,text")

    def modify(self, name, change):
        state = self.cluster.keeper.state
        folder = os.path.join(state, "directory")
        base = self.cluster.keeper.json("table", "show")["table"]["directory"]["base"]
        socket_path = os.path.join(folder, "ldapi")
        uri = "ldapi://" + socket_path.replace("/", "%2F")
        with open(os.path.join(folder, "keeper.password"), encoding="ascii") as file:
            password = file.read().strip()
        subprocess.run(["ldapmodify", "-H", uri, "-x", "-D", "cn=keeper," + base, "-w", password], check=True, text=True,
                       capture_output=True, input=f"dn: uid={name},cn={DOMAIN},{base}\nchangetype: modify\n{change}\n")


if __name__ == "__main__":
    homeport.main()
