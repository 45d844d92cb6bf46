// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A ClusterClient that answers as the test says, and a keychain in memory.
#pragma once

#include "console/models/clusterclient.h"
#include "console/models/profile.h"
#include "console/models/secretstore.h"

#include <QJsonArray>

namespace homeport {

inline Error clientFault(const char *status, const QString &text, Fault fault = Fault::Temporary)
{
    return Error{fault, QByteArray(status), text, QByteArray(status)};
}

/// What all fake clients of a test share: the daemon behind them.
struct FakeDaemon
{
    struct Call
    {
        QString what;
        QJsonObject arguments;
        RequestId request;
    };
    QByteArray fingerprint = QByteArray(32, 'c');
    QByteArray authority; ///< empty: none vouches for the certificate
    QString password = QStringLiteral("right");
    std::optional<Error> refusal; ///< what connect() fails with, whatever else is right
    int breaks = 0; ///< so many calls break the connection, as a lost network does
    int refusesTokens = 0; ///< so many calls are "unauthorised", as after a restart
    AdministratorRole role = AdministratorRole::Administrator;
    std::function<Result<QJsonObject>(const Call &)> answer;
    QList<Call> calls;
    int connects = 0;
    int underWay = 0; ///< connects at this moment
    int mostUnderWay = 0;
};

/// Answers in the next turn of the loop, as a network does.
class FakeClient final : public ClusterClient
{
public:
    FakeClient(std::shared_ptr<FakeDaemon> daemon, const Profile &profile, const Secret &password)
        : m_daemon(std::move(daemon))
        , m_profile(profile)
        , m_password(password)
    {
    }

    Task<Result<>> connect(Deadline) override
    {
        ++m_daemon->connects;
        m_daemon->mostUnderWay = std::max(m_daemon->mostUnderWay, ++m_daemon->underWay);
        co_await sleepFor(1ms);
        --m_daemon->underWay;
        const Result<> judged = judge();
        m_isConnected = judged.has_value();
        co_return judged;
    }
    bool isConnected() const override { return m_isConnected; }
    Task<Result<QJsonObject>> call(QString what, QJsonObject arguments, RequestId request, Deadline) override
    {
        const FakeDaemon::Call call{what, arguments, request};
        m_daemon->calls.append(call);
        co_await sleepFor(1ms);
        if (m_daemon->breaks > 0) {
            --m_daemon->breaks;
            m_isConnected = false;
        }
        if (!m_isConnected)
            co_return fail(clientFault("unreachable", QStringLiteral("connection lost")));
        if (m_daemon->refusesTokens > 0) {
            --m_daemon->refusesTokens;
            co_return fail(clientFault("unauthorised", QStringLiteral("log in first"), Fault::Refused));
        }
        if (m_daemon->answer)
            co_return m_daemon->answer(call);
        co_return QJsonObject{{QStringLiteral("what"), what}};
    }
    AdministratorRole role() const override { return m_daemon->role; }
    QByteArray seenFingerprint() const override { return m_daemon->fingerprint; }
    QByteArray seenAuthority() const override { return m_daemon->authority; }

private:
    Result<> judge() const
    {
        if (m_daemon->refusal)
            return fail(*m_daemon->refusal);
        if (m_profile.isLocal())
            return {};
        if (m_profile.fingerprint.isEmpty())
            return fail(clientFault("unknown-certificate", QStringLiteral("not known yet"), Fault::Refused));
        if (m_profile.fingerprint != m_daemon->fingerprint && m_profile.fingerprint != m_daemon->authority)
            return fail(clientFault("wrong-certificate", QStringLiteral("another one"), Fault::Refused));
        if (QString::fromUtf8(m_password.reveal()) != m_daemon->password)
            return fail(clientFault("unauthorised", QStringLiteral("wrong password"), Fault::Refused));
        return {};
    }

    const std::shared_ptr<FakeDaemon> m_daemon;
    const Profile m_profile;
    const Secret m_password;
    bool m_isConnected = false;
};

inline auto fakeClients(std::shared_ptr<FakeDaemon> daemon)
{
    return [daemon](const Profile &profile, const Secret &password) -> std::shared_ptr<ClusterClient> {
        return std::make_shared<FakeClient>(daemon, profile, password);
    };
}

class FakeSecrets final : public SecretStore
{
public:
    Task<QString> whyNot() override { co_return QString(unavailable); }
    Task<Result<Secret>> read(QString profileId) override
    {
        if (!unavailable.isEmpty())
            co_return fail(clientFault("keychain", unavailable));
        co_return Secret(secrets.value(profileId));
    }
    Task<Result<>> write(QString profileId, Secret secret) override
    {
        if (!unavailable.isEmpty())
            co_return fail(clientFault("keychain", unavailable));
        secrets.insert(profileId, secret.reveal());
        co_return Result<>{};
    }
    Task<Result<>> remove(QString profileId) override
    {
        secrets.remove(profileId);
        co_return Result<>{};
    }
    QString unavailable;
    QHash<QString, QByteArray> secrets;
};

/// A profile that FakeDaemon lets in.
inline Profile fakeProfile(const FakeDaemon &daemon)
{
    Profile profile = newProfile();
    profile.name = QStringLiteral("Test");
    profile.address = QStringLiteral("back1.example.net:7701");
    profile.user = QStringLiteral("ann");
    profile.fingerprint = daemon.fingerprint;
    return profile;
}

} // namespace homeport
