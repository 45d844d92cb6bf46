// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking over the queue folder of a lost member.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/task.h"

#include <QString>
#include <functional>

namespace homeport {

/// What an adoption did; after an interruption the second run counts what the first had done in `earlier`.
struct QueueAdoption
{
    MemberName formerOwner;
    qint64 messages = 0; ///< taken now
    qint64 recipients = 0;
    qint64 bytes = 0;
    qint64 earlier = 0; ///< messages an interrupted run had taken already
    qint64 damaged = 0; ///< left in place: their bodies are missing or differ from their hash
};

class QueueAdopter
{
public:
    virtual ~QueueAdopter() = default;
    /// Takes every message of the queue in `folder` over, each durable here before it goes there. From the
    /// first moment on its former owner refuses to open it. Refused while a process has it open, when
    /// `mayTake` refuses the member whose queue it is, and when another member has begun to adopt it.
    /// Interrupted anywhere and called again it loses nothing and doubles nothing. Main thread.
    virtual Task<Result<QueueAdoption>> adopt(
        QString folder, std::function<Result<>(const MemberName &)> mayTake) = 0;
};

} // namespace homeport
