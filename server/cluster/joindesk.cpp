// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Joining and renewing, the keeper's side.
#include "server/cluster/joindesk.h"

#include "server/cluster/linkdialer.h"
#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace homeport {

namespace {

/// What a client may call this member: its name, this machine, and the hosts of its addresses.
QStringList serverNames(const Member &row)
{
    QStringList names{
        row.name.text, QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    for (const QString &address : row.addresses + row.adminAddresses) {
        const auto endpoint = splitEndpoint(address);
        if (endpoint && !names.contains(endpoint->first.toLower()))
            names.append(endpoint->first.toLower());
    }
    return names;
}

bool isRemovedKey(const ClusterTable &table, const QByteArray &publicKey)
{
    return std::any_of(table.removed.cbegin(), table.removed.cend(),
        [&publicKey](const RemovedMember &removed) { return removed.publicKey == publicKey; });
}

/// A newcomer's addresses become names of its server certificate: they may name nobody else.
Result<> checkAddresses(const JoinRequest &request, const ClusterTable &table)
{
    for (const QString &address : request.addresses + request.adminAddresses) {
        const auto endpoint = splitEndpoint(address);
        const QString host = endpoint ? endpoint->first.toLower() : QString();
        QHostAddress literal;
        if (literal.setAddress(host))
            continue; // several members may share a machine
        static const QRegularExpression hostName(QStringLiteral("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"));
        if (!hostName.match(host).hasMatch())
            return fail(Error::refused(
                "addresses: \"" + address.toUtf8() + "\" names no host or IP address", {}, "400"));
        if (host == request.name.text)
            continue;
        for (const Member &row : table.members) {
            const bool isTheirs = row.name != request.name
                && (row.name.text == host
                    || std::any_of(
                        row.addresses.cbegin(), row.addresses.cend(), [&host](const QString &other) {
                            const auto theirs = splitEndpoint(other);
                            return theirs && theirs->first.toLower() == host;
                        }));
            if (isTheirs)
                return fail(Error::refused(
                    "addresses: " + host.toUtf8() + " belongs to member " + row.name.utf8(), {}, "403"));
        }
    }
    return {};
}

} // namespace

Result<QByteArray> JoinDesk::invite(const ClusterTable &table, const MemberName &self, const MemberName &name,
    const Rights &rights, Invitation::For purpose)
{
    const Member *own = table.member(self);
    if (!own || own->addresses.isEmpty())
        return fail(Error::refused("this member has no address in the table"));
    const Member *const known = table.member(name);
    if (purpose == Invitation::For::NewMember && known && !known->publicKey.isEmpty())
        return fail(Error::refused("conflict",
            QStringLiteral(
                "%1 is a member already; for a machine that takes its place: homeportctl invite %1 "
                "--replace")
                .arg(name.text),
            "conflict"));
    const Result<Secret> secret = m_invitations.invite(name, rights, purpose);
    if (!secret)
        return fail(secret.error());
    return encodeToken({table.cluster, name, *secret, own->addresses,
        certificateFingerprint(m_authority.certificate()), self});
}

Result<Invitation> JoinDesk::examine(const JoinRequest &request, const ClusterView &view)
{
    const TablePointer inForce = view.table();
    const ClusterTable &table = *inForce;
    Result<Invitation> invitation = m_invitations.check(request.secret, request.name, request.publicKey);
    if (!invitation)
        return invitation;
    const Result<CertificateRequest> certificate = readCertificateRequest(request.request);
    if (!certificate)
        return fail(certificate.error());
    if (certificate->publicKey != request.publicKey)
        return fail(Error::refused("\"request\" is not for \"publicKey\"", {}, "403"));
    if (isRemovedKey(table, request.publicKey))
        return fail(Error::refused("this key belongs to a removed member: make a new one", {}, "403"));
    if (const Result<> addresses = checkAddresses(request, table); !addresses)
        return fail(addresses.error());
    const Member *row = table.member(request.name);
    const Rights rights = row ? row->rights : invitation->rights;
    if (!request.storages.isEmpty() && !rights.store)
        return fail(Error::refused("the invitation of " + request.name.utf8()
                + " is not for a backend: join with --role frontend, or invite it with --rights proxy,store",
            {}, "403"));
    const bool isTaken = row && !row->publicKey.isEmpty() && row->publicKey != request.publicKey;
    if (isTaken && !request.replace)
        return fail(Error::refused("member " + request.name.utf8() + " exists: use --replace", {}, "409"));
    if (isTaken && invitation->purpose != Invitation::For::StandBy)
        return fail(Error::refused("the invitation is not for a stand-by machine: homeportctl invite "
                + request.name.utf8() + " --replace",
            {}, "403"));
    if (isTaken && view.isUp(request.name))
        return fail(Error::refused("member " + request.name.utf8()
                + " is up: nobody takes its place before it is powered off or stopped",
            {}, "409"));
    return invitation;
}

Task<Result<QJsonObject>> JoinDesk::join(
    JoinRequest request, TableEditor *editor, const ClusterView *view, std::function<QJsonArray()> current)
{
    const Result<Invitation> invitation = examine(request, *view);
    if (!invitation) {
        qCWarning(lcCluster) << Event("join-refused").with("name", request.name).why(invitation.error());
        co_return fail(invitation.error());
    }
    // on disk before anything is granted: a crash leaves a used invitation, which the same key may go on with
    if (const Result<> bound = m_invitations.bind(request.secret, request.publicKey); !bound)
        co_return fail(bound.error());
    const Member *row = view->table()->member(request.name);
    const bool isThere = row && row->publicKey == request.publicKey && row->addresses == request.addresses
        && row->adminAddresses == request.adminAddresses;
    if (!isThere) {
        const Rights rights = invitation->rights;
        std::function<Result<>(ClusterTable &)> change = [request, rights](ClusterTable &table) {
            return admitMember(table, request, rights);
        };
        QString comment = QStringLiteral("%1 joins").arg(request.name.text);
        if (request.replace && row && !row->publicKey.isEmpty())
            comment += QStringLiteral(" on a stand-by machine, its old key is refused from now on");
        for (const AttachedStorage &attached : request.attached) // the audited statement
            comment += QStringLiteral("; storage %1 is there: %2")
                           .arg(attached.id.text(),
                               attached.isDetached ? QStringLiteral("detached cleanly") : attached.proof);
        const QString author = QStringLiteral("invitation@%1 from %2")
                                   .arg(view->self().text, request.addresses.value(0, request.name.text));
        const Result<TableRevision> changed = co_await editor->change(change, author, comment, std::nullopt);
        if (!changed)
            co_return fail(changed.error());
    }
    const Result<QByteArray> certificate =
        m_authority.issueMember(request.request, request.name, m_lifetime, m_clock.wallMs() / 1000);
    if (!certificate)
        co_return fail(certificate.error());
    const TablePointer now = view->table();
    const Member *joined = now->member(request.name);
    if (!joined)
        co_return fail(Error::temporary("the member was removed while it joined"));
    const Result<QByteArray> serverCertificate = m_authority.issueServer(
        request.serverRequest, serverNames(*joined), m_lifetime, m_clock.wallMs() / 1000);
    if (!serverCertificate)
        co_return fail(serverCertificate.error());
    QJsonObject directory;
    if (m_directoryFor) {
        const Result<QJsonObject> made = co_await m_directoryFor(request.name);
        if (!made)
            co_return fail(made.error());
        directory = *made;
    }
    qCInfo(lcCluster) << Event("member-joined").with("name", request.name);
    co_return QJsonObject{
        {QStringLiteral("certificate"), QString::fromLatin1(*certificate)},
        {QStringLiteral("serverCertificate"), QString::fromLatin1(*serverCertificate)},
        {QStringLiteral("authority"), QString::fromLatin1(m_authority.certificate())},
        {QStringLiteral("revisions"), current()},
        {QStringLiteral("directory"), directory},
    };
}

Result<QJsonObject> JoinDesk::renew(const Member &row, const QJsonObject &json) const
{
    const QByteArray request = json.value(QStringLiteral("request")).toString().toLatin1();
    const Result<CertificateRequest> parsed = readCertificateRequest(request);
    if (!parsed)
        return fail(parsed.error());
    const qint64 now = m_clock.wallMs() / 1000;
    Result<QByteArray> certificate;
    if (json.value(QStringLiteral("purpose")).toString() == QStringLiteral("server")) {
        certificate = m_authority.issueServer(request, serverNames(row), m_lifetime, now);
    } else {
        if (parsed->publicKey != row.publicKey)
            return fail(Error::refused("a certificate is renewed for the same key only"));
        certificate = m_authority.issueMember(request, row.name, m_lifetime, now);
    }
    if (!certificate)
        return fail(certificate.error());
    return QJsonObject{{QStringLiteral("certificate"), QString::fromLatin1(*certificate)}};
}

} // namespace homeport
