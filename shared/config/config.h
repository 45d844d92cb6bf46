// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The settings of one member as plain values. Their defaults, ranges and documentation stand in
// settingtable.cpp, one row each; Config {} alone is empty, defaultConfig() is what a member starts from.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/secret.h"
#include "shared/config/address.h"

#include <QStringList>
#include <chrono>

namespace homeport {

using std::chrono::milliseconds;

/// A secret that was given in the configuration, or in a file that it names.
struct SecretSetting
{
    Secret secret;
    QString file; ///< where it was read from; empty when it stands in the configuration itself

    bool isSet() const { return !secret.isEmpty() || !file.isEmpty(); }
    bool operator==(const SecretSetting &other) const
    {
        return file == other.file && secret.equals(other.secret);
    }
};

struct MemberConfig
{
    MemberName name;
    bool operator==(const MemberConfig &) const = default;
};

struct StateConfig
{
    QString path;
    bool operator==(const StateConfig &) const = default;
};

struct ClusterConfig
{
    QList<HostPort> listen;
    HostPort advertise; ///< empty: Config::clusterAddress() makes it from the member's name
    QList<Network> allowedNetworks;
    milliseconds pingAfter{};
    milliseconds deadAfter{};
    milliseconds certificateLifetime{};
    bool operator==(const ClusterConfig &) const = default;
};

struct AdminConfig
{
    QList<HostPort> listen;
    QList<Network> allowedNetworks;
    bool operator==(const AdminConfig &) const = default;
};

struct DirectoryConfig
{
    QStringList uris; ///< empty: managed here, or what the cluster table names
    QString base;
    QString bindDn;
    SecretSetting bindPassword;
    bool startTls = false;
    QString caFile;
    QString tlsCertificate; ///< of this member, for servers that ask for one; empty: none
    QString tlsKey;
    milliseconds timeout{};
    bool managed = false;
    QList<HostPort> managedListen;
    QString slapdPath;
    QString attributeHostServer;
    QString attributeOldHostServer;
    QString attributeAccountStorage;
    QString attributeAccountStorageImplied;
    QString attributeAccountId;
    QString attributeTarget;
    QString attributeQuota;
    QString attributeEnabled;
    QString classAccount;
    QString classRedirect;
    QString classDomain;
    bool operator==(const DirectoryConfig &) const = default;
};

struct TlsConfig
{
    QString certificate; ///< empty: the one that the cluster's authority issued
    QString key;
    bool operator==(const TlsConfig &) const = default;
};

struct SmtpConfig
{
    QList<HostPort> listen;
    QList<Network> allowedNetworks;
    QList<Network> proxyProtocolFrom; ///< proxies whose connections begin with a PROXY header
    QString hostname; ///< empty: the member's name
    qint64 maxMessageSize = 0;
    int maxRecipients = 0;
    int maxConnections = 0;
    int maxConnectionsPerAddress = 0;
    bool operator==(const SmtpConfig &) const = default;
};

/// What submission, IMAP and POP3 have in common: a port with STARTTLS and one with TLS from the start.
struct ClientListenConfig
{
    QList<HostPort> listen;
    QList<HostPort> listenTls;
    QList<Network> allowedNetworks;
    QList<Network> proxyProtocolFrom;
    int maxConnections = 0;
    int maxConnectionsPerAddress = 0;
    milliseconds idleLimit{};
    bool operator==(const ClientListenConfig &) const = default;
};

struct AuthConfig
{
    int maxFailures = 0; ///< in one session
    milliseconds passwordCache{};
    bool operator==(const AuthConfig &) const = default;
};

enum class RelayTls { Starttls, Tls, None };

struct RelayConfig
{
    HostPort host; ///< empty: this member has no relay
    QString user;
    SecretSetting password;
    RelayTls tls = RelayTls::Starttls;
    QString caFile;
    bool operator==(const RelayConfig &) const = default;
};

struct QueueConfig
{
    QString path; ///< empty: Config::queuePath()
    qint64 maxBytes = 0;
    qint64 minFreeBytes = 0;
    milliseconds remoteLifetime{};
    milliseconds directDeliveryTimeout{};
    bool operator==(const QueueConfig &) const = default;
};

struct StorageConfig
{
    QStringList paths;
    QStringList fenceCommand; ///< program and arguments, run without a shell; empty: none
    bool operator==(const StorageConfig &) const = default;
};

struct DrainConfig
{
    milliseconds grace{};
    milliseconds spread{};
    bool operator==(const DrainConfig &) const = default;
};

struct HealthConfig
{
    QList<HostPort> listen; ///< empty: no monitoring port
    QList<HostPort> agentListen; ///< empty: no agent check
    QList<Network> allowedNetworks;
    bool operator==(const HealthConfig &) const = default;
};

struct LimitsConfig
{
    int workers = 0; ///< 0: one per core
    int blockingThreads = 0;
    qint64 bodyMemory = 0;
    bool operator==(const LimitsConfig &) const = default;
};

struct LogConfig
{
    QStringList debug;
    bool operator==(const LogConfig &) const = default;
};

struct Config
{
    MemberConfig member;
    StateConfig state;
    ClusterConfig cluster;
    AdminConfig admin;
    DirectoryConfig directory;
    TlsConfig tls;
    SmtpConfig smtp;
    ClientListenConfig submission;
    ClientListenConfig imap;
    ClientListenConfig pop3;
    AuthConfig auth;
    RelayConfig relay;
    QueueConfig queue;
    StorageConfig storage;
    DrainConfig drain;
    HealthConfig health;
    LimitsConfig limits;
    LogConfig log;

    /// What other members use to reach this one: cluster.advertise, or the member's name with the port of
    /// the first cluster.listen.
    HostPort clusterAddress() const;
    QString queuePath() const;
    /// The name in SMTP greetings.
    QString smtpHostname() const;

    bool operator==(const Config &) const = default;
};

} // namespace homeport
