// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A keeper's desk for newcomers and renewals: invitations, rows, certificates (protocol.md 1.8).
#pragma once

#include "server/cluster/certificates.h"
#include "server/cluster/invitations.h"
#include "server/ports/cluster.h"

namespace homeport {

/// A storage that a stand-by machine brings along: its label as found, and why the lost member cannot write
/// to it any more (protocol.md 2.2 "Attach").
struct AttachedStorage
{
    StorageId id;
    quint64 epoch = 0;
    bool isDetached = false;
    QString proof;
};

/// What a joiner sends.
struct JoinRequest
{
    MemberName name;
    Secret secret;
    QByteArray publicKey;
    QByteArray request; ///< PEM, PKCS#10
    QByteArray serverRequest; ///< the same for the key that clients see (P-256)
    QStringList addresses;
    QStringList adminAddresses;
    QList<Storage> storages; ///< just made by the joiner; id and name travel, the rest follows from them
    bool replace = false;
    /// With `replace`: storages of the lost member whose disks the joiner has and may serve.
    QList<AttachedStorage> attached;
};
QJsonObject toJson(const JoinRequest &request);
Result<JoinRequest> joinRequestFromJson(const QJsonObject &json);

/// The change of a join: a new row, or a known one with a new key. With `replace` the old key goes to
/// `removed`; storages that the member served become detached with a higher epoch, or stay served with a
/// higher epoch when the joiner has them attached. Refused, "409", when an attached one is a stale copy.
/// Pure.
Result<> admitMember(ClusterTable &table, const JoinRequest &request, const Rights &rights);

/// Main thread; only where the authority's key is.
class JoinDesk
{
public:
    /// `directoryFor` makes the new member's directory credentials: {"bindDn", "password"}; may be empty.
    using DirectoryFor = std::function<Task<Result<QJsonObject>>(MemberName)>;

    JoinDesk(
        Authority authority, const QString &invitationsPath, const Clock &clock, qint64 certificateLifetime)
        : m_authority(std::move(authority))
        , m_invitations(invitationsPath, clock)
        , m_clock(clock)
        , m_lifetime(certificateLifetime)
    {
    }
    Result<> load() { return m_invitations.load(); }
    void setDirectory(DirectoryFor directoryFor) { m_directoryFor = std::move(directoryFor); }

    /// A token for `name`; the secret is on disk (hashed) when it is returned.
    Result<QByteArray> invite(const ClusterTable &table, const MemberName &self, const MemberName &name,
        const Rights &rights, Invitation::For purpose);
    /// `current` gives the signed revision in force, as JSON array.
    Task<Result<QJsonObject>> join(JoinRequest request, TableEditor *editor, const ClusterView *view,
        std::function<QJsonArray()> current);
    /// `{"request", "purpose"}` of a member with this row.
    Result<QJsonObject> renew(const Member &row, const QJsonObject &json) const;

    const Authority &authority() const { return m_authority; }

private:
    Result<Invitation> examine(const JoinRequest &request, const ClusterView &view);

    const Authority m_authority;
    Invitations m_invitations;
    const Clock &m_clock;
    const qint64 m_lifetime;
    DirectoryFor m_directoryFor;
};

} // namespace homeport
