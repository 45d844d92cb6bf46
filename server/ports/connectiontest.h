// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Whether a member answers at an address, tried without changing anything.
#pragma once

#include "shared/base/task.h"

#include <QString>
#include <QStringList>

namespace homeport {

struct ConnectionTestResult
{
    QStringList resolvesTo; ///< IP addresses; empty: the name is not known
    bool isReachable = false; ///< something accepts connections there
    qint64 milliseconds = 0; ///< until the name was known, or the attempt failed
    QString name; ///< of the member, from a certificate of this cluster; empty: none was shown
    QString error; ///< empty: a member of this cluster answers
};

class ConnectionTest
{
public:
    virtual ~ConnectionTest() = default;
    /// Resolves, connects, shakes hands; no certificate of ours is shown and nothing is sent behind that.
    /// Main thread.
    virtual Task<ConnectionTestResult> test(QString host, quint16 port, Deadline deadline) = 0;
};

} // namespace homeport
