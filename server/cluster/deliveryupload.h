// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sending one message to another member and reading its results (protocol.md 1.4). Internal to
// server/cluster.
#pragma once

#include "server/cluster/linkpool.h"
#include "server/ports/delivery.h"

namespace homeport {

/// One result per recipient, in their order; see LinkClient::deliver().
Task<QList<DeliveryResult>> deliverOver(
    std::shared_ptr<LinkPool> pool, LinkKey key, DeliveryRequest request, Deadline deadline);

} // namespace homeport
