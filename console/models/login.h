// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opens saved connections: takes the password from the keychain or from the administrator, and keeps what was
// learned (a certificate that was trusted, a password that was right).
#pragma once

#include "console/models/connection.h"
#include "console/models/secretstore.h"

namespace homeport {

/// GUI thread. Without a SecretStore nothing is remembered.
class ProfileLogin : public QObject
{
    Q_OBJECT

public:
    ProfileLogin(
        Connection &connection, ProfileStore &profiles, SecretStore *secrets, QObject *parent = nullptr);

    /// With the remembered password where there is one.
    void open(const Profile &profile);
    /// For the profile that needs it; remembered after it was found to be right.
    void givePassword(const Secret &password, bool remember);
    /// What the keychain has for the profile; empty when it has nothing or cannot be asked.
    Task<Secret> remembered(Profile profile);
    /// Puts it into the keychain beside a profile that was edited; empty: takes the remembered one out.
    void store(const QString &profileId, const Secret &password);
    /// Removes the profile, its layouts and its password; closes it where it is open.
    void remove(const Profile &profile);

    Connection &connection() const { return m_connection; }
    ProfileStore &profiles() const { return m_profiles; }
    /// Empty: passwords can be remembered; else the reason. Known soon after the start.
    QString whyNotRemembered() const { return m_whyNot; }
    /// What the keychain could not do the last time; empty: nothing.
    QString keychainProblem() const { return m_problem; }
    /// The password that was refused came from the keychain.
    bool wasRemembered() const { return m_wasRemembered; }

Q_SIGNALS:
    void keychainChanged(); ///< whyNotRemembered() or keychainProblem()

private:
    Task<> findKeychain();
    Task<> openRemembered(Profile profile);
    Task<> put(QString profileId, Secret password);
    void settle();
    void setProblem(const QString &problem);

    Connection &m_connection;
    ProfileStore &m_profiles;
    SecretStore *const m_secrets;
    QString m_whyNot;
    QString m_problem;
    std::optional<Secret> m_toRemember; ///< until the daemon says that it is right
    bool m_wasRemembered = false;
    int m_opened = 0; ///< grows with each open(): what the keychain says about an earlier one is late
};

} // namespace homeport
