// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Signed revisions of the cluster table and the rules by which a member takes one (protocol.md 1.7). Pure.
#pragma once

#include "server/cluster/keys.h"
#include "shared/model/clustertable.h"

#include <QHash>
#include <QJsonArray>
#include <functional>
#include <memory>

namespace homeport {

/// A revision as it travels and lies on disk: the exact bytes that were signed.
struct SignedRevision
{
    QByteArray body;
    MemberName signer;
    QByteArray signature; ///< Ed25519 over "homeport-table-1" + body
    bool operator==(const SignedRevision &) const = default;
};

QJsonObject toJson(const SignedRevision &revision);
Result<SignedRevision> signedRevisionFromJson(const QJsonObject &json);
QJsonArray toJson(const QList<SignedRevision> &revisions);
/// The array under `key`; Syntax when it is missing or ill-typed.
Result<QList<SignedRevision>> signedRevisionsFromJson(const QJsonObject &json, const QString &key);

/// A signed revision that has been parsed; whether it is to be believed is the judge's affair.
struct Revision
{
    SignedRevision sealed;
    QByteArray hash; ///< SHA-256 of the body, hex
    ClusterTable table;
    TableRevision id() const { return {table.number, hash}; }
};
using RevisionPointer = std::shared_ptr<const Revision>;

QByteArray revisionHash(const QByteArray &body);
Result<RevisionPointer> openRevision(SignedRevision sealed);
/// Encodes, signs and opens again.
Result<RevisionPointer> sealRevision(
    const ClusterTable &table, const MemberName &signer, const PrivateKey &key);
bool isSignedBy(const SignedRevision &revision, const QByteArray &publicKey);

/// What must hold between a revision and one of its parents beside number and signature: same cluster, and
/// storage epochs that grow with every change of owner or state and never fall.
Result<> checkSuccession(const ClusterTable &parent, const ClusterTable &child);

/// What a member knows when it judges: its own history.
struct KnownHistory
{
    QByteArray current; ///< hash of the revision in force
    std::function<RevisionPointer(const QByteArray &hash)> find; ///< null when unknown
};

enum class Verdict {
    Taken, ///< the current revision is an ancestor: `chain` follows it, oldest first
    Same,
    Older, ///< known: an ancestor of the current one
    Diverged, ///< valid since a common ancestor, but the current revision is not among its ancestors
    Gap, ///< a parent is missing
    Refused,
};
QString toText(Verdict verdict);

struct Judgement
{
    Verdict verdict = Verdict::Refused;
    Error why; ///< of Refused and Gap
    QList<RevisionPointer>
        chain; ///< new revisions that passed every check, oldest first; of Taken and Diverged
};

/// Judges the newest of `offered`, the others being its possible ancestors, in any order.
Judgement judge(const KnownHistory &history, const QList<SignedRevision> &offered);

/// The lack of a chain, second best: the signer is a keeper of `own` and the signature fits its row.
bool isSignedByKeeperOf(const ClusterTable &own, const SignedRevision &revision);

/// Storages that `own` gives to `self`, and about which a validly signed foreign revision says otherwise: a
/// higher epoch, or the same with another owner or state. They must not be served.
QList<StorageId> disputedStorages(
    const ClusterTable &own, const MemberName &self, const ClusterTable &foreign);

} // namespace homeport
