// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The word to systemd: sd_notify(3) without its library.
#pragma once

#include <QByteArray>

namespace homeport {

/// One datagram to $NOTIFY_SOCKET ("READY=1"); nothing happens without it.
void notifySystemd(const QByteArray &state);

} // namespace homeport
