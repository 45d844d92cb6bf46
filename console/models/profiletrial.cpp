// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What each state of the connection says about the profile.
#include "console/models/profiletrial.h"

#include "console/models/clusterstate.h"
#include "console/models/texts.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace homeport {

ProfileTrial::ProfileTrial(Connection::ClientFactory makeClient, QObject *parent)
    : QObject(parent)
    , m_connection(std::move(makeClient))
{
    connect(&m_connection, &Connection::stateChanged, this, &ProfileTrial::look);
}

void ProfileTrial::start(const Profile &profile, const Secret &password)
{
    m_steps.clear();
    m_isRunning = true;
    Q_EMIT changed();
    m_connection.open(profile, password);
}

void ProfileTrial::stop()
{
    if (m_isRunning)
        end();
}

void ProfileTrial::look()
{
    if (!m_isRunning)
        return;
    switch (m_connection.state()) {
    case LinkState::Closed:
    case LinkState::Connecting:
        return;
    case LinkState::Connected:
        addCertificate();
        add(Severity::Good,
            m_connection.profile().isLocal()
                ? tr("Logged in through the socket as administrator \"local\".")
                : tr("Logged in as %1 with the role %2.")
                      .arg(m_connection.profile().user, toText(m_connection.role())));
        askStatus();
        return;
    case LinkState::NeedsTrust:
        add(Severity::Good, tr("%1 answers.").arg(m_connection.profile().address));
        addCertificate();
        add(Severity::Notice,
            tr("It is not trusted yet: Connect shows it and asks. The password was not sent."));
        break;
    case LinkState::CertificateChanged:
        add(Severity::Bad, tr("Not the expected certificate: %1").arg(m_connection.problem()));
        break;
    case LinkState::NeedsPassword:
        if (m_connection.problem().isEmpty())
            add(Severity::Notice, tr("Enter the password above: without it the login cannot be tried."));
        else
            add(Severity::Bad, tr("The daemon refused the login: %1").arg(m_connection.problem()));
        break;
    case LinkState::Waiting:
        add(Severity::Bad, tr("No connection: %1").arg(m_connection.problem()));
        break;
    case LinkState::Refused:
        add(Severity::Bad, tr("Refused: %1").arg(m_connection.problem()));
        break;
    }
    end();
}

void ProfileTrial::addCertificate()
{
    if (m_connection.profile().isLocal())
        return add(Severity::Good, tr("The socket answers: no certificate is needed on the same machine."));
    const QByteArray authority = m_connection.seenAuthority();
    const QString seen = AdminClient::fingerprintText(m_connection.seenFingerprint());
    if (seen.isEmpty())
        return;
    const bool isTrusted = !m_connection.profile().fingerprint.isEmpty();
    add(isTrusted ? Severity::Good : Severity::Notice, tr("Certificate: SHA-256 %1").arg(seen));
    if (!authority.isEmpty())
        add(Severity::Notice,
            tr("Authority of the cluster: SHA-256 %1").arg(AdminClient::fingerprintText(authority)));
}

Task<> ProfileTrial::askStatus()
{
    const QPointer<ProfileTrial> self(this);
    const QString what = u"status"_s;
    const Result<ClusterState> cluster = co_await m_connection.ask(what, QJsonObject(), clusterStateFromJson);
    if (!self || !m_isRunning)
        co_return;
    if (!cluster) {
        add(Severity::Bad, tr("The status could not be read: %1").arg(cluster.error().forLog));
    } else {
        add(Severity::Good,
            tr("%1 has revision %2 of the table; %n member(s).", nullptr, int(cluster->members.size()))
                .arg(cluster->answeredBy)
                .arg(cluster->table.number));
        if (!cluster->isWholeCluster)
            add(Severity::Warning,
                tr("%1 is no keeper: it shows only itself and changes nothing. Connect to a keeper.")
                    .arg(cluster->answeredBy));
    }
    end();
}

void ProfileTrial::add(Severity severity, const QString &text)
{
    m_steps.append({severity, text});
    Q_EMIT changed();
}

void ProfileTrial::end()
{
    m_isRunning = false;
    m_connection.close();
    Q_EMIT changed();
}

} // namespace homeport
