// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sessions and addresses in memory.
#pragma once

#include "server/ports/connectiontest.h"
#include "server/ports/sessions.h"

namespace homeport {

class FakeSessions final : public Sessions
{
public:
    Task<SessionPage> list(SessionQuery query) override
    {
        SessionPage page;
        for (const SessionRow &row : std::as_const(rows)) {
            ++page.total;
            if (!query.after || isBefore(*query.after, row))
                page.rows.append(row);
        }
        co_return mergePages({page}, query.limit);
    }
    Task<SessionsEnded> end(SessionChoice choice) override
    {
        if (const auto *const ids = std::get_if<SessionIds>(&choice)) {
            for (const SessionId &id : *ids)
                done.append(QStringLiteral("end ") + id.text());
        } else if (const auto *const account = std::get_if<SessionsOfAccount>(&choice)) {
            done.append(QStringLiteral("end all of ") + account->address);
        } else {
            done.append(QStringLiteral("end all"));
        }
        co_return SessionsEnded(ended);
    }
    QList<SessionRow> rows;
    SessionsEnded ended;
    QStringList done;
};

class FakeConnectionTest final : public ConnectionTest
{
public:
    Task<ConnectionTestResult> test(QString host, quint16 port, Deadline) override
    {
        const QString address = host + u':' + QString::number(port);
        tried.append(address);
        if (isSlow)
            co_await go.wait();
        co_return results.value(address);
    }
    bool isSlow = false;
    Signal go;
    QHash<QString, ConnectionTestResult> results;
    QStringList tried;
};

} // namespace homeport
