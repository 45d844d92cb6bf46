// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One process at a time works on a folder.
#pragma once

#include "shared/base/result.h"

#include <QString>
#include <memory>

namespace homeport {

/// flock() on a lock file, held while it lives; the kernel lets go when the process ends, however it ends.
class FileLock
{
public:
    /// Makes the file where it is missing. `held` while another process, or another lock of this one, has it.
    static Result<std::unique_ptr<FileLock>> acquire(const QString &path, const Error &held);
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    const int m_descriptor;
};

} // namespace homeport
