// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The questions about the directory's servers: what runs here, what is reached from here.
#include "server/admin/adminerror.h"
#include "server/admin/localoperations.h"
#include "server/ports/directoryservers.h"
#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

Error noServers()
{
    return adminError(adminword::notFound, QStringLiteral("this member knows nothing of directory servers"));
}

} // namespace

Task<Result<QJsonObject>> LocalOperations::directoryLook(Arguments arguments)
{
    const QStringList uris = arguments.optionalTexts("servers");
    const QString member = arguments.optionalText("member");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.directoryServers)
        co_return fail(noServers());
    const QJsonArray servers = co_await m_ports.directoryServers->look(uris);
    QJsonObject answer{
        {QStringLiteral("servers"), servers}, {QStringLiteral("here"), m_ports.directoryServers->here()}};
    if (!member.isEmpty())
        answer.insert(QStringLiteral("up"), m_ports.cluster.isUp(MemberName(member)));
    co_return answer;
}

Task<Result<QJsonObject>> LocalOperations::directoryPrepareCopy(Arguments arguments)
{
    const qint64 number = arguments.count("number", 1, 4095, std::nullopt);
    const Secret password = arguments.secret("password");
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.directoryServers)
        co_return fail(noServers());
    const Result<QString> uri = co_await m_ports.directoryServers->prepareCopy(int(number), password);
    if (!uri)
        co_return fail(uri.error());
    co_return QJsonObject{{QStringLiteral("uri"), *uri}};
}

Task<Result<QJsonObject>> LocalOperations::directoryStepDown(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.directoryServers)
        co_return fail(noServers());
    const Result<QJsonArray> context = co_await m_ports.directoryServers->stepDown();
    if (!context)
        co_return fail(context.error());
    co_return QJsonObject{{QStringLiteral("context"), *context}};
}

Task<Result<QJsonObject>> LocalOperations::directoryResume(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (!m_ports.directoryServers)
        co_return fail(noServers());
    m_ports.directoryServers->resume();
    co_return QJsonObject{};
}

} // namespace homeport
