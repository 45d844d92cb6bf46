// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One connection to an LDAP server with many requests under way, driven by the event loop.
#pragma once

#include "server/directory/ldaphandle.h"
#include "server/directory/ldapmessages.h"
#include "shared/base/task.h"

#include <QElapsedTimer>
#include <QSocketNotifier>

namespace homeport {

/// Belongs to the loop that opened it. Every request ends: with the server's answer, or with a negative code
/// when the deadline passed or the connection was lost or closed.
class LdapConnection : public QObject, public std::enable_shared_from_this<LdapConnection>
{
public:
    using Pointer = std::shared_ptr<LdapConnection>;
    /// Connecting happens in the pool; `pool` outlives the call even when the deadline ends it first.
    static Task<Result<Pointer>> open(BlockingPool &pool, LdapTarget target, Deadline deadline);
    ~LdapConnection() override;

    bool isOpen() const { return m_handle != nullptr; }
    int outstanding() const { return int(m_pending.size()); }
    /// At most this many requests are under way; more wait on the caller's side.
    static constexpr int limit = 256;

    Task<LdapReply> search(LdapSearch search, Deadline deadline);
    /// Changes the identity of this connection: no other request may be under way (RFC 4511 4.2.1).
    Task<LdapReply> bind(QByteArray dn, Secret password, Deadline deadline);
    Task<LdapReply> modify(QByteArray dn, QList<LdapChange> changes, Deadline deadline);
    Task<LdapReply> add(QByteArray dn, QList<LdapChange> attributes, Deadline deadline);
    Task<LdapReply> remove(QByteArray dn, Deadline deadline);
    /// RFC 3062: the server hashes the password by its own policy.
    Task<LdapReply> changePassword(QByteArray dn, Secret password, Deadline deadline);
    /// Ends all requests under way with "server down".
    void close();

private:
    explicit LdapConnection(LdapHandle handle);
    struct Pending
    {
        LdapReply reply;
        OneShot<bool> done;
        Deadline deadline;
        QElapsedTimer age;
    };
    using PendingPointer = std::shared_ptr<Pending>;

    /// `call` hands one request to libldap, and is called again while the socket takes no more.
    Task<LdapReply> send(std::function<int(int *id)> call, Deadline deadline);
    Task<LdapReply> await(int code, int id, Deadline deadline);
    void readAnswers();
    void takeMessage(void *message, QList<PendingPointer> &finished);
    void sweep();
    QList<PendingPointer> drop(int code);
    static void finishAll(const QList<PendingPointer> &finished);

    LdapHandle m_handle;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_sweeper; ///< deadlines, and the rest of requests that the socket did not take at once
    QHash<int, PendingPointer> m_pending;
    QElapsedTimer m_lastAnswer;
};

} // namespace homeport
