// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One LDAP connection for work in bulk: it blocks, so it lives on pool threads and never on an event loop.
#pragma once

#include "server/directory/ldaphandle.h"
#include "server/directory/ldapmessages.h"

#include <QElapsedTimer>
#include <QHash>
#include <atomic>
#include <functional>
#include <memory>

namespace homeport {

/// Set from any thread by whoever does not want the work any more; waits end within a fifth of a second.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

struct BulkChange
{
    QByteArray dn;
    QList<LdapChange> changes;
    bool isAdd = false; ///< a new entry; else a Modify
};

/// The answer to one change.
struct BulkAnswer
{
    int code = 0; ///< RFC 4511 4.1.9; negative: none came
    QByteArray diagnostic;
};

/// How a transaction ended. Only this counts, not what was answered to its parts.
struct TransactionEnd
{
    int code = 0; ///< 0: committed whole; negative: not known
    QByteArray diagnostic;
    int failedMessage = 0; ///< the message id of the change that failed; 0: not said
};

/// One thread at a time. Every call ends: with the server's answers, or with a negative code when the server
/// was silent for too long, the connection was lost or the work was cancelled; then isOpen() is false.
class BulkConnection
{
public:
    static Result<std::unique_ptr<BulkConnection>> open(
        const LdapTarget &target, std::chrono::milliseconds timeout, CancelFlag cancelled);

    bool isOpen() const { return m_handle != nullptr; }
    bool isCancelled() const { return *m_cancelled; }
    void close() { m_handle.reset(); }

    LdapReply search(const LdapSearch &search);
    /// compareTrue (6), compareFalse (5) or another code.
    BulkAnswer compare(const QByteArray &dn, const QByteArray &attribute, const QByteArray &value);
    BulkAnswer change(const BulkChange &change) { return changeIn(nullptr, change); }

    /// RFC 5805: a transaction of this connection.
    struct Transaction
    {
        QByteArray id;
        QHash<int, int> messages; ///< message id -> the number given with the change
    };
    BulkAnswer begin(Transaction &transaction);
    TransactionEnd end(const Transaction &transaction, bool commit);
    /// To be called before end(). slapd (2.5, 2.6) answers a change of a transaction while it still uses the
    /// request, and frees the request at the end, which crashes it when the end comes at once: so we wait.
    void settle(std::chrono::milliseconds pause);
    /// One change of a transaction (or on its own), waited for. It is number -1 of the transaction.
    BulkAnswer changeIn(Transaction *transaction, const BulkChange &change);
    /// Changes `numbers`, made by `changeOf`, at most `window` under way; `answered` hears of each that has
    /// an answer. False: the connection is lost, and those that were not answered are not known.
    bool send(const QList<int> &numbers, const std::function<BulkChange(int)> &changeOf,
        Transaction *transaction, const std::function<void(int, const BulkAnswer &)> &answered);

    /// Requests under way: as many as slapd works on at a time for one connection (half its threads). More
    /// would wait there, each with a line in its log, and it drops who has over conn_max_pending_auth
    /// (1,000).
    static constexpr int window = 8;

private:
    BulkConnection(LdapHandle handle, std::chrono::milliseconds timeout, CancelFlag cancelled);
    struct Message;
    int post(const BulkChange &change, const Transaction *transaction);
    void letThrough();
    Message next();
    Message answerTo(int id, LdapReply *entries = nullptr);
    LdapReply extended(const char *oid, const QByteArray &value, QByteArray &response);

    LdapHandle m_handle;
    const std::chrono::milliseconds m_silence; ///< nothing heard for so long: the server is away
    const CancelFlag m_cancelled;
    bool m_inTransaction = false; ///< slapd (2.5) may crash when the connection ends now: carried to its end
};

} // namespace homeport
