// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One process at a time has a queue folder open.
#pragma once

#include "shared/base/result.h"

#include <QString>
#include <memory>

namespace homeport {

/// flock() on FOLDER/lock, held while it lives; the kernel lets go when the process ends, however it ends.
class QueueLock
{
public:
    /// Refused, naming the folder, while another process (or another queue of this one) has it.
    static Result<std::unique_ptr<QueueLock>> acquire(const QString &folder);
    ~QueueLock();
    QueueLock(const QueueLock &) = delete;

private:
    explicit QueueLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    const int m_descriptor;
};

} // namespace homeport
