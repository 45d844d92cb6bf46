// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Between profiles, keychain and connection.
#include "console/models/login.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

ProfileLogin::ProfileLogin(
    Connection &connection, ProfileStore &profiles, SecretStore *secrets, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_whyNot(tr("There is no keychain: the password is asked for each time."))
{
    connect(&connection, &Connection::stateChanged, this, &ProfileLogin::settle);
    connect(&connection, &Connection::profileChanged, this, [this](const Profile &profile) {
        const QList<Profile> saved = m_profiles.profiles();
        const bool isSaved = std::any_of(saved.cbegin(), saved.cend(),
            [&profile](const Profile &other) { return other.id == profile.id; });
        if (isSaved)
            m_profiles.save(profile);
    });
    if (secrets)
        findKeychain();
}

Task<> ProfileLogin::findKeychain()
{
    const QPointer<ProfileLogin> self(this);
    const QString whyNot = co_await m_secrets->whyNot();
    if (!self)
        co_return;
    m_whyNot = whyNot;
    Q_EMIT keychainChanged();
}

void ProfileLogin::open(const Profile &profile)
{
    ++m_opened;
    m_toRemember.reset();
    m_wasRemembered = false;
    setProblem({});
    if (profile.remembersPassword && !profile.isLocal() && m_secrets)
        openRemembered(profile);
    else
        m_connection.open(profile, {});
}

Task<> ProfileLogin::openRemembered(Profile profile)
{
    const QPointer<ProfileLogin> self(this);
    const int opened = m_opened;
    const Result<Secret> password = co_await m_secrets->read(profile.id);
    if (!self || opened != m_opened)
        co_return;
    if (!password)
        setProblem(password.error().forLog);
    m_wasRemembered = password && !password->isEmpty();
    m_connection.open(profile, password ? *password : Secret());
}

void ProfileLogin::givePassword(const Secret &password, bool remember)
{
    ++m_opened;
    m_wasRemembered = false;
    setProblem({});
    m_toRemember.reset();
    if (remember && m_secrets)
        m_toRemember = password;
    m_connection.open(Profile(m_connection.profile()), password);
}

void ProfileLogin::settle()
{
    if (m_connection.state() != LinkState::Connected)
        return;
    Profile profile = m_connection.profile();
    m_profiles.setOption(u"lastProfile"_s, profile.name);
    const std::optional<Secret> password = std::exchange(m_toRemember, std::nullopt);
    if (!password)
        return;
    profile.remembersPassword = true;
    m_profiles.save(profile);
    put(profile.id, *password);
}

Task<Secret> ProfileLogin::remembered(Profile profile)
{
    if (!m_secrets || !profile.remembersPassword)
        co_return Secret();
    const Result<Secret> password = co_await m_secrets->read(profile.id);
    co_return password ? Secret(*password) : Secret();
}

void ProfileLogin::store(const QString &profileId, const Secret &password)
{
    if (m_secrets)
        put(profileId, password);
}

Task<> ProfileLogin::put(QString profileId, Secret password)
{
    const QPointer<ProfileLogin> self(this);
    Result<> done;
    if (password.isEmpty())
        done = co_await m_secrets->remove(profileId);
    else
        done = co_await m_secrets->write(profileId, password);
    if (self && !done)
        setProblem(done.error().forLog);
}

void ProfileLogin::remove(const Profile &profile)
{
    if (m_connection.profile().id == profile.id)
        m_connection.close();
    m_profiles.remove(profile.id);
    if (profile.remembersPassword)
        store(profile.id, {});
}

void ProfileLogin::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT keychainChanged();
}

} // namespace homeport
