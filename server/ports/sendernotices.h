// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Telling the sender of queued mail that an administrator has deleted it.
#pragma once

#include "server/ports/queue.h"

namespace homeport {

/// Main thread.
class SenderNotices
{
public:
    virtual ~SenderNotices() = default;
    /// The notification (RFC 3464) for `recipients` of `message` (with its body), ready to be queued in their
    /// place. Nothing when there is nobody to tell: a null reverse-path, a notification, a sender that does
    /// not exist.
    virtual Task<std::optional<QueuedMessage>> ofDeletion(
        QueuedMessage message, QByteArrayList recipients) = 0;
};

} // namespace homeport
