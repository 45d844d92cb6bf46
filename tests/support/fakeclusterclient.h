// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A cluster for tests of the console: every verb's answer is a function, every call is remembered.
#pragma once

#include "console/models/connection.h"

#include <QHash>

namespace homeport {

/// A verb without an answer is refused ("not-found").
class FakeClusterClient final : public ClusterClient
{
public:
    using Answer = std::function<Result<QJsonObject>(const QJsonObject &arguments)>;
    struct Call
    {
        QString what;
        QJsonObject arguments;
    };

    QHash<QString, Answer> answers;
    QList<Call> calls;
    AdministratorRole grantedRole = AdministratorRole::Administrator;
    Result<> connects; ///< what connect() answers
    bool isLost = false;

    void answer(const QString &what, const QJsonObject &json)
    {
        answers.insert(what, [json](const QJsonObject &) -> Result<QJsonObject> { return json; });
    }
    void refuse(const QString &what, const QByteArray &status, const QString &text)
    {
        answers.insert(what, [status, text](const QJsonObject &) -> Result<QJsonObject> {
            return fail(Error{Fault::Refused, status, text, status});
        });
    }
    QList<QJsonObject> callsOf(const QString &what) const
    {
        QList<QJsonObject> out;
        for (const Call &one : calls) {
            if (one.what == what)
                out.append(one.arguments);
        }
        return out;
    }

    Task<Result<>> connect(Deadline) override { co_return Result<>(connects); }
    bool isConnected() const override { return !isLost; }
    Task<Result<QJsonObject>> call(QString what, QJsonObject arguments, RequestId, Deadline) override
    {
        calls.append({what, arguments});
        const Answer found = answers.value(what);
        if (!found)
            co_return fail(
                Error{Fault::Refused, "not-found", what + QStringLiteral(": no answer is set"), "not-found"});
        co_return found(arguments);
    }
    AdministratorRole role() const override { return grantedRole; }
    QByteArray seenFingerprint() const override { return QByteArray(32, 'f'); }
};

/// A factory for Connection that always gives this client.
inline Connection::ClientFactory fakeClients(const std::shared_ptr<FakeClusterClient> &client)
{
    return [client](const Profile &, const Secret &) -> std::shared_ptr<ClusterClient> { return client; };
}

/// A profile that connects without a password or a certificate.
inline Profile fakeProfile()
{
    Profile profile = newProfile();
    profile.name = QStringLiteral("test");
    profile.address = QStringLiteral("/run/homeport/test.socket");
    return profile;
}

} // namespace homeport
