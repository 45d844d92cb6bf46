// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The authority's key on every keeper: who has it gives it to those that the table calls keepers
// (protocol.md 1.8).
#include "server/cluster/clusterservice.h"
#include "server/cluster/linkidentity.h"
#include "server/cluster/log.h"
#include "shared/model/jsonreader.h"

namespace homeport {

/// The desk opens where the authority's key is.
Result<> ClusterService::openDesk()
{
    Result<Authority> authority = loadAuthority(m_settings.paths);
    if (!authority)
        return authority.error().status == "missing" ? Result<>{} : fail(authority.error());
    auto desk = std::make_unique<JoinDesk>(std::move(*authority), m_settings.paths.invitations(), m_clock,
        m_settings.certificateLifetimeSeconds);
    desk->setDirectory(m_hooks.directoryFor);
    if (Result<> loaded = desk->load(); !loaded)
        return loaded;
    m_desk = std::move(desk);
    return {};
}

Result<QJsonObject> ClusterService::answerAuthority(const LinkPeer &peer) const
{
    const TablePointer now = m_store.table();
    const Member *const row = welcomeRow(*now, peer);
    if (!row || !row->rights.keeper)
        return fail(Error::refused("only a keeper may have the authority's key", {}, "403"));
    if (!m_desk)
        return fail(Error::temporary("the authority's key is not here"));
    qCInfo(lcCluster) << Event("authority-shared").with("member", peer.name);
    return QJsonObject{
        {QStringLiteral("key"), QString::fromLatin1(m_desk->authority().key().toPem().reveal())}};
}

/// Asks `keeper` for the key when this member is a keeper and has none.
Task<> ClusterService::obtainAuthority(MemberName keeper)
{
    const auto busy = hold();
    const TablePointer now = m_store.table();
    const Member *const own = now->member(m_settings.self);
    const Member *const theirs = now->member(keeper);
    Http2Connection *const connection = connectionTo(keeper);
    if (m_desk || m_isObtaining || !own || !own->rights.keeper || !theirs || !theirs->rights.keeper
        || !connection)
        co_return;
    m_isObtaining = true;
    const Deadline deadline(m_settings.times.deadAfter);
    const QJsonObject nothing;
    const Result<JsonAnswer> answer =
        co_await requestJson(*connection, "POST", "/v1/authority", keeper, nothing, deadline);
    m_isObtaining = false;
    if (!answer || answer->status != 200) // the next keeper that comes up is asked
        co_return;
    JsonReader reader(answer->json);
    const QString key = reader.filledText("key");
    const Result<bool> read = reader.finish(true);
    const Result<Authority> authority =
        read ? Authority::fromPem(m_store.table()->authority, key.toLatin1()) : fail(read.error());
    Result<> kept =
        authority ? saveAuthority(m_settings.paths, *authority) : Result<>(fail(authority.error()));
    if (kept)
        kept = openDesk();
    if (kept)
        qCInfo(lcCluster) << Event("authority-obtained").with("from", keeper);
    else
        qCWarning(lcCluster) << Event("authority-not-obtained").with("from", keeper).why(kept.error());
}

/// At a new table: the right may be new.
void ClusterService::obtainAuthorityFromAny()
{
    const TablePointer now = m_store.table();
    for (const Member &row : now->members) {
        if (row.rights.keeper && row.name != m_settings.self && m_board.isUp(row.name)) {
            obtainAuthority(row.name);
            return;
        }
    }
}

} // namespace homeport
