// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A connection to the directory's writer that is kept between pieces of bulk work, and what that server can.
#pragma once

#include "server/directory/bulkconnection.h"
#include "server/ports/hostrewriter.h"

#include <mutex>

namespace homeport {

/// Used by one pool thread at a time: who wants more at once takes more links.
class BulkLink
{
public:
    BulkLink(std::shared_ptr<const DirectorySettingsSource> source, CancelFlag cancelled)
        : m_source(std::move(source))
        , m_cancelled(std::move(cancelled))
    {
    }

    /// Holds the link for one piece of work; on its end another thread may go on.
    struct Use
    {
        std::unique_lock<std::mutex> lock;
        BulkConnection &connection;
        std::shared_ptr<const DirectorySettings> settings;
        QString &whyNoTransactions; ///< empty: there are; set by who is refused one
    };
    /// Connects when there is no connection, or none with the settings in force. Who only reads leaves the
    /// database alone.
    Result<Use> use(bool wantsTransactions);

private:
    const std::shared_ptr<const DirectorySettingsSource> m_source;
    const CancelFlag m_cancelled;
    std::mutex m_mutex;
    std::shared_ptr<const DirectorySettings> m_settings; ///< those that the connection was made with
    std::unique_ptr<BulkConnection> m_connection;
    QString m_whyNoTransactions;
};

/// Why transactions are not to be used; empty when they are. They are when the server offers RFC 5805 and is
/// seen not to replicate: the parts of a transaction reach a replica one by one.
Result<QString> whyNoTransactions(BulkConnection &connection, const DirectorySettings &settings);

/// What a listing of accounts runs into, looked for with the first 2,000. 0: nothing.
Result<qint64> sizeLimitMet(BulkConnection &connection, const DirectorySettings &settings);

/// Was the answer cut off by a limit of the server?
bool isCutOff(int code);
/// Names the limit met at `count` entries, and how to raise it.
Error cutOffError(const DirectorySettings &settings, const LdapReply &reply, qint64 count);

} // namespace homeport
