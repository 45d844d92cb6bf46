// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// How a session that waits for its client hears that the server stops.
#pragma once

#include "shared/net/bytestream.h"

namespace homeport {

/// stream.readLine(); but when `stop` is requested, before or meanwhile, `farewell` is sent, the stream
/// closed and StreamError::Closed returned. A session that does not wait here finishes its work first.
/// `stream` outlives the call.
Task<StreamResult<QByteArray>> readLineUnlessStopped(
    ByteStream &stream, qsizetype limit, Deadline deadline, std::stop_token stop, QByteArray farewell);

} // namespace homeport
