// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A fake daemon that gives out a list in pages, for tests of paged models.
#pragma once

#include "tests/support/fakeclusterclient.h"

#include <QTest>

namespace homeport {

inline QJsonObject accountJson(
    const QString &address, const QString &host = QStringLiteral("back1.example.net"))
{
    return {{QStringLiteral("kind"), QStringLiteral("account")}, {QStringLiteral("address"), address},
        {QStringLiteral("id"), QStringLiteral("00112233445566778899aabbccddeeff")},
        {QStringLiteral("hostServer"), host}, {QStringLiteral("oldHostServer"), QString()},
        {QStringLiteral("storage"), QStringLiteral("s1")}, {QStringLiteral("owner"), host},
        {QStringLiteral("served"), true}, {QStringLiteral("enabled"), true},
        {QStringLiteral("quotaBytes"), QStringLiteral("0")}, {QStringLiteral("changed"), QJsonValue()}};
}

/// Answers account.list of `addresses`, which stay sorted: pages by "limit" and "after", filter by "text".
class AccountDirectory
{
public:
    QStringList addresses;

    Result<QJsonObject> list(const QJsonObject &question) const
    {
        const qsizetype limit = question[QStringLiteral("limit")].toInteger(200);
        const QString after = question[QStringLiteral("after")].toString();
        const QString text = question[QStringLiteral("text")].toString();
        QJsonArray rows;
        QString last;
        bool isMore = false;
        for (const QString &address : addresses) {
            if (address <= after || !address.contains(text))
                continue;
            if (rows.size() == limit) {
                isMore = true;
                break;
            }
            rows.append(accountJson(address));
            last = address;
        }
        return QJsonObject{
            {QStringLiteral("accounts"), rows}, {QStringLiteral("next"), isMore ? last : QString()}};
    }
};

inline QString accountName(int number)
{
    return QStringLiteral("user%1@example.org").arg(number, 6, 10, QLatin1Char('0'));
}

inline QStringList accountNames(int count)
{
    QStringList out;
    for (int i = 0; i < count; ++i)
        out.append(accountName(i));
    return out;
}

/// A connection to the fake daemon, open.
struct FakeSite
{
    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    Connection connection{fakeClients(client)};

    bool open()
    {
        connection.open(fakeProfile(), {});
        return QTest::qWaitFor([this] { return connection.state() == LinkState::Connected; });
    }
};

} // namespace homeport
