// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// This member among the others: control connections, the table, who is up, who serves what, questions,
// renewals.
#pragma once

#include "server/cluster/joindesk.h"
#include "server/cluster/peerboard.h"
#include "server/cluster/peerlink.h"
#include "server/cluster/tablestore.h"
#include "server/ports/tablehistory.h"

#include <QElapsedTimer>

namespace homeport {

struct ClusterSettings
{
    MemberName self;
    IdentityPaths paths;
    QString version;
    int workers = 1; ///< of this member
    LinkTimes times;
    qint64 certificateLifetimeSeconds = qint64(365) * 86400;
};

/// What the daemon does about the cluster's affairs. All on the main thread.
struct ClusterHooks
{
    TableHooks table; ///< see there: the owner's answer waits for these
    /// A question of a keeper (protocol.md 1.9).
    std::function<Task<Result<QJsonObject>>(QString what, QJsonObject arguments, MemberName asker)> question;
    /// A storage is served by its owner from now on: its lane may go.
    std::function<void(StorageId)> servedNow;
    std::function<void()> mayServeChanged;
    std::function<void()> peersChanged; ///< up, down, diverged
    /// The revision in force changed or a member lost its welcome: workers close what is not welcome any
    /// more.
    std::function<void()> tableChanged;
    JoinDesk::DirectoryFor directoryFor;
    std::function<void()> serverCertificateChanged; ///< STATE/tls/server.crt was made or renewed
};

/// ClusterView may be used by any thread; everything else lives on the main thread. shutdown() comes before
/// the end.
class ClusterService : public ClusterView, public TableEditor, public MemberQuestions, public TableHistory
{
public:
    ClusterService(ClusterSettings settings, TableStore &store, LinkIdentity &identity, const Clock &clock);
    ~ClusterService() override;
    Q_DISABLE_COPY_MOVE(ClusterService)

    /// Connects to the others and takes up what keepers do when the authority's key is here. Once.
    Result<> start(ClusterHooks hooks);
    /// Ends connections and waits for what is under way.
    Task<> shutdown();

    // ClusterView, any thread
    MemberName self() const override { return m_settings.self; }
    TablePointer table() const override { return m_store.table(); }
    TableRevision revision() const override { return m_store.revision(); }
    bool isUp(const MemberName &member) const override;
    bool isServed(const StorageId &storage) const override;
    QString whyParked(const StorageId &storage) const override;
    bool isWithdrawn(const MemberName &member) const; ///< nobody calls it, nothing is delivered to it
    int workersOf(const MemberName &member) const { return m_board.workersOf(member); }
    LinkContextsPointer contexts() const { return m_identity.contexts(); }
    /// Our hello for a connection; `table` and `storages` as they are now.
    Hello hello(LinkPurpose purpose, int worker) const;

    // TableEditor, MemberQuestions
    Task<Result<TableRevision>> change(std::function<Result<>(ClusterTable &)> change, QString author,
        QString comment, std::optional<TableRevision> expected) override;
    Task<Result<>> pushTo(MemberName member, Deadline deadline) override;
    // TableHistory
    QList<TablePointer> numbered(quint64 number) const override;
    Task<QList<TableBranch>> branches() override;
    Task<Result<TableRevision>> merge(QByteArray tip, Merge merge, QString author, QString comment) override;
    /// To itself: answered by the hook, without the link.
    Task<Result<QJsonObject>> ask(
        MemberName member, QString what, QJsonObject arguments, Deadline deadline) override;

    /// May storages be served (protocol.md 1.7 "Start")? Once true, true until the daemon stops.
    bool mayServe() const { return m_mayServe; }
    void serveAlone(); ///< the administrator's word
    /// Everything that this member serves now; told to all.
    void setServing(QList<ServedEpoch> storages);
    /// What this member owns and cannot serve, and why; told to all.
    void setAway(QList<AwayStorage> storages);

    /// Brings the table up to the one that `member` named in *not here*; true when ours is at least that new.
    Task<bool> catchUp(MemberName member, TableRevision named, Deadline deadline);

