// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Questions about what was and is being changed through one member.
#include "server/admin/auditreader.h"
#include "server/admin/localoperations.h"

#include "server/admin/adminerror.h"
#include "shared/model/jsonreader.h"

namespace homeport {

Task<Result<QJsonObject>> LocalOperations::auditList(Arguments arguments)
{
    const AuditFilter filter = readAuditFilter(arguments);
    const qint64 limit = arguments.count("limit", 1, 1000, 200);
    std::optional<qint64> before;
    if (arguments.has("before"))
        before = arguments.count("before", 0, qint64(1) << 53, 0);
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    if (m_ports.auditPath.isEmpty() || !m_ports.auditPool)
        co_return fail(adminError(
            adminword::unavailable, QStringLiteral("%1 keeps no audit").arg(m_ports.cluster.self().text)));
    auto work = [path = m_ports.auditPath, filter, limit, before] {
        return readAudit(path, filter, limit, before);
    };
    const Result<AuditPage> page = co_await m_ports.auditPool->run(std::move(work));
    if (!page)
        co_return fail(page.error());
    QJsonArray records;
    for (const FoundAuditRecord &found : page->records) {
        QJsonObject record = homeport::toJson(found.record);
        record.insert(QStringLiteral("place"), found.place);
        records.append(record);
    }
    co_return QJsonObject{{QStringLiteral("records"), records}, {QStringLiteral("began"), page->began},
        {QStringLiteral("next"), page->next}, {QStringLiteral("reached"), timeToJson(page->reached)}};
}

Task<Result<QJsonObject>> LocalOperations::taskList(Arguments arguments)
{
    if (const Result<> read = arguments.finish(); !read)
        co_return fail(read.error());
    co_return QJsonObject{{QStringLiteral("tasks"), listToJson(m_tasks.rows())}};
}

} // namespace homeport
