// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The writer and its copies: what this member's server is, how it becomes another, how the others look from
// here.
#include "server/app/applog.h"
#include "server/app/directoryhost.h"
#include "server/directory/directorydifference.h"
#include "shared/base/durablefile_posix.h"

#include <QDir>
#include <QElapsedTimer>

namespace homeport {

namespace {

constexpr auto lookPatience = 2500ms; ///< keepers wait three seconds when they ask all
constexpr auto stepDownPatience = 25s;
constexpr auto stepDownLasts = 90s;
constexpr auto comparePatience = 10s;

QJsonArray toJson(const QMap<int, QByteArray> &context)
{
    QJsonArray texts;
    for (const QByteArray &csn : context)
        texts.append(QString::fromLatin1(csn));
    return texts;
}

} // namespace

LdapTarget DirectoryHost::targetOf(const QString &uri) const
{
    const DirectorySettings now = *m_settings->current();
    const bool byCertificate = now.bindDn.isEmpty() && !now.certificateFile.isEmpty();
    return {uri, now.bindDn, now.bindPassword, now.caFile, now.caPem, now.startTls, now.certificateFile,
        now.keyFile, byCertificate};
}

/// What a running server needs now and then; false: look again soon.
Task<bool> DirectoryHost::maintain()
{
    if (m_current.kind == Kind::Retire) {
        const bool isRetired = co_await retire();
        co_return isRetired;
    }
    if (m_current.kind != Kind::Copy || m_isSynchronised)
        co_return true;
    const auto server = m_server;
    const auto connection = co_await server->connect(Deadline(comparePatience));
    if (!connection)
        co_return false;
    const auto context = co_await readContext(*connection, base().toUtf8(), Deadline(comparePatience));
    // slapd writes it when the first copy is whole
    m_isSynchronised = context && !context->isEmpty();
    if (m_isSynchronised)
        qCInfo(lcApp) << Event("directory-copy-whole");
    co_return m_isSynchronised;
}

/// From writer to copy. Nothing is merged: what nobody copied is set aside as LDIF, and the data with it.
Task<bool> DirectoryHost::retire()
{
    const auto server = m_server;
    const QString provider = m_current.provider;
    const auto former = co_await server->connect(Deadline(comparePatience));
    if (!former) {
        m_current.why = former.error().forLog;
        co_return false;
    }
    LdapTarget target = targetOf(provider);
    target.bindDn = keeperDn(base().toUtf8());
    target.bindPassword = m_password;
    const auto writer = co_await LdapConnection::open(m_pool, target, Deadline(comparePatience));
    if (!writer) {
        m_current.why =
            QStringLiteral("was the directory's writer and waits for the new one, %1").arg(provider);
        co_return false;
    }
    const auto unsent = co_await findUnsentChanges(
        *former, *writer, base().toUtf8(), m_mark.number, Deadline(comparePatience));
    if (!unsent) {
        m_current.why = QStringLiteral("cannot be compared with the new writer: ") + unsent.error().forLog;
        co_return false;
    }
    Result<> done;
    if (!unsent->isEmpty()) {
        qCCritical(lcApp) << Event("directory-changes-set-aside")
                                 .with("added", unsent->added)
                                 .with("changed", unsent->changed)
                                 .with("deleted", unsent->deleted);
        m_server.reset();
        m_current = {};
        replaceSettings();
        done = co_await server->stop();
        if (done)
            done = setAside(unsent->ldif);
    }
    if (done)
        done = mark({DirectoryMark::Role::Copy, m_mark.number});
    if (!done)
        noteProblem(done.error().forLog);
    m_isDirty = true; // it starts as a copy now
    co_return done.has_value();
}

Result<> DirectoryHost::setAside(const QByteArray &ldif)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString aside = folder() + QStringLiteral("/set-aside");
    const QString place = aside + QLatin1Char('/') + stamp;
    for (const QString &path : {aside, place}) {
        if (const Result<> made = makePrivateFolder(path); !made)
            return made;
    }
    const QByteArray text =
        "version: 1\n"
        "# Changes of this server, the directory's writer before, that no other server had when\n"
        "# another became the writer. Look at each; to make them again: ldapmodify at the writer.\n"
        + ldif;
    const Result<> written = writeFileDurably(place + QStringLiteral("/changes.ldif"), text);
    if (!written)
        return written;
    if (!QDir().rename(folder() + QStringLiteral("/data"), place + QStringLiteral("/data")))
        return fail(Error::temporary("local error, try again later",
            QStringLiteral("%1/data cannot be moved to %2").arg(folder(), place)));
    return {};
}

