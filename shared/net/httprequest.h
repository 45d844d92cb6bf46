// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The head of an HTTP/1 request (RFC 9112), as far as a monitoring port needs it: pure.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>

namespace homeport {

struct HttpRequest
{
    QByteArray method;
    QByteArray path; ///< without query
    int minor = 1; ///< of HTTP/1.x
};

constexpr qsizetype httpHeadLimit = 8192;

/// `head`: request line and fields, up to and including the empty line. The error's status is the code to
/// answer: "400", "505".
Result<HttpRequest> parseHttpRequest(QByteArrayView head);

} // namespace homeport
