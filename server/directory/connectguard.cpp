// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ends a TLS handshake that takes too long.
#include "server/directory/connectguard.h"

#include <ldap.h>
#include <sys/socket.h>

namespace homeport {

/// libldap keeps a pointer to it as long as the handle lives.
struct ConnectGuard::Callback
{
    ldap_conncb registered{};

    static int add(LDAP *, Sockbuf *socket, LDAPURLDesc *, sockaddr *, ldap_conncb *context)
    {
        ber_socket_t descriptor = -1;
        if (ber_sockbuf_ctrl(socket, LBER_SB_OPT_GET_FD, &descriptor) > 0)
            static_cast<ConnectGuard *>(context->lc_arg)->opened(int(descriptor));
        return LDAP_SUCCESS;
    }
    static void remove(LDAP *, Sockbuf *, ldap_conncb *context)
    {
        static_cast<ConnectGuard *>(context->lc_arg)->opened(-1);
    }
};

ConnectGuard::ConnectGuard(LDAP *handle, Deadline deadline)
    : m_callback(std::make_unique<Callback>())
{
    m_callback->registered.lc_add = &Callback::add;
    m_callback->registered.lc_del = &Callback::remove;
    m_callback->registered.lc_arg = this;
    ldap_set_option(handle, LDAP_OPT_CONNECT_CB, &m_callback->registered);
    m_thread = std::thread([this, deadline] { watch(deadline); });
}

ConnectGuard::~ConnectGuard() { disarm(); }

void ConnectGuard::disarm()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void ConnectGuard::opened(int descriptor)
{
    const std::lock_guard lock(m_mutex);
    m_descriptor = descriptor;
}

void ConnectGuard::watch(Deadline deadline)
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        if (deadline.hasExpired()) {
            if (m_descriptor >= 0)
                ::shutdown(m_descriptor, SHUT_RDWR); // fails when the server has closed it: as good
            m_changed.wait_for(lock, 100ms); // for another address of the server
            continue;
        }
        m_changed.wait_for(lock, std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 1)));
    }
}

} // namespace homeport
