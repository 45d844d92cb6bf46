# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""Clusters whose members end sessions quickly and answer on monitoring ports."""

import http.client
import json
import os
import socket

import homeport


class Member(homeport.Member):
    """Adds settings before its first start: {"section": {"key": "TOML value"}}."""

    def __init__(self, cluster, name):
        super().__init__(cluster, name)
        self.settings = {
            "drain": {"grace": '"0s"', "spread": '"1s"'},
            "health": {"listen": f'["127.0.0.1:{self.port(702)}"]', "agent_listen": f'["127.0.0.1:{self.port(703)}"]'},
        }

    def start(self):
        path = os.path.join(self.state, "homeportd.toml")
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        for section, values in self.settings.items():
            if f"[{section}]" not in lines:
                lines += ["", f"[{section}]"]
            at = lines.index(f"[{section}]") + 1
            lines[at:at] = [f"{key} = {value}" for key, value in values.items()]
        self.settings = {}
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return super().start()

    def http(self, path, method="GET"):
        """Status and JSON (None for HEAD)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port(702), timeout=30)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body else None
        finally:
            connection.close()

    def agent(self):
        with socket.create_connection(("127.0.0.1", self.port(703)), timeout=30) as connection:
            return connection.makefile().read()

    def log_text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()


class Cluster(homeport.Cluster):
    def member(self, name):
        return Member(self, name)


class Test(homeport.ClusterTest):
    def setUp(self):
        self.cluster = Cluster()
        self.addCleanup(self.finish)
        try:
            self.prepare()
        except BaseException:
            self.cluster.print_logs()
            raise

    def lanes(self, host):
        lanes = self.cluster.keeper.json("queue", "lanes")["lanes"]
        return [lane for lane in lanes if lane["host"].startswith(host + ".") and lane["messages"]]

    def waiting(self, host):
        return sum(lane["messages"] for lane in self.lanes(host))
