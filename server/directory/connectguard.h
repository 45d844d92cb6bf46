// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ends a TLS handshake that takes too long: libldap with GnuTLS has no time limit for it.
#pragma once

#include "shared/base/clock.h"

#include <memory>

typedef struct ldap LDAP;

namespace homeport {

/// Belongs to one handle and outlives it; used by the thread that connects. A server that takes connections
/// and says nothing (stopped, or its machine is) would keep that thread busy for ever: libldap asks an empty
/// socket again and again. So a layer below TLS waits for the socket, and fails past the deadline.
class ConnectGuard
{
public:
    /// Watches over `handle` until disarm(); to be made before it connects.
    ConnectGuard(LDAP *handle, Deadline deadline);
    ~ConnectGuard();
    ConnectGuard(const ConnectGuard &) = delete;
    ConnectGuard &operator=(const ConnectGuard &) = delete;

    /// The connection is made: the layer goes.
    void disarm();

private:
    struct Layer;
    const std::unique_ptr<Layer> m_layer;
};

} // namespace homeport
