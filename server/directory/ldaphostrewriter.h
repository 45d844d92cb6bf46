// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Records of many accounts changed fast over LDAP: the HostRewriter port.
#pragma once

#include "server/directory/directorysettings.h"
#include "server/ports/hostrewriter.h"

#include <QStringList>

namespace homeport {

/// Main thread; the work is done in `pool`, which outlives this and needs four threads for full speed. Two
/// connections change records, each in transactions of up to a thousand: while the server carries one out it
/// takes in the next. A third one lists, a page ahead of who asked. Destroyed in the middle of a call, it
/// leaves that call to end with an error.
class LdapHostRewriter final : public HostRewriter
{
public:
    LdapHostRewriter(std::shared_ptr<const DirectorySettingsSource> settings, BlockingPool &pool);
    ~LdapHostRewriter() override;
    Q_DISABLE_COPY_MOVE(LdapHostRewriter)

    Task<Result<RewriterFacts>> facts() override;
    Task<Result<quint64>> fence() override;
    Task<Result<bool>> raiseFence(quint64 expected, quint64 wanted) override;
    /// `after` is the newest page's `next`; any other is Refused ("expired").
    Task<Result<AccountPage>> accounts(HostFilter filter, int limit, QByteArray after) override;
    Task<SwapOutcome> swapHosts(QList<DirectoryEditor::HostChange> changes, quint64 fence) override;

private:
    struct Channels;
    struct Listing;
    const std::shared_ptr<Channels> m_channels;
    std::shared_ptr<Listing> m_listing;
    BlockingPool &m_pool;
};

/// The entry that holds the fence's number: class homeportJobs of resources/schema.
QByteArray fenceDn(const QByteArray &base);

} // namespace homeport
