// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The directory's servers as all members see them together.
#include "server/admin/directoryoutlook.h"

#include <QJsonArray>

namespace homeport {

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &text : array)
        texts.append(text.toString());
    return texts;
}

/// The time in a change number: "20260101120000.123456Z#…".
QDateTime timeOf(const QString &csn)
{
    QDateTime time = QDateTime::fromString(csn.left(14), QStringLiteral("yyyyMMddHHmmss"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// How much older the newest change of `copy` is than that of `writer`; null where it cannot be told.
QJsonValue behind(const QStringList &copy, const QStringList &writer)
{
    if (copy.isEmpty() || writer.isEmpty())
        return {};
    if (isSameContext(copy, writer))
        return 0;
    const QDateTime there = timeOf(*std::max_element(copy.begin(), copy.end()));
    const QDateTime newest = timeOf(*std::max_element(writer.begin(), writer.end()));
    if (!there.isValid() || !newest.isValid())
        return {};
    return std::max<qint64>(there.secsTo(newest), 1); // not the same, so behind
}

ServerOutlook &serverOf(DirectoryOutlook &outlook, const QString &uri)
{
    for (ServerOutlook &server : outlook.servers) {
        if (server.uri == uri)
            return server;
    }
    outlook.servers.append(ServerOutlook());
    outlook.servers.last().uri = uri;
    return outlook.servers.last();
}

void takeNumbers(DirectoryOutlook &outlook, const ServerOutlook &server)
{
    for (const QString &csn : server.context) {
        if (const int number = csn.section(QLatin1Char('#'), 2, 2).toInt(nullptr, 16))
            outlook.numbers.insert(number);
    }
}

void takeAnswer(DirectoryOutlook &outlook, const MemberName &member, const QJsonObject &answer)
{
    ++outlook.answers;
    const QJsonArray servers = answer[QStringLiteral("servers")].toArray();
    for (const QJsonValue &value : servers) {
        const QJsonObject seen = value.toObject();
        ServerOutlook &server = serverOf(outlook, seen[QStringLiteral("uri")].toString());
        if (!seen[QStringLiteral("reachable")].toBool()) {
            server.notReachedBy.insert(member.text, seen[QStringLiteral("error")].toString());
            continue;
        }
        server.reachedBy.append(member.text);
        const QStringList context = textsOf(seen[QStringLiteral("context")]);
        if (server.context.isEmpty())
            server.context = context;
        takeNumbers(outlook, server);
    }
    const QJsonObject here = answer[QStringLiteral("here")].toObject();
    if (const int number = here[QStringLiteral("number")].toInt())
        outlook.numbers.insert(number);
    const QStringList aside = textsOf(here[QStringLiteral("setAside")]);
    for (const QString &text : aside)
        outlook.alarms.append(member.text + QStringLiteral(": ") + text);
    const QString uri = here[QStringLiteral("uri")].toString();
    if (uri.isEmpty())
        return;
    ServerOutlook &own = serverOf(outlook, uri);
    own.member = member;
    own.role = here[QStringLiteral("role")].toString();
    own.problem = here[QStringLiteral("problem")].toString();
    if (own.problem.isEmpty() && own.role == u"copy" && !here[QStringLiteral("synchronised")].toBool())
        own.problem = QStringLiteral("being copied, not whole yet");
}

} // namespace

bool isSameContext(const QStringList &one, const QStringList &other)
{
    return QSet<QString>(one.begin(), one.end()) == QSet<QString>(other.begin(), other.end());
}

Task<DirectoryOutlook> lookAtDirectory(AdminWorld &world)
{
    DirectoryOutlook outlook;
    const DirectoryRow row = world.table().directory;
    if (!row.writer.isEmpty())
        serverOf(outlook, row.writer).isWriter = true;
    for (const QString &uri : QStringList{row.writer} + row.readers) {
        if (row.servers.contains(uri))
            serverOf(outlook, uri).member = row.servers.value(uri);
    }
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("directory.look"), {});
    for (const MemberAnswer &member : answers) {
        if (member.answer)
            takeAnswer(outlook, member.member, *member.answer);
        else
            outlook.unreachable.append(QJsonObject{{QStringLiteral("member"), member.member.text},
                {QStringLiteral("error"), textForAdministrator(member.answer.error())}});
    }
    co_return outlook;
}

QJsonObject toJson(const ServerOutlook &server, const DirectoryOutlook &outlook)
{
    QJsonArray away;
    for (auto it = server.notReachedBy.cbegin(); it != server.notReachedBy.cend(); ++it)
        away.append(QJsonObject{{QStringLiteral("member"), it.key()}, {QStringLiteral("error"), it.value()}});
    const ServerOutlook *const writer = outlook.writer();
    QString state = server.problem;
    if (state.isEmpty() && server.reachedBy.isEmpty())
        state = server.notReachedBy.isEmpty() ? QStringLiteral("not asked") : server.notReachedBy.first();
    return {{QStringLiteral("server"), server.uri}, {QStringLiteral("member"), server.member.text},
        {QStringLiteral("role"), server.isWriter ? QStringLiteral("writer") : QStringLiteral("copy")},
        {QStringLiteral("runsAs"), server.role}, {QStringLiteral("problem"), state},
        {QStringLiteral("reachedBy"), QJsonArray::fromStringList(server.reachedBy)},
        {QStringLiteral("notReachedBy"), away},
        {QStringLiteral("notReachedNames"), QStringList(server.notReachedBy.keys()).join(QLatin1Char(','))},
        {QStringLiteral("context"), QJsonArray::fromStringList(server.context)},
        {QStringLiteral("behindSeconds"),
            server.isWriter || !writer ? QJsonValue() : behind(server.context, writer->context)}};
}

} // namespace homeport
