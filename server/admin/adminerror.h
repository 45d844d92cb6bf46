// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Failures of the admin API: a word for programs, a text for the administrator, a status code of HTTP.
#pragma once

#include "shared/base/result.h"

#include <QJsonObject>

namespace homeport {

/// The words that stand in Error::status and in the answer's `status`.
namespace adminword {
constexpr const char *badRequest = "bad-request"; // 400
constexpr const char *unauthorised = "unauthorised"; // 401
constexpr const char *forbidden = "forbidden"; // 403
constexpr const char *noSuchAccount = "no-such-account"; // 404
constexpr const char *noSuchMember = "no-such-member"; // 404
constexpr const char *notFound = "not-found"; // 404
constexpr const char *conflict = "conflict"; // 409
constexpr const char *throttled = "throttled"; // 429
constexpr const char *unavailable = "unavailable"; // 503
constexpr const char *internalError = "internal"; // 503
} // namespace adminword

/// `text` is for the administrator: names field or thing, its value, and what would be right.
Error adminError(const char *word, const QString &text);

/// The word of any Error, its own or made from its fault.
QByteArray adminWordOf(const Error &error);
/// The code of HTTP that belongs to it.
int httpStatusOf(const Error &error);
/// What the administrator reads: `forLog` holds more than `forPeer`, and administrators may see it.
QString textForAdministrator(const Error &error);
/// {"error": text, "status": word}
QJsonObject adminErrorBody(const Error &error);

} // namespace homeport
