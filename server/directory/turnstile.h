// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lets a limited number of coroutines pass at a time; the others wait in line until their deadline.
#pragma once

#include "shared/base/task.h"

namespace homeport {

/// One thread.
class Turnstile
{
public:
    explicit Turnstile(int limit)
        : m_free(limit)
    {
    }
    /// True: passed, leave() is owed. False: the deadline came first.
    Task<bool> enter(Deadline deadline);
    /// Resumes the next in line: the caller's last statement.
    void leave();

private:
    int m_free;
    QList<OneShot<bool>> m_line;
};

} // namespace homeport
