// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Where the directory is and what its attributes are called; may be replaced while the server runs.
#pragma once

#include "shared/base/secret.h"

#include <QStringList>
#include <chrono>
#include <memory>
#include <mutex>

namespace homeport {

/// Attribute and class names. The first five are settings (`directory.attribute_*`; `mailHost` of
/// inetLocalMailRecipient serves as hostServer too); the rest are those of resources/schema.
struct DirectoryNames
{
    QByteArray hostServer = "hostServer";
    QByteArray oldHostServer = "oldHostServer";
    QByteArray accountStorage = "accountStorage";
    QByteArray accountStorageImplied = "accountStorageImplied";
    QByteArray accountId = "accountId";
    QByteArray target = "homeportTarget";
    QByteArray quota = "homeportQuota";
    QByteArray enabled = "homeportEnabled";
    QByteArray accountClass = "homeportAccount";
    QByteArray redirectClass = "homeportRedirect";
    QByteArray domainClass = "homeportDomain";
    QByteArray memberClass = "homeportMember";
    QByteArray jobsClass = "homeportJobs";
    QByteArray fence = "homeportFence";
    bool operator==(const DirectoryNames &) const = default;
};

struct DirectorySettings
{
    QStringList
        uris; ///< for look-ups, the preferred one first: ldaps://host:port, ldapi://%2Fpath, ldap://host
    QString writer; ///< the one that takes writes, and that is asked before any "no such account"
    QByteArray base; ///< "dc=example,dc=org"
    QByteArray bindDn; ///< empty: anonymous
    Secret bindPassword;
    QString caFile; ///< PEM; wins over caPem. Both empty: the system's authorities
    QByteArray caPem; ///< one certificate: the cluster's authority
    bool startTls = false; ///< for ldap:// URIs (RFC 4511 4.14)
    QString certificateFile; ///< PEM, for servers that ask for one; with no bindDn it is who we are
    QString keyFile; ///< PEM
    std::chrono::milliseconds timeout{5000}; ///< of one attempt at one server
    QByteArray passwordScheme = "{SSHA}"; ///< of passwords hashed by us (import): what every server can check
    DirectoryNames names;
};

/// The settings in force. Any thread; a snapshot never changes.
class DirectorySettingsSource
{
public:
    explicit DirectorySettingsSource(DirectorySettings settings) { replace(std::move(settings)); }
    std::shared_ptr<const DirectorySettings> current() const
    {
        const std::lock_guard lock(m_mutex);
        return m_settings;
    }
    /// Connections made with the former settings end after their work.
    void replace(DirectorySettings settings)
    {
        auto next = std::make_shared<const DirectorySettings>(std::move(settings));
        const std::lock_guard lock(m_mutex);
        m_settings = std::move(next);
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const DirectorySettings> m_settings;
};

} // namespace homeport
