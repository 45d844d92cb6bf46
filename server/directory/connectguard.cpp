// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ends a TLS handshake that takes too long.
#include "server/directory/connectguard.h"

#include <algorithm>
#include <cerrno>
#include <lber.h>
#include <ldap.h>
#include <poll.h>

namespace homeport {

namespace {

constexpr int level = (LBER_SBIOD_LEVEL_PROVIDER + LBER_SBIOD_LEVEL_TRANSPORT) / 2; ///< below TLS

} // namespace

/// libldap keeps pointers to it as long as the handle lives.
struct ConnectGuard::Layer
{
    ldap_conncb callback{};
    Sockbuf_IO functions{};
    Deadline deadline;
    Sockbuf *socket = nullptr; ///< with the layer in it
    int descriptor = -1;

    static Layer *of(Sockbuf_IO_Desc *place) { return static_cast<Layer *>(place->sbiod_pvt); }

    static int opened(LDAP *, Sockbuf *socket, LDAPURLDesc *, sockaddr *, ldap_conncb *context)
    {
        auto *const layer = static_cast<Layer *>(context->lc_arg);
        ber_socket_t descriptor = -1;
        if (ber_sockbuf_ctrl(socket, LBER_SB_OPT_GET_FD, &descriptor) > 0
            && ber_sockbuf_add_io(socket, &layer->functions, level, layer) == 0) {
            layer->socket = socket;
            layer->descriptor = int(descriptor);
        }
        return LDAP_SUCCESS;
    }
    static void closed(LDAP *, Sockbuf *, ldap_conncb *context)
    {
        static_cast<Layer *>(context->lc_arg)->socket = nullptr;
    }

    static int setup(Sockbuf_IO_Desc *place, void *layer)
    {
        place->sbiod_pvt = layer;
        return 0;
    }
    static int nothing(Sockbuf_IO_Desc *) { return 0; }
    static int control(Sockbuf_IO_Desc *place, int option, void *argument)
    {
        return LBER_SBIOD_CTRL_NEXT(place, option, argument);
    }
    static ber_slen_t read(Sockbuf_IO_Desc *place, void *bytes, ber_len_t size)
    {
        Layer *const layer = of(place);
        pollfd waiting{layer->descriptor, POLLIN, 0};
        int ready = 0;
        do {
            ready = ::poll(&waiting, 1, int(std::max<qint64>(layer->deadline.remainingTime(), 0)));
        } while (ready < 0 && errno == EINTR);
        if (ready == 0)
            errno = ETIMEDOUT;
        return ready > 0 ? LBER_SBIOD_READ_NEXT(place, bytes, size) : -1;
    }
    static ber_slen_t write(Sockbuf_IO_Desc *place, void *bytes, ber_len_t size)
    {
        return LBER_SBIOD_WRITE_NEXT(place, bytes, size);
    }
};

ConnectGuard::ConnectGuard(LDAP *handle, Deadline deadline)
    : m_layer(std::make_unique<Layer>())
{
    m_layer->deadline = deadline;
    m_layer->functions = {
        &Layer::setup, &Layer::nothing, &Layer::control, &Layer::read, &Layer::write, &Layer::nothing};
    m_layer->callback.lc_add = &Layer::opened;
    m_layer->callback.lc_del = &Layer::closed;
    m_layer->callback.lc_arg = m_layer.get();
    ldap_set_option(handle, LDAP_OPT_CONNECT_CB, &m_layer->callback);
}

ConnectGuard::~ConnectGuard() = default;

void ConnectGuard::disarm()
{
    if (m_layer->socket)
        ber_sockbuf_remove_io(m_layer->socket, &m_layer->functions, level);
    m_layer->socket = nullptr;
}

} // namespace homeport