QStringList DirectoryHost::alarms() const
{
    QStringList texts;
    const QDir aside(folder() + QStringLiteral("/set-aside"));
    for (const QString &name : aside.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        texts.append(
            QStringLiteral("directory changes that were never copied are in %1/changes.ldif: make them again "
                           "or not, then remove that folder")
                .arg(aside.filePath(name)));
    return texts;
}

QJsonObject DirectoryHost::here() const
{
    const DirectoryRow row = this->row();
    QString uri;
    const DirectoryFacts facts = this->facts();
    for (const QString &known : QStringList{row.writer} + row.readers) {
        if (row.managed && isOwnServer(row, known, facts))
            uri = known;
    }
    QJsonArray aside;
    const QStringList texts = alarms();
    for (const QString &text : texts)
        aside.append(text);
    return {{QStringLiteral("uri"), uri},
        {QStringLiteral("role"), toText(m_server ? m_current.kind : Kind::None)},
        {QStringLiteral("number"), m_mark.number},
        {QStringLiteral("synchronised"), m_current.kind != Kind::Copy || m_isSynchronised},
        {QStringLiteral("problem"), problem()}, {QStringLiteral("setAside"), aside}};
}

Task<QJsonObject> DirectoryHost::lookAt(QString uri)
{
    QElapsedTimer timer;
    timer.start();
    const Deadline limit(lookPatience);
    const LdapTarget target = targetOf(uri);
    const QByteArray base = m_settings->current()->base;
    QJsonObject seen{{QStringLiteral("uri"), uri}, {QStringLiteral("reachable"), false}};
    const auto connection = co_await LdapConnection::open(m_pool, target, limit);
    if (!connection) {
        seen.insert(QStringLiteral("error"), connection.error().forLog);
        co_return seen;
    }
    const auto context = co_await readContext(*connection, base, limit);
    seen.insert(QStringLiteral("ms"), timer.elapsed());
    if (!context) {
        seen.insert(QStringLiteral("error"), context.error().forLog);
        co_return seen;
    }
    seen.insert(QStringLiteral("reachable"), true);
    seen.insert(QStringLiteral("context"), toJson(*context));
    co_return seen;
}

Task<QJsonArray> DirectoryHost::look(QStringList uris)
{
    const DirectoryRow row = this->row();
    if (uris.isEmpty() && !m_config.directory.uris.isEmpty())
        uris = m_config.directory.uris;
    else if (uris.isEmpty())
        uris = QStringList{row.writer} + row.readers;
    std::vector<Task<QJsonObject>> looks;
    for (const QString &uri : std::as_const(uris))
        looks.push_back(lookAt(uri));
    QJsonArray seen;
    for (Task<QJsonObject> &look : looks) {
        const QJsonObject one = co_await look;
        seen.append(one);
    }
    co_return seen;
}

Task<Result<QString>> DirectoryHost::prepareCopy(int number, Secret keeperPassword)
{
    const DirectoryRow row = this->row();
    if (!row.managed || !m_config.directory.uris.isEmpty())
        co_return fail(Error::refused(
            "this member uses a directory of the site's own (directory.uris): there is nothing to copy"));
    if (ownUri().isEmpty())
        co_return fail(Error::refused("directory.managed_listen is empty: a copy needs an address"));
    if (isOwnServer(row, row.writer, facts()))
        co_return fail(Error::refused("this member runs the writer"));
    const Result<> made = makePrivateFolder(folder());
    if (!made)
        co_return fail(made.error());
    const Result<QString> program = usableSlapd(m_config.directory.slapdPath, folder());
    if (!program)
        co_return fail(program.error());
    const Result<> written =
        writeFileDurably(folder() + QStringLiteral("/keeper.password"), keeperPassword.reveal());
    if (!written)
        co_return fail(written.error());
    // a former writer's data stay marked as such: they are compared before they become a copy
    if (m_mark.role == DirectoryMark::Role::None) {
        const Result<> marked = mark({DirectoryMark::Role::Copy, number});
        if (!marked)
            co_return fail(marked.error());
    }
    m_password = keeperPassword;
    replaceSettings();
    co_return ownUri();
}

Task<Result<QJsonArray>> DirectoryHost::stepDown()
{
    if (!m_server || (m_current.kind != Kind::Writer && m_current.kind != Kind::ReadOnly))
        co_return fail(Error::refused("this member does not run the directory's writer"));
    m_isSteppingDown = true;
    m_steppedDownUntil = Deadline(stepDownLasts);
    refresh();
    const Deadline patience(stepDownPatience);
    while (!m_server || m_server->settings().role != SlapdRole::ReadOnly) {
        if (patience.hasExpired() || m_isStopping) {
            resume();
            co_return fail(Error::temporary("the writer did not stop taking changes in time", problem()));
        }
        co_await sleepFor(50ms);
    }
    const auto server = m_server;
    const auto connection = co_await server->connect(patience);
    if (!connection) {
        resume();
        co_return fail(connection.error());
    }
    const auto context = co_await readContext(*connection, base().toUtf8(), patience);
    if (!context) {
        resume();
        co_return fail(context.error());
    }
    co_return toJson(*context);
}

void DirectoryHost::resume()
{
    m_isSteppingDown = false;
    refresh();
}

Result<Secret> DirectoryHost::keeperPassword() const
{
    if (!m_password.isEmpty())
        return m_password;
    if (m_config.directory.bindDn.toUtf8() == keeperDn(base().toUtf8()))
        return m_config.directory.bindPassword.secret;
    return fail(
        Error::refused("this keeper does not have the password that keepers bind with: do this on the "
                       "keeper that runs the directory"));
}

} // namespace homeport
