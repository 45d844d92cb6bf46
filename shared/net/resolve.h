// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Host names to addresses, and connections to names.
#pragma once

#include "shared/net/tcpstream.h"

#include <QStringList>

namespace homeport {

/// The addresses of `host` in the resolver's order; an address is its own answer. Failed when there is none.
Task<StreamResult<QStringList>> resolveHost(QString host, Deadline deadline);

/// Tries each address in turn until one answers; every try gets at most half of what is left of the deadline
/// while others wait. The error names the last address tried.
Task<StreamResult<std::unique_ptr<TcpStream>>> connectToHost(
    QString host, quint16 port, Deadline deadline, TcpPatience patience = {});

} // namespace homeport
