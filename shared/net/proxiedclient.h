// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The first bytes of a connection that a listed proxy passes on.
#pragma once

#include "shared/net/listener.h"

namespace homeport {

/// Reads the PROXY header, before TLS and before any word of ours, and lets `stream` stand for the client
/// that it names. Refused: no header by the deadline, a bad one, or a client that `gate` does not admit; the
/// caller closes without a word.
Task<Result<>> meetClient(TcpStream &stream, ClientGate gate, Deadline deadline);

} // namespace homeport
