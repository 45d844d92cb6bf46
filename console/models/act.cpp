// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Running acts.
#include "console/models/act.h"

#include "console/models/clusterstate.h"
#include "shared/client/commandtext.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

QString Act::command() const { return commandText(what, arguments); }

QStringList remarksOf(const QJsonObject &answer)
{
    QStringList out;
    const QJsonArray warnings = answer[u"warnings"_s].toArray();
    for (const QJsonValue &warning : warnings)
        out.append(warning.toString());
    const QJsonArray failed = answer[u"failed"_s].toArray();
    for (const QJsonValue &part : failed) {
        const QString name = part[u"member"_s].toString()
            + (part[u"id"_s].isDouble() ? u':' + QString::number(part[u"id"_s].toInteger()) : QString());
        out.append(name + u": "_s + part[u"error"_s].toString());
    }
    return out + unreachableFromJson(answer);
}

ActRunner::ActRunner(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
}

int ActRunner::runningCount() const
{
    return int(std::count_if(m_records.cbegin(), m_records.cend(),
        [](const ActRecord &record) { return record.state == ActState::Running; }));
}

Task<Result<QJsonObject>> ActRunner::run(Act act)
{
    const QPointer<ActRunner> self(this);
    const RequestId request = RequestId::random();
    ActRecord record;
    record.request = request.text();
    record.button = act.button;
    record.what = act.what;
    record.command = act.command();
    record.started = QDateTime::currentDateTimeUtc();
    m_records.prepend(record);
    if (m_records.size() > mostRecords)
        m_records.removeLast();
    Q_EMIT recordsChanged();
    const QString whyNot = m_connection.whyNot(act.role);
    Result<QJsonObject> answer = fail(Error{Fault::Refused, "forbidden", whyNot, "forbidden"});
    if (whyNot.isEmpty())
        answer = co_await m_connection.call(act.what, act.arguments, act.patience, request);
    if (self)
        finish(record.request, answer);
    co_return answer;
}

void ActRunner::finish(const QString &request, const Result<QJsonObject> &answer)
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
        [&](const ActRecord &record) { return record.request == request; });
    if (found == m_records.end())
        return;
    const QStringList remarks = answer ? remarksOf(*answer) : QStringList{answer.error().forLog};
    found->ended = QDateTime::currentDateTimeUtc();
    found->state = !answer ? ActState::Failed : remarks.isEmpty() ? ActState::Done : ActState::Partly;
    found->result = remarks.join(u'\n');
    const ActRecord record = *found;
    Q_EMIT recordsChanged();
    Q_EMIT ended(record);
}

} // namespace homeport
