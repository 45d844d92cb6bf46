// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ctrl-C as a question: "shall we stop?", asked between two steps of long work.
#pragma once

namespace homeport {

/// While it lives, the first SIGINT or SIGTERM only sets a mark; the second ends the program as always. One
/// at a time.
class InterruptWatch
{
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;
    InterruptWatch &operator=(const InterruptWatch &) = delete;
    bool isRequested() const;
};

} // namespace homeport
