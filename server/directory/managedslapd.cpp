// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The managed directory: a private OpenLDAP server under the state folder, kept running.
#include "server/directory/managedslapd.h"

#include "server/directory/log.h"
#include "server/directory/slapdfiles.h"

#include <csignal>
#include <ldap.h>

namespace homeport {

namespace {

constexpr auto startPatience = 30s;
constexpr auto stopPatience = 15s;
constexpr auto copyStopPatience = 3s; ///< slapd may wait for its provider when it is told to end
constexpr auto probeEvery = 2s;
constexpr auto probePatience = 5s;
constexpr auto longestPause = std::chrono::milliseconds(30'000); ///< between restarts

auto cannotStart(const QString &why)
{
    return fail(Error::refused("the directory server cannot be started", why));
}

} // namespace

std::shared_ptr<ManagedSlapd> ManagedSlapd::create(ManagedSlapdSettings settings, BlockingPool &pool)
{
    return std::shared_ptr<ManagedSlapd>(new ManagedSlapd(std::move(settings), pool));
}

ManagedSlapd::ManagedSlapd(ManagedSlapdSettings settings, BlockingPool &pool)
    : m_settings(std::move(settings))
    , m_pool(pool)
{
}

QString ManagedSlapd::path(const char *name) const
{
    return m_settings.folder + u'/' + QString::fromLatin1(name);
}

void ManagedSlapd::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    if (problem.isEmpty())
        qCInfo(lcDirectory) << Event("slapd.answers").with("pid", m_process.pid);
    else
        qCWarning(lcDirectory) << Event("slapd.trouble").with("why", problem);
    Q_EMIT problemChanged(problem);
}

Result<> ManagedSlapd::prepare()
{
    auto program = usableSlapd(m_settings.slapdPath, m_settings.folder);
    if (!program) // makes the folder only when there is something to run
        return fail(program.error());
    m_program = *program;
    auto files = writeSlapdFiles(m_settings);
    if (!files)
        return fail(files.error());
    m_password = files->keeperPassword;
    m_fingerprint = files->fingerprint;
    return {};
}

/// Takes over the slapd that a former daemon left, when it is just what we would start.
Result<bool> ManagedSlapd::adopt()
{
    const auto left = readRunningFile(path("running"));
    if (!left)
        return fail(left.error());
    m_process = left->process;
    return isAlive(m_process) && left->fingerprint == m_fingerprint;
}

Result<bool> ManagedSlapd::isRunningAlready()
{
    if (const auto prepared = prepare(); !prepared)
        return fail(prepared.error());
    return adopt();
}

Result<> ManagedSlapd::launch()
{
    if (const auto rotated = rotateLog(path("slapd.log")); !rotated)
        return fail(rotated.error());
    // in the foreground: -d with a level that only lets through what slapd says regardless of levels
    const QStringList arguments{QStringLiteral("-d"), QStringLiteral("none"), QStringLiteral("-f"),
        path("slapd.conf"), QStringLiteral("-h"), slapdListenText(m_settings), QStringLiteral("-n"),
        QStringLiteral("homeport-slapd")};
    const auto process = startApart(m_program, arguments, m_settings.folder, path("slapd.log"));
    if (!process)
        return fail(process.error());
    m_process = *process;
    qCInfo(lcDirectory) << Event("slapd.started").with("pid", m_process.pid);
    return writeRunningFile(path("running"), {m_process, m_fingerprint});
}

QString ManagedSlapd::lastWords() const
{
    const QString words = logTail(path("slapd.log"));
    if (!words.contains(u"ermission denied"))
        return words;
    return words
        + QStringLiteral(
            "; if the folder's owner and mode are right, a security policy (AppArmor, SELinux) forbids slapd "
            "the state folder");
}

Task<Result<LdapConnection::Pointer>> ManagedSlapd::connect(Deadline deadline)
{
    LdapTarget target;
    target.uri = localUri();
    target.bindDn = keeperDn();
    target.bindPassword = m_password;
    target.caFile = m_settings.authorityFile;
    Result<LdapConnection::Pointer> opened = co_await LdapConnection::open(m_pool, target, deadline);
    co_return opened;
}

Task<Result<>> ManagedSlapd::awaitAnswer(Deadline deadline)
{
    const auto self = shared_from_this();
    for (;;) {
        const auto connection = co_await connect(Deadline(probePatience));
        if (connection)
            co_return Result<>();
        if (!isAlive(m_process))
            co_return cannotStart(QStringLiteral("slapd ended: ") + lastWords());
        if (deadline.hasExpired())
            co_return cannotStart(QStringLiteral("slapd does not answer: %1; its log: %2")
                                      .arg(connection.error().forLog, lastWords()));
        co_await sleepFor(50ms);
    }
}

Task<Result<>> ManagedSlapd::start()
{
    const auto self = shared_from_this();
    if (const auto prepared = prepare(); !prepared)
        co_return fail(prepared.error());
    const auto adopted = adopt();
    if (!adopted)
        co_return fail(adopted.error());
    m_wasAdopted = *adopted;
    if (m_wasAdopted) {
        qCInfo(lcDirectory) << Event("slapd.adopted").with("pid", m_process.pid);
    } else {
        const auto ended = co_await endProcess();
        if (!ended)
            co_return fail(ended.error());
        if (const auto launched = launch(); !launched)
            co_return fail(launched.error());
    }
    const auto answered = co_await awaitAnswer(Deadline(startPatience));
    if (!answered) {
        co_await endProcess();
        co_return fail(answered.error());
    }
    if (m_settings.role == SlapdRole::Writer) {
        const auto made = co_await makeBase();
        if (!made)
            co_return fail(made.error());
    }
    m_stop = std::stop_source();
    watch(m_stop.get_token());
    co_return Result<>();
}

Task<Result<>> ManagedSlapd::makeBase()
{
    const auto self = shared_from_this();
    const auto connection = co_await connect(Deadline(startPatience));
    if (!connection)
        co_return fail(connection.error());
    const QList<SlapdEntry> entries = baseEntries(m_settings.base);
    for (const SlapdEntry &entry : entries) {
        const LdapReply reply =
            co_await (*connection)->add(entry.dn, entry.attributes, Deadline(startPatience));
        if (reply.code != LDAP_SUCCESS && reply.code != LDAP_ALREADY_EXISTS)
            co_return fail(laterError(QStringLiteral("add ") + QString::fromUtf8(entry.dn), reply));
    }
    co_return Result<>();
}

Task<void> ManagedSlapd::watch(std::stop_token stop)
{
    const auto self = shared_from_this();
    std::chrono::milliseconds pause = 500ms;
    for (;;) {
        const bool goOn = co_await sleepFor(probeEvery, stop);
        if (!goOn)
            co_return;
        if (!isAlive(m_process)) {
            setProblem(QStringLiteral("slapd ended: ") + lastWords());
            const bool paused = co_await sleepFor(pause, stop);
            if (!paused)
                co_return;
            pause = std::min(2 * pause, longestPause);
            if (const auto launched = launch(); !launched)
                setProblem(launched.error().forLog);
            continue;
        }
        const auto connection = co_await connect(Deadline(probePatience));
        if (stop.stop_requested())
            co_return;
        if (connection)
            pause = 500ms;
        setProblem(connection ? QString() : connection.error().forLog);
    }
}

void ManagedSlapd::release() { m_stop.request_stop(); }

Task<Result<>> ManagedSlapd::endProcess()
{
    const auto self = shared_from_this();
    const Deadline patience(m_settings.role == SlapdRole::Copy ? copyStopPatience : stopPatience);
    if (const auto told = sendSignal(m_process, SIGTERM); !told)
        co_return fail(told.error());
    while (isAlive(m_process)) {
        if (patience.hasExpired()) {
            if (const auto killed = sendSignal(m_process, SIGKILL); !killed)
                co_return fail(killed.error());
        }
        co_await sleepFor(20ms);
    }
    m_process = {};
    co_return Result<>();
}

Task<Result<>> ManagedSlapd::stop()
{
    const auto self = shared_from_this();
    m_stop.request_stop();
    const auto ended = co_await endProcess();
    if (!ended)
        co_return fail(ended.error());
    const Result<> removed = removeRunningFile(path("running"));
    co_return removed;
}

} // namespace homeport
