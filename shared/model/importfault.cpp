// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Values of imported files, judged and shown.
#include "shared/model/importfault.h"

#include "shared/base/bytes.h"

#include <QStringDecoder>

namespace homeport {

QString shownValue(const QByteArray &value) { return escapedForLog(value, 100); }

bool isValidUtf8(const QByteArray &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(value);
    return !decoder.hasError();
}

} // namespace homeport
