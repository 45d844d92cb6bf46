// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Invitations, joins and renewals that this keeper is asked for (protocol.md 1.8).
#include "server/cluster/clusterservice.h"

#include "shared/model/jsonreader.h"

namespace homeport {

Result<QByteArray> ClusterService::invite(const MemberName &name, const Rights &rights)
{
    if (!m_desk)
        return fail(Error::refused("this member does not hold the authority's key"));
    return m_desk->invite(*m_store.table(), m_settings.self, name, rights, Invitation::For::NewMember);
}

Result<QByteArray> ClusterService::inviteReplacement(const MemberName &name)
{
    if (!m_desk)
        return fail(Error::refused("this member does not hold the authority's key"));
    const TablePointer now = m_store.table();
    const Member *const row = now->member(name);
    if (!row)
        return fail(Error::refused(name.utf8() + " is no member"));
    return m_desk->invite(*now, m_settings.self, name, row->rights, Invitation::For::StandBy);
}

Task<Result<QJsonObject>> ClusterService::answerJoin(JoinRequest request)
{
    const auto busy = hold();
    if (!m_desk)
        co_return fail(Error::refused("this member invites nobody", {}, "403"));
    std::function<QJsonArray()> current = [this] { return toJson(QList{m_store.inForce()->sealed}); };
    const Result<QJsonObject> answer = co_await m_desk->join(request, this, this, current);
    co_return answer;
}

Result<QJsonObject> ClusterService::answerRenewal(const LinkPeer &peer, const QJsonObject &json)
{
    const TablePointer now = m_store.table();
    const Member *row = welcomeRow(*now, peer);
    if (!row)
        return fail(Error::refused("not a member"));
    if (!m_desk)
        return fail(Error::temporary("the authority's key is not here"));
    return m_desk->renew(*row, json);
}

} // namespace homeport
