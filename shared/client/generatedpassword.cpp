// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Letters from the system's random source.
#include "shared/client/generatedpassword.h"

#include "shared/base/bytes.h"

namespace homeport {

QString generatedPassword()
{
    static constexpr char letters[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    constexpr int count = int(sizeof letters) - 1;
    constexpr qsizetype length = 20;
    QString out;
    while (out.size() < length) {
        const int byte = quint8(randomBytes(size_t(1))[0]);
        if (byte < 256 / count * count) // no letter more often than another
            out += QLatin1Char(letters[byte % count]);
    }
    return out;
}

} // namespace homeport
