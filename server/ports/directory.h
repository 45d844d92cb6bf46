// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the server asks the directory: accounts, redirections and domains, always with three possible answers.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/secret.h"
#include "shared/base/task.h"
#include "shared/mail/address.h"

#include <variant>

namespace homeport {

/// An account's record. `storage` absent: the default storage of `hostServer`.
struct AccountRecord
{
    QByteArray dn;
    Address address; ///< the account's own, normalised
    AccountId id;
    MemberName hostServer;
    MemberName oldHostServer; ///< empty unless a stand-in serves it
    std::optional<StorageId> storage;
    bool isStorageImplied =
        false; ///< `storage` was written by a failover: the record had none and gets none back
    bool enabled = true;
    qint64 quotaBytes = 0; ///< 0: none
    bool operator==(const AccountRecord &) const = default;
};

/// An alias, forwarder or group: mail goes to the targets; a login under the name of a redirection with one
/// local target logs in to that account.
struct RedirectRecord
{
    QByteArray dn;
    Address address;
    QList<Address> targets;
    bool operator==(const RedirectRecord &) const = default;
};

using Record = std::variant<AccountRecord, RedirectRecord>;

struct Absent
{
}; ///< a clean, complete, empty answer; from the directory writer when Freshness::Writer was asked
struct Unknown
{ ///< no answer that may be relied on: say "later", never "no"
    Error why;
};
template <class T> using Lookup = std::variant<T, Absent, Unknown>;

/// Where an answer came from: for explanations only.
struct AnswerSource
{
    QString server; ///< URI of the server that answered; empty: none did
    bool isWriter = false;
    std::optional<std::chrono::milliseconds> age; ///< of an answer that was remembered
    QString away; ///< why no server answered
};

enum class Freshness {
    AnyAge, ///< a cached positive answer of any age will do (RCPT, while the directory is away)
    Recent, ///< cached for at most a minute, then asked again; falls back to any age when the directory is
            ///< away
    Writer, ///< asked now, of the directory writer: before any "no such account"
};

enum class PasswordVerdict { Right, Wrong };

/// Look-ups. One instance per worker thread; calls end by their deadline.
class Directory
{
public:
    virtual ~Directory() = default;
    virtual Task<Lookup<Record>> find(Address address, Freshness freshness, Deadline deadline) = 0;
    /// Is this one of our shared domains? (the value is the normalised domain)
    virtual Task<Lookup<QByteArray>> findDomain(
        QByteArray domain, Freshness freshness, Deadline deadline) = 0;
    /// The same with the answer's source, which is filled before the end.
    virtual Task<Lookup<Record>> findExplained(
        Address address, Freshness freshness, Deadline deadline, std::shared_ptr<AnswerSource> source)
    {
        *source = {};
        Lookup<Record> found = co_await find(std::move(address), freshness, deadline);
        co_return found;
    }
    virtual Task<Lookup<QByteArray>> findDomainExplained(
        QByteArray domain, Freshness freshness, Deadline deadline, std::shared_ptr<AnswerSource> source)
    {
        *source = {};
        Lookup<QByteArray> found = co_await findDomain(std::move(domain), freshness, deadline);
        co_return found;
    }
    /// By a bind as the account: the hash never leaves the directory. An error means "later".
    virtual Task<Result<PasswordVerdict>> verifyPassword(
        AccountRecord account, Secret password, Deadline deadline) = 0;
    /// Drops what is cached of an address, after *not here* or a change.
    virtual void forget(const Address &address) = 0;
};

/// One account or redirection as the administrator sees it.
struct DirectoryEntry
{
    Record record;
    QDateTime changed;
};

/// One page of a listing; `next` is empty at the end.
struct DirectoryPage
{
    QList<DirectoryEntry> entries;
    QByteArray next;
};

struct HostFilter
{
    std::optional<MemberName> hostServer;
    std::optional<MemberName> oldHostServer;
    std::optional<QByteArray> domain;
    QByteArray text; ///< part of the address; escaped by the directory
};

/// Changes; on keepers, main thread only. All go to the writer named in the table.
class DirectoryEditor
{
public:
    virtual ~DirectoryEditor() = default;
    virtual Task<Result<>> addDomain(QByteArray domain) = 0;
    virtual Task<Result<QList<QByteArray>>> listDomains() = 0;
    /// Fails with Refused "exists" when the name is taken.
    virtual Task<Result<>> addAccount(AccountRecord account, Secret password) = 0;
    virtual Task<Result<>> removeEntry(Address address) = 0;
    virtual Task<Result<>> setPassword(Address address, Secret password) = 0;
    virtual Task<Result<>> setEnabled(Address address, bool enabled) = 0;
    /// Adds targets to a redirection, made when missing.
    virtual Task<Result<>> addRedirect(Address address, QList<Address> targets) = 0;
    virtual Task<Result<>> removeRedirect(Address address) = 0;
    virtual Task<Lookup<DirectoryEntry>> show(Address address) = 0;
    virtual Task<Result<DirectoryPage>> list(HostFilter filter, int limit, QByteArray after) = 0;
    /// The redirections that have this address among their targets; the first `limit`.
    virtual Task<Result<QList<Address>>> redirectsTo(Address target, int limit) = 0;
    /// How many accounts are away from this home, counted up to `limit`. Asked often: one indexed search.
    struct AwayCount
    {
        int accounts = 0;
        bool isMore = false; ///< and more
    };
    virtual Task<Result<AwayCount>> countAway(MemberName oldHost, int limit) = 0;
    /// Compare-and-swap of one account's host (RFC 4511 4.6: delete old value + add new value in one Modify).
    /// false: the entry no longer has the expected host (somebody else changed it); not an error.
    struct HostChange
    {
        AccountRecord account; ///< as read: expected hostServer, oldHostServer and storage
        MemberName newHost;
        std::optional<MemberName> newOldHost; ///< nullopt: oldHostServer is removed
        std::optional<StorageId> storage; ///< written, and marked as implied, when the record had none
        std::optional<StorageId> moveTo =
            std::nullopt; ///< account move: accountStorage becomes this one, named by the record
        bool dropImpliedStorage = false; ///< back to its first host: what a failover wrote goes
    };
    virtual Task<Result<bool>> swapHost(HostChange change) = 0;
    /// The password that a member binds with; makes or replaces the member's entry.
    virtual Task<Result<>> setMemberPassword(MemberName member, Secret password) = 0;
    virtual Task<Result<>> removeMember(MemberName member) = 0;
    /// Connects and searches the base: health.
    virtual Task<Result<>> probe(Deadline deadline) = 0;
};

} // namespace homeport
