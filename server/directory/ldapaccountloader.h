// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Many accounts added to the LDAP directory at once: the AccountLoader port.
#pragma once

#include "server/directory/directorysettings.h"
#include "server/ports/accountloader.h"

#include <QStringList>

namespace homeport {

/// Main thread; the work, hashing included, is done in `pool`, which outlives this. Destroyed in the middle
/// of a call, it leaves that call to end with an error.
class LdapAccountLoader final : public AccountLoader
{
public:
    LdapAccountLoader(std::shared_ptr<const DirectorySettingsSource> settings, BlockingPool &pool);
    ~LdapAccountLoader() override;
    Q_DISABLE_COPY_MOVE(LdapAccountLoader)

    Task<LoadOutcome> add(QList<NewAccount> accounts) override;

private:
    struct Channels;
    const std::shared_ptr<Channels> m_channels;
    BlockingPool &m_pool;
};

/// A value of userPassword made from a password in clear text, salted: {SSHA512} or {SSHA} (RFC 2307 and
/// slapd's pw-sha2).
QByteArray hashedPassword(const Secret &password, const QByteArray &scheme);

} // namespace homeport
