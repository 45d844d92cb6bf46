// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Content transfer encodings, decoded as far as they can be.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace homeport {

/// RFC 2045 6.8; line ends and foreign characters are skipped.
QByteArray decodeBase64(QByteArrayView text);
/// RFC 2045 6.7; malformed escapes stay as they are.
QByteArray decodeQuotedPrintable(QByteArrayView text);
/// RFC 2047 4.2: quoted-printable with "_" for a blank.
QByteArray decodeQEncoding(QByteArrayView text);
/// By the name in Content-Transfer-Encoding; unknown names leave the bytes alone.
QByteArray decodeTransfer(QByteArrayView bytes, QByteArrayView encoding);

} // namespace homeport
