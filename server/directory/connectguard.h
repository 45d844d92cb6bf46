// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ends a TLS handshake that takes too long: libldap with GnuTLS has no time limit for it.
#pragma once

#include "shared/base/clock.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

typedef struct ldap LDAP;

namespace homeport {

/// Belongs to one handle and outlives it. A server that takes connections and says nothing (stopped, or its
/// machine is) would keep the thread that connects busy for ever: past the deadline its socket is shut down,
/// so that whatever waits for it fails.
class ConnectGuard
{
public:
    /// Watches over `handle` until disarm(); to be made before it connects.
    ConnectGuard(LDAP *handle, Deadline deadline);
    ~ConnectGuard();
    ConnectGuard(const ConnectGuard &) = delete;
    ConnectGuard &operator=(const ConnectGuard &) = delete;

    /// The connection is made: no time limit any more.
    void disarm();

private:
    struct Callback;
    void opened(int descriptor);
    void watch(Deadline deadline);

    const std::unique_ptr<Callback> m_callback;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_descriptor = -1; ///< libldap's; -1: not connected, or closed
    bool m_isOver = false;
    std::thread m_thread;
};

} // namespace homeport
