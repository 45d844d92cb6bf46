// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One keeper at a time signs a revision: keepers that see each other do not diverge (protocol.md 1.7
// "Fewer divergences").
#include "server/cluster/clusterservice.h"
#include "server/cluster/linkidentity.h"
#include "shared/model/jsonreader.h"

#include <QRandomGenerator>

namespace homeport {

namespace {

constexpr auto askPatience = 2s; ///< one that does not answer has no say: it is about to be down
constexpr auto turnPatience = 10s;
constexpr int shortestPauseMs = 20;
constexpr int longestPauseMs = 120;

} // namespace

/// No while this keeper signs; while both ask, the smaller name goes first.
Result<QJsonObject> ClusterService::answerTurn(const LinkPeer &peer)
{
    const TablePointer now = m_store.table();
    const Member *const row = welcomeRow(*now, peer);
    if (!row || !row->rights.keeper)
        return fail(Error::refused("only keepers sign", {}, "403"));
    const bool isSmaller = peer.name.text < m_settings.self.text;
    const bool isGranted = m_signing == Signing::Idle || (m_signing == Signing::Asking && isSmaller);
    if (isGranted && m_signing == Signing::Asking)
        m_isOvertaken = true;
    return QJsonObject{{QStringLiteral("granted"), isGranted}};
}

/// Asks all keepers that are up at once; the value is one that said no.
Task<std::optional<MemberName>> ClusterService::askForTurn()
{
    QList<MemberName> keepers;
    std::vector<Task<Result<JsonAnswer>>> answers;
    const TablePointer now = m_store.table();
    const QJsonObject nothing;
    for (const Member &row : now->members) {
        Http2Connection *const connection =
            row.rights.keeper && row.name != m_settings.self ? connectionTo(row.name) : nullptr;
        if (!connection)
            continue;
        keepers.append(row.name);
        answers.push_back(
            requestJson(*connection, "POST", "/v1/turn", row.name, nothing, Deadline(askPatience)));
    }
    std::optional<MemberName> refusing;
    for (size_t i = 0; i < answers.size(); ++i) {
        const Result<JsonAnswer> answer = co_await answers[i];
        // a member of an earlier version knows no turns
        if (answer && answer->status == 200 && !answer->json.value(QStringLiteral("granted")).toBool())
            refusing = keepers[qsizetype(i)];
    }
    co_return refusing;
}

/// Then this keeper may sign, until endTurn(). Refused with status "conflict" when another one goes on and
/// on.
Task<Result<>> ClusterService::takeTurn()
{
    co_await m_changeTurn.acquire();
    const Deadline deadline(turnPatience);
    for (;;) {
        m_signing = Signing::Asking;
        m_isOvertaken = false;
        const std::optional<MemberName> refusing = co_await askForTurn();
        if (!refusing && !m_isOvertaken) {
            m_signing = Signing::Signs;
            co_return Result<>{};
        }
        m_signing = Signing::Idle;
        if (deadline.hasExpired()) {
            const QString text = QStringLiteral("%1 is changing the cluster table: look and try again")
                                     .arg(refusing ? refusing->text : QStringLiteral("another keeper"));
            m_changeTurn.release();
            co_return fail(Error::refused(text.toLatin1(), text, "conflict"));
        }
        const int pauseMs = QRandomGenerator::global()->bounded(shortestPauseMs, longestPauseMs);
        const bool elapsed = co_await sleepFor(std::chrono::milliseconds(pauseMs), m_stop.get_token());
        if (!elapsed) {
            m_changeTurn.release();
            co_return fail(Error::temporary("this member is stopping"));
        }
    }
}

void ClusterService::endTurn()
{
    m_signing = Signing::Idle;
    m_changeTurn.release();
}

} // namespace homeport
