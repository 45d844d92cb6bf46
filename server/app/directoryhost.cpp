// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The directory server of this member: started, changed, stopped as the table wants.
#include "server/app/directoryhost.h"

#include "server/app/applog.h"
#include "server/app/memberfiles.h"
#include "server/app/statefolder.h"
#include "shared/base/durablefile_posix.h"

namespace homeport {

DirectoryHost::DirectoryHost(
    const Config &config, const ClusterView &cluster, BlockingPool &pool, std::function<bool()> mayWrite)
    : m_config(config)
    , m_cluster(cluster)
    , m_pool(pool)
    , m_mayWrite(std::move(mayWrite))
{
    readState();
    m_settings = std::make_shared<DirectorySettingsSource>(current());
}

/// What the folder says of former times.
void DirectoryHost::readState()
{
    const Result<DirectoryMark> mark = readDirectoryMark(folder());
    if (mark)
        m_mark = *mark;
    else
        noteProblem(mark.error().forLog);
    const Result<QByteArray> password = readWholeFile(folder() + QStringLiteral("/keeper.password"));
    if (password)
        m_password = Secret(password->trimmed());
}

ManagedSlapdSettings DirectoryHost::slapdSettings(Kind kind, bool hasCopies, const QString &provider) const
{
    const IdentityPaths paths{m_config.state.path};
    ManagedSlapdSettings settings{folder(), m_config.directory.slapdPath, {}, paths.serverCertificate(),
        paths.serverKey(), paths.authorityCertificate(), base().toUtf8()};
    for (const HostPort &listen : m_config.directory.managedListen)
        settings.listen.append(listen.text());
    settings.role = slapdRole(kind);
    settings.number = m_mark.number;
    settings.hasCopies = hasCopies;
    if (settings.role == SlapdRole::Copy)
        settings.provider = provider;
    return settings;
}

void DirectoryHost::refresh()
{
    replaceSettings();
    m_isDirty = true;
    m_changed.wakeAll();
}

void DirectoryHost::certificateChanged()
{
    m_hasNewCertificate = true;
    refresh();
}

void DirectoryHost::noteProblem(const QString &text)
{
    if (!text.isEmpty() && text != m_problem)
        qCCritical(lcApp) << Event("directory-trouble").with("why", text);
    m_problem = text;
}

Result<> DirectoryHost::mark(DirectoryMark mark)
{
    if (mark == m_mark)
        return {};
    const Result<> written = writeDirectoryMark(folder(), mark);
    if (written)
        m_mark = mark;
    return written;
}

Task<> DirectoryHost::run(std::stop_token stop)
{
    constexpr auto pause = 10s, shortPause = 2s;
    m_isRunning = true;
    while (!stop.stop_requested() && !m_isStopping) {
        m_isDirty = false;
        if (m_isSteppingDown && m_steppedDownUntil.hasExpired())
            m_isSteppingDown = false;
        const bool isSettled = co_await settle();
        replaceSettings();
        if (!m_isDirty)
            co_await m_changed.wait(Deadline(isSettled ? pause : shortPause), stop);
    }
    m_isRunning = false;
}

Task<bool> DirectoryHost::settle()
{
    const WantedDirectory wanted = wantedDirectory(row(), m_mark, facts());
    const bool isSame = m_server ? wanted == m_current && !m_hasNewCertificate : wanted.kind == Kind::None;
    if (!isSame) {
        const bool changed = co_await change(wanted);
        if (!changed)
            co_return false;
    }
    if (wanted.kind == Kind::None)
        noteProblem(wanted.why);
    if (!m_server)
        co_return true;
    const bool isDone = co_await maintain();
    co_return isDone;
}

Task<bool> DirectoryHost::change(WantedDirectory wanted)
{
    if (wanted.kind == Kind::Writer || wanted.kind == Kind::ReadOnly) {
        // before the first change: whoever finds these data knows that there may be some that nobody has
        const Result<> marked = mark({DirectoryMark::Role::Writer, std::max(m_mark.number, 1)});
        if (!marked) {
            noteProblem(marked.error().forLog);
            co_return false;
        }
    }
    ManagedSlapdSettings settings = slapdSettings(wanted.kind, wanted.hasCopies, wanted.provider);
    const bool hasNewCertificate = std::exchange(m_hasNewCertificate, false);
    if (m_server && wanted.kind != Kind::None && m_server->settings() == settings && !hasNewCertificate) {
        m_current = wanted;
        co_return true;
    }
    if (!m_server && wanted.kind == Kind::ReadOnly && !m_isSteppingDown) {
        // one that has gone on as the writer since a crash of the daemon is not interrupted
        const ManagedSlapdSettings writing = slapdSettings(Kind::Writer, wanted.hasCopies, {});
        if (ManagedSlapd::create(writing, m_pool)->isRunningAlready().value_or(false))
            settings = writing;
    }
    if (m_server) {
        const auto former = std::exchange(m_server, nullptr);
        replaceSettings();
        const Result<> stopped = co_await former->stop();
        if (!stopped)
            qCWarning(lcApp) << Event("directory-stop-failed").why(stopped.error());
    }
    m_isSynchronised = false;
    m_current = {};
    if (wanted.kind == Kind::None || m_isStopping)
        co_return true;
    const auto server = ManagedSlapd::create(settings, m_pool);
    const Result<> started = co_await server->start();
    if (!started) {
        noteProblem(started.error().forLog);
        co_return false;
    }
    m_server = server;
    m_current = wanted;
    m_password = server->keeperPassword();
    noteProblem({});
    qCInfo(lcApp) << Event("directory-runs")
                         .with("as", toText(wanted.kind))
                         .with("pid", m_server->pid())
                         .with("adopted", m_server->wasAdopted());
    co_return true;
}

Task<> DirectoryHost::stop()
{
    m_isStopping = true;
    m_changed.wakeAll();
    while (m_isRunning)
        co_await sleepFor(20ms);
    if (!m_server)
        co_return;
    const Result<> stopped = co_await m_server->stop();
    if (!stopped)
        qCWarning(lcApp) << Event("directory-stop-failed").why(stopped.error());
}

QString DirectoryHost::problem() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_server)
        return wantedDirectory(row(), m_mark, facts()).kind == Kind::None ? QString()
                                                                          : QStringLiteral("starting");
    return m_current.why.isEmpty() ? m_server->problem() : m_current.why;
}

} // namespace homeport
