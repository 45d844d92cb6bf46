# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
"""The console's window against a real cluster: edit the table, lose a backend, reassign, restore."""

import os
import subprocess

import homeport
from homeport import ClusterTest, wait_until


class Console(ClusterTest):
    def test_the_loss_of_a_backend_from_the_window(self):
        cluster = self.cluster
        storage = os.path.join(cluster.back2.state, "storage")
        socket = os.path.join(cluster.keeper.state, "admin.sock")
        command = [os.path.join(homeport.BIN, "console_story"), socket, storage, os.environ.get("HOMEPORT_PICTURES", "")]
        environment = dict(os.environ, QT_NO_GLIB="1", ASAN_OPTIONS="detect_leaks=0")
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as story:
            try:
                printed = self.follow(story)
            except BaseException:
                story.kill()
                raise
            self.assertEqual(story.wait(60), 0, "".join(printed))

    def follow(self, story):
        """Does what the story asks for; what it prints else is its result."""
        printed = []
        for line in story.stdout:
            if not line.startswith("do: "):
                printed.append(line)
                continue
            self.outside(line[4:].strip())
            story.stdin.write("done\n")
            story.stdin.flush()
        return printed

    def outside(self, what):
        cluster = self.cluster
        if what == "kill back2":
            cluster.back2.kill()
        elif what == "start back2":
            cluster.back2.start()
        elif what == "send 7 messages to bob":
            for i in range(7):
                cluster.front1.send("bob@example.org", f"waiting {i}")
        elif what == "see 7 messages of bob":
            expected = sorted(f"waiting {i}" for i in range(7))
            wait_until(lambda: sorted(cluster.front2.subjects("bob")) == expected, what="bob's seven messages")
        elif what == "look for 127.0.0.1:1 in the table of every member":
            for member in cluster.members.values():
                wait_until(lambda: "127.0.0.1:1\"" in member.ctl("table", "show").stdout, what=f"the table at {member.label}")
        else:
            self.fail(f"the story asks for \"{what}\"")


if __name__ == "__main__":
    homeport.main()