    Result<QByteArray> invite(const MemberName &name, const Rights &rights); ///< the token; keepers
    /// A token for a stand-by machine under the name of a member that is down.
    Result<QByteArray> inviteReplacement(const MemberName &name);
    QList<PeerView> peers() const { return m_board.views(); }
    QStringList alarms() const;
    qint64 certificateExpires() const { return m_identity.certificate().notAfter; } ///< Unix s
    LinkTimes times() const { return m_settings.times; }

    // for the accepting side (main thread)
    void heard(const LinkPeer &peer, const Hello &hello);
    void heardServing(const MemberName &peer, const Serving &serving);
    Task<TakeAnswer> takePushed(MemberName peer, QList<SignedRevision> revisions);
    Task<Result<QJsonObject>> answerQuestion(MemberName asker, QString what, QJsonObject arguments);
    Task<Result<QJsonObject>> answerJoin(JoinRequest request);
    Result<QJsonObject> answerRenewal(const LinkPeer &peer, const QJsonObject &json);
    Result<QJsonObject> answerAuthority(const LinkPeer &peer) const;
    Result<QJsonObject> answerTurn(const LinkPeer &peer);
    TableStore &store() { return m_store; }
    /// While a copy lives, shutdown() waits: for coroutines that use this object.
    std::shared_ptr<void> hold() const { return m_busy; }

private:
    Task<> applyTable(TablePointer before, TablePointer now);
    void refreshPeers();
    void startPeer(const MemberName &name);
    void peerCameUp(const MemberName &name, const Hello &hello);
    void peerWentDown(const MemberName &name, const Error &why);
    void compared(const MemberName &name);
    void judgeMayServe();
    void tellServed();
    void announce(const MemberName &peer);
    void publishServing(Serving serving);
    Task<> sendServing(MemberName peer, Serving serving);

    // tablesync.cpp
    Task<> reconcile(MemberName peer, TableRevision theirs);
    Task<Result<>> fetch(MemberName peer, Deadline deadline);
    Task<Result<>> push(MemberName peer, Deadline deadline);
    Task<Result<JsonAnswer>> pushRevisions(
        MemberName peer, QList<RevisionPointer> revisions, Deadline deadline);
    Task<> pushInOrder(TablePointer before, TablePointer now);
    Task<> pushToAll(QList<MemberName> peers, Deadline deadline);
    Task<> catchUpWithKeepers();
    Task<> passOn();
    Task<> fetchBranch(MemberName peer, Deadline deadline); // clusterbranches.cpp
    Http2Connection *connectionTo(const MemberName &peer) const;

    // clusterturn.cpp
    Task<std::optional<MemberName>> askForTurn();
    Task<Result<>> takeTurn(); ///< of this keeper's changes and among the keepers
    void endTurn();

    // authorityshare.cpp
    Result<> openDesk();
    Task<> obtainAuthority(MemberName keeper);
    void obtainAuthorityFromAny();

    // renewal.cpp
    Task<> keepCertificatesFresh();
    Task<bool> renewMemberCertificate();
    Task<bool> renewServerCertificate();
    Task<Result<QByteArray>> askForCertificate(QByteArray request, QString purpose);
    qint64 nextRenewal() const;

    const ClusterSettings m_settings;
    TableStore &m_store;
    LinkIdentity &m_identity;
    const Clock &m_clock;
    ClusterHooks m_hooks;
    PeerBoard m_board;
    QHash<MemberName, std::shared_ptr<PeerLink>> m_links;
    QSet<MemberName> m_reconciling;
    std::unique_ptr<JoinDesk> m_desk;
    std::atomic<std::shared_ptr<const Serving>> m_serving;
    QSet<StorageId> m_toldServed;
    Semaphore m_changeTurn{1}; ///< of this keeper's changes
    enum class Signing { Idle, Asking, Signs };
    Signing m_signing = Signing::Idle; ///< among the keepers
    bool m_isOvertaken = false; ///< while asking: another one has been let go first
    bool m_mayServe = false;
    bool m_isPassingOn = false;
    bool m_isObtaining = false; ///< the authority's key
    std::stop_source m_stop;
    std::shared_ptr<int> m_busy = std::make_shared<int>(0); ///< use_count() - 1: coroutines under way
};

} // namespace homeport
