// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Saved connections: where a keeper is, who logs in, and which certificate it must show. Never the password.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QList>
#include <QSettings>
#include <QString>

namespace homeport {

struct Profile
{
    QString id; ///< made once, names layout and keychain entry
    QString name;
    QString address; ///< "host:port", or the path of a daemon's Unix socket on this machine
    QString user;
    bool isReadOnly = false; ///< nothing can be changed through this profile
    QString colour; ///< "#rrggbb" or empty: shown along the window's edge
    QByteArray fingerprint; ///< SHA-256 that the daemon must show, 32 bytes; empty: not trusted yet
    bool remembersPassword = false; ///< in the system's keychain

    bool isLocal() const { return address.startsWith(u'/'); }
    bool operator==(const Profile &) const = default;
};

/// A new profile with an id.
Profile newProfile();
/// What is wrong with each field and what would be right; empty texts: nothing.
struct ProfileFaults
{
    QString name;
    QString address;
    QString user;
    QString colour;
    bool areNone() const { return name.isEmpty() && address.isEmpty() && user.isEmpty() && colour.isEmpty(); }
    bool operator==(const ProfileFaults &) const = default;
};
ProfileFaults faultsOf(const Profile &profile, const QList<Profile> &others);
/// The first of them, with the field's name in front; Syntax.
Result<> checkProfile(const Profile &profile, const QList<Profile> &others);
/// "Production (copy)", "Production (copy 2)": a name that none of them has.
QString nameOfCopy(const QString &name, const QList<Profile> &others);

/// The saved profiles, and what the console remembers of each one's windows. GUI thread.
class ProfileStore
{
public:
    explicit ProfileStore(const QString &file); ///< an .ini file; made when something is saved
    QList<Profile> profiles() const;
    void save(const Profile &profile); ///< replaces the one with its id
    void remove(const QString &id);
    /// Layout of windows and tables, filters: remembered per profile and place ("queues/table").
    QByteArray layout(const QString &profileId, const QString &place) const;
    void setLayout(const QString &profileId, const QString &place, const QByteArray &layout);
    void resetLayouts(const QString &profileId);
    /// Choices of the whole program ("colourScheme").
    QString option(const QString &name) const;
    void setOption(const QString &name, const QString &value);
    QString lastProfile() const { return option(QStringLiteral("lastProfile")); }

private:
    mutable QSettings m_settings;
};

} // namespace homeport
