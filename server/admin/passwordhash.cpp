// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// libargon2's encoded interface.
#include "server/admin/passwordhash.h"

#include <argon2.h>

namespace homeport {

namespace {
constexpr quint32 passes = 3;
constexpr quint32 memoryKib = 32 * 1024;
constexpr quint32 lanes = 1;
constexpr qsizetype saltLength = 16; // RFC 9106 3.1
constexpr quint32 hashLength = 32;
} // namespace

Result<QByteArray> hashAdministratorPassword(const Secret &password)
{
    const QByteArray salt = randomBytes(size_t(saltLength));
    const QByteArray &plain = password.reveal();
    QByteArray encoded(
        qsizetype(argon2_encodedlen(passes, memoryKib, lanes, quint32(saltLength), hashLength, Argon2_id)),
        '\0');
    const int done = argon2id_hash_encoded(passes, memoryKib, lanes, plain.constData(), size_t(plain.size()),
        salt.constData(), size_t(salt.size()), hashLength, encoded.data(), size_t(encoded.size()));
    if (done != ARGON2_OK)
        return fail(
            Error::internal(QStringLiteral("argon2: ") + QString::fromLatin1(argon2_error_message(done))));
    encoded.truncate(encoded.indexOf('\0'));
    return encoded;
}

bool verifyAdministratorPassword(const QByteArray &phc, const Secret &password)
{
    const QByteArray &plain = password.reveal();
    return argon2id_verify(phc.constData(), plain.constData(), size_t(plain.size())) == ARGON2_OK;
}

} // namespace homeport
