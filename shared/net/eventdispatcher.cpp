// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Systems without a dispatcher of our own.
#include "shared/net/eventdispatcher.h"

#ifndef Q_OS_LINUX

namespace homeport {

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher() { return nullptr; }

} // namespace homeport

#endif
