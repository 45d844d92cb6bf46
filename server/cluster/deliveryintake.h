// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking a message from another member: envelope, message, one result per recipient (protocol.md 1.4).
// Internal to server/cluster.
#pragma once

#include "server/cluster/deliverywire.h"
#include "server/cluster/linkserver.h"
#include "shared/net/http2exchange.h"

namespace homeport {

/// The answer is complete: a result for each key. Errors (Syntax, Temporary): nothing of the message was
/// taken.
Task<Result<DeliveryAnswer>> takeDelivery(std::shared_ptr<const LinkServerContext> context, MemberName asker,
    std::shared_ptr<Http2Exchange> exchange);

} // namespace homeport
