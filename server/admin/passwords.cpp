// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Administrators' passwords.
#include "server/admin/passwords.h"

#include "shared/base/bytes.h"

#include <argon2.h>

namespace homeport {

Result<QByteArray> hashPassword(const Secret &password)
{
    constexpr uint32_t passes = 3;
    constexpr uint32_t memoryKiB = 65536;
    constexpr uint32_t lanes = 1;
    constexpr size_t hashLength = 32;
    const QByteArray salt = randomBytes(16);
    const QByteArray &plain = password.reveal();
    QByteArray encoded(qsizetype(argon2_encodedlen(passes, memoryKiB, lanes, uint32_t(salt.size()), hashLength, Argon2_id)), '\0');
    const int code = argon2id_hash_encoded(passes, memoryKiB, lanes, plain.constData(), size_t(plain.size()),
        salt.constData(), size_t(salt.size()), hashLength, encoded.data(), size_t(encoded.size()));
    if (code != ARGON2_OK)
        return fail(Error::internal(QStringLiteral("argon2: ") + QString::fromLatin1(argon2_error_message(code))));
    encoded.truncate(qsizetype(qstrlen(encoded.constData())));
    return encoded;
}

bool passwordMatches(const QByteArray &hash, const Secret &password)
{
    const QByteArray &plain = password.reveal();
    return argon2id_verify(hash.constData(), plain.constData(), size_t(plain.size())) == ARGON2_OK;
}

} // namespace homeport
