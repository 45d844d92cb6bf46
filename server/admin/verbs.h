// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of the admin API: one row each, and what their handlers may use.
#pragma once

#include "server/admin/adminerror.h"
#include "server/admin/arguments.h"
#include "server/admin/localoperations.h"
#include "server/ports/accountloader.h"
#include "server/ports/connectiontest.h"
#include "server/ports/hostrewriter.h"
#include "server/ports/ownershipjobs.h"
#include "server/ports/tablehistory.h"

#include <QHash>
#include <span>
#include <vector>

namespace homeport {

class AccountMoves;

/// Who asks. `from` is an address, or "local" with a user id.
struct Caller
{
    QString name;
    AdministratorRole role = AdministratorRole::Viewer;
    QString from;
    bool isLocal = false; ///< came through the local socket
};

/// One revision of the table's history.
struct HistoryEntry
{
    TableRevision revision;
    QDateTime time;
    QString author;
    QString comment;
};

/// What only keepers have.
struct KeeperPorts
{
    TableEditor &tables;
    DirectoryEditor &directory;
    OwnershipJobs &jobs;
    /// A token for `homeportd setup --join` (protocol.md 1.8).
    std::function<Result<QString>(const MemberName &name, const Rights &rights)> invite;
    /// The same for a stand-by machine that takes the place of a lost member.
    std::function<Result<QString>(const MemberName &name)> inviteReplacement;
    TableHistory *revisions = nullptr;
    /// One per import; one per listing of all records.
    std::function<std::unique_ptr<AccountLoader>()> loader;
    std::function<std::unique_ptr<HostRewriter>()> rewriter;
    AccountMoves *moves = nullptr; ///< null: accounts cannot be moved
};

struct AdminPorts
{
    const ClusterView &cluster;
    MemberQuestions &members;
    LocalOperations &local;
    const Clock &clock;
    BlockingPool &pool;
    std::function<QList<HistoryEntry>(int limit)> history; ///< newest first
    /// May be given on every member: the right in the table in force decides.
    std::optional<KeeperPorts> keeper;
    ConnectionTest *connectionTest = nullptr; ///< null: addresses cannot be tried
    /// SHA-256 of the admin port's certificate and of the cluster's authority; empty: they cannot be read.
    std::function<QJsonObject()> fingerprints = {};
};

struct VerbCall
{
    Arguments arguments;
    Caller caller;
    RequestId request; ///< null for verbs that only show
};

struct MemberAnswer
{
    MemberName member;
    Result<QJsonObject> answer;
};

/// What handlers share. Main thread.
class AdminWorld
{
public:
    static constexpr auto shortPatience = 3s; ///< when all members are asked
    static constexpr auto longPatience = 60s; ///< when one is told to do something (attach waits 12 s)

    explicit AdminWorld(AdminPorts adminPorts)
        : ports(std::move(adminPorts))
    {
    }

    /// Keeper by the table in force (or before there is one).
    bool isKeeper() const;
    KeeperPorts &keeper() { return *ports.keeper; }
    /// For a member that is not: names those that are.
    Error notAKeeper(const QString &what) const;
    ClusterTable table() const; ///< a copy of the table in force; empty before there is one
    MemberName self() const { return ports.cluster.self(); }
    /// "ann@back1.example.net from 192.0.2.1": who and from where, for the table's history.
    QString authorOf(const Caller &caller) const
    {
        return caller.name + u'@' + self().text + QStringLiteral(" from ") + caller.from;
    }

    /// By full name or a first label that only one member has.
    Result<MemberName> member(const char *key, const QString &text) const;
    /// The argument `key`, or this member.
    Result<MemberName> memberOrSelf(const char *key, const QString &text) const;
    /// By name or id.
    Result<Storage> storage(const char *key, const QString &text) const;
    QString storageName(const std::optional<StorageId> &id) const;

    /// Over the link, or from this member itself.
    Task<Result<QJsonObject>> ask(
        MemberName member, QString what, QJsonObject arguments, std::chrono::milliseconds patience);
    /// All members that have joined, at once, shortPatience each; a member that is no keeper asks only
    /// itself.
    Task<std::vector<MemberAnswer>> askAll(QString what, QJsonObject arguments);
    /// One revision; the value is {"table": revision}.
    Task<Result<QJsonObject>> change(
        std::function<Result<>(ClusterTable &)> change, Caller caller, QString comment);

    AdminPorts ports;
    struct Known
    {
        QDateTime time;
        QJsonObject status;
    };
    QHash<QString, Known> lastKnown; ///< the last status of each member
    struct Observation
    {
        QString word; ///< "up", "degraded", …
        QDateTime since;
        QDateTime looked; ///< when somebody last asked
    };
    QHash<QString, Observation> observations; ///< by member
    struct Pending
    {
        qint64 at = 0; ///< monotonic ms
        QJsonObject answer;
    };
    std::optional<Pending> pending; ///< the last account.pending
    struct PendingCount
    {
        std::optional<Result<QJsonObject>> answer;
        Signal done;
    };
    std::shared_ptr<PendingCount> pendingCount; ///< being made now, for all who ask meanwhile
    Semaphore connectionTests{2}; ///< administrators are no port scanners
};

enum class VerbPlace {
    AnyMember, ///< answered by members that are no keepers too, for themselves
    Keeper,
};
enum class Effect {
    Shows,
    Changes, ///< has a request id, is audited, happens once
    /// Changes nothing, but is audited; sent again it is done again: its answer is not kept. Of what is given
    /// in pieces ("offset") only the first one that a caller asks for is audited.
    Discloses,
};

struct Verb
{
    const char *name;
    AdministratorRole role; ///< at least
    Effect effect;
    VerbPlace place;
    Task<Result<QJsonObject>> (*handler)(AdminWorld &world, VerbCall call);
    /// Of a verb that discloses: with these arguments it only shows. Null: never.
    bool (*onlyShows)(const QJsonObject &arguments) = nullptr;
};

std::span<const Verb> statusVerbs();
std::span<const Verb> memberVerbs();
std::span<const Verb> memberStateVerbs();
std::span<const Verb> inviteVerbs();
std::span<const Verb> tableVerbs();
std::span<const Verb> storageVerbs();
std::span<const Verb> accountVerbs();
std::span<const Verb> sessionVerbs();
std::span<const Verb> auditVerbs();
std::span<const Verb> memberTestVerbs();
std::span<const Verb> tableApplyVerbs();
std::span<const Verb> directoryVerbs();
std::span<const Verb> directoryServerVerbs();
std::span<const Verb> administratorVerbs();
std::span<const Verb> queueVerbs();
std::span<const Verb> jobVerbs();
std::span<const Verb> moveVerbs();
std::span<const Verb> importVerbs();
std::span<const Verb> reconcileVerbs();

} // namespace homeport
