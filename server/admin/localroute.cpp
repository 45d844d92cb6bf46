// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The question "route": how this member routes a name.
#include "server/admin/localoperations.h"

#include "server/ports/router.h"

#include <QJsonArray>

namespace homeport {

namespace {

constexpr auto routePatience = 10s;

/// "server" is the one that answered, "age" how long a remembered answer is known.
QJsonObject toJson(const RouteStep &step)
{
    QJsonObject json{{QStringLiteral("step"), step.step}, {QStringLiteral("text"), step.text}};
    if (!step.source)
        return json;
    const AnswerSource &source = *step.source;
    if (!source.server.isEmpty())
        json.insert(QStringLiteral("server"), source.server);
    if (source.age)
        json.insert(QStringLiteral("ageSeconds"), qint64(source.age->count() / 1000));
    json.insert(QStringLiteral("writer"), source.isWriter);
    if (!source.away.isEmpty())
        json.insert(QStringLiteral("away"), source.away);
    QString from = source.server.isEmpty() ? QStringLiteral("nobody") : source.server;
    if (from.startsWith(QLatin1String("ldapi:")))
        from = QStringLiteral("the server here");
    if (source.age)
        from = QStringLiteral("remembered for %1 s").arg(source.age->count() / 1000);
    else if (source.isWriter)
        from += QStringLiteral(" (writer)");
    json.insert(QStringLiteral("from"), from);
    return json;
}

} // namespace

Task<Result<QJsonObject>> LocalOperations::route(Arguments arguments)
{
    const Address address = arguments.address("address");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    const RouteExplanation explanation = co_await m_ports.router.explain(address, Deadline(routePatience));
    QJsonArray steps;
    for (const RouteStep &step : explanation.steps)
        steps.append(toJson(step));
    co_return QJsonObject{{QStringLiteral("member"), m_ports.cluster.self().text},
        {QStringLiteral("steps"), steps}, {QStringLiteral("mail"), explanation.mail},
        {QStringLiteral("login"), explanation.login}};
}

} // namespace homeport
