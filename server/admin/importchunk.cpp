// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading rows, domains, and what is there already; importplacing.cpp makes what is new.
#include "server/admin/importchunk.h"

#include "server/admin/log.h"
#include "server/admin/placement.h"

namespace homeport {

namespace {

constexpr qsizetype lookupsAtOnce = 64;

QString text(const Address &address) { return QString::fromUtf8(address.text()); }

QString listed(const QList<Address> &addresses)
{
    QStringList out;
    for (const Address &address : addresses)
        out.append(text(address));
    return out.join(u',');
}

} // namespace

void ImportChunk::problem(
    Kind kind, const ImportEntry &entry, const char *field, const QString &value, const QString &what)
{
    m_problems.append({kind, entry.line, text(entry.address), QString::fromLatin1(field), value, what});
}

Task<Result<QJsonObject>> ImportChunk::run(QList<QJsonObject> rows)
{
    const Clock &clock = m_world.ports.clock;
    const qint64 started = clock.monotonicMs();
    read(rows);
    Result<> done = co_await checkDomains();
    if (done)
        done = co_await sortOut();
    if (done)
        done = co_await place();
    const qint64 placed = clock.monotonicMs();
    qint64 folders = placed;
    if (done) {
        co_await makeFolders();
        folders = clock.monotonicMs();
        done = co_await addRecords();
    }
    const qint64 records = clock.monotonicMs();
    if (done)
        done = co_await addRedirects();
    if (!done)
        co_return fail(done.error());
    qCInfo(lcAdmin) << Event("imported")
                           .with("rows", rows.size())
                           .with("added", m_added)
                           .with("comparedMs", placed - started)
                           .with("foldersMs", folders - placed)
                           .with("recordsMs", records - folders)
                           .with("aliasesMs", clock.monotonicMs() - records);
    std::stable_sort(m_problems.begin(), m_problems.end(),
        [](const ImportProblem &a, const ImportProblem &b) { return a.line < b.line; });
    QJsonArray problems;
    for (const ImportProblem &one : std::as_const(m_problems))
        problems.append(toJson(one));
    co_return QJsonObject{
        {QStringLiteral("added"), m_added},
        {QStringLiteral("redirects"), m_redirectsAdded},
        {QStringLiteral("equal"), m_equal},
        {QStringLiteral("withoutPassword"), m_withoutPassword},
        {QStringLiteral("domains"), QJsonArray::fromStringList(m_domainsMade)},
        {QStringLiteral("problems"), problems},
    };
}

void ImportChunk::read(const QList<QJsonObject> &rows)
{
    QHash<Address, qint64> lines;
    for (const QJsonObject &row : rows) {
        const auto entry = importEntryFrom(row);
        if (!entry) {
            m_problems.append(entry.error());
            continue;
        }
        if (const auto before = lines.constFind(entry->address); before != lines.cend()) {
            problem(Kind::Refused, *entry, "address", text(entry->address),
                QStringLiteral("the second time in this file: line %1 has it").arg(*before));
            continue;
        }
        lines.insert(entry->address, entry->line);
        m_entries.append(*entry);
    }
}

Task<Result<>> ImportChunk::checkDomains()
{
    const Result<QList<QByteArray>> known = co_await m_world.keeper().directory.listDomains();
    if (!known)
        co_return fail(known.error());
    QSet<QByteArray> domains(known->begin(), known->end());
    const QList<ImportEntry> all = std::exchange(m_entries, {});
    for (const ImportEntry &entry : all) {
        QList<Address> own{entry.address};
        own += entry.aliases;
        bool isGood = true;
        for (const Address &address : std::as_const(own)) {
            if (domains.contains(address.domain) || !isGood)
                continue;
            const QString domain = QString::fromUtf8(address.domain);
            if (!m_options.createDomains) {
                problem(Kind::Refused, entry, address == entry.address ? "address" : "aliases", text(address),
                    QStringLiteral("%1 is none of our domains: homeportctl domain add %1, or import with "
                                   "--create-domains")
                        .arg(domain));
                isGood = false;
                continue;
            }
            Result<> made;
            if (!m_options.dryRun)
                made = co_await m_world.keeper().directory.addDomain(address.domain);
            if (!made && made.error().status != "exists") // another import may have been faster
                co_return fail(made.error());
            domains.insert(address.domain);
            m_domainsMade.append(domain);
        }
        if (isGood)
            m_entries.append(entry);
    }
    co_return Result<>{};
}

/// What is there already leaves the list; what is no account goes to the redirections.
Task<Result<>> ImportChunk::sortOut()
{
    const QList<ImportEntry> all = std::exchange(m_entries, {});
    for (qsizetype begin = 0; begin < all.size(); begin += lookupsAtOnce) {
        const QList<ImportEntry> some = all.mid(begin, lookupsAtOnce);
        std::vector<Task<Lookup<DirectoryEntry>>> lookups;
        for (const ImportEntry &entry : some)
            lookups.push_back(m_world.keeper().directory.show(entry.address));
        std::optional<Error> away;
        for (qsizetype i = 0; i < some.size(); ++i) {
            const Lookup<DirectoryEntry> found = co_await lookups[size_t(i)];
            if (const auto *const unknown = std::get_if<Unknown>(&found))
                away = unknown->why;
            else if (const auto *const present = std::get_if<DirectoryEntry>(&found))
                compare(some[i], present->record);
            else if (some[i].isRedirect())
                m_redirects.append({some[i].line, some[i].address, some[i].targets, false});
            else
                m_entries.append(some[i]);
        }
        if (away)
            co_return fail(*away);
    }
    co_return Result<>{};
}

void ImportChunk::compare(const ImportEntry &entry, const Record &record)
{
    const qsizetype before = m_problems.size();
    const auto differs = [&](const char *field, const QString &wanted, const QString &is) {
        problem(Kind::Different, entry, field, wanted,
            QStringLiteral("the directory has %1, which stays").arg(is));
    };
    if (const auto *const redirect = std::get_if<RedirectRecord>(&record)) {
        if (!entry.isRedirect())
            differs("address", text(entry.address), QStringLiteral("an alias of this name"));
        else if (QSet<Address>(redirect->targets.begin(), redirect->targets.end())
            != QSet<Address>(entry.targets.begin(), entry.targets.end()))
            differs("targets", listed(entry.targets), listed(redirect->targets));
        m_equal += m_problems.size() == before;
        return;
    }
    const auto &account = std::get<AccountRecord>(record);
    if (entry.isRedirect()) {
        differs("address", text(entry.address), QStringLiteral("an account of this name"));
        return;
    }
    if (isPlacedByRow(entry) || !m_options.host.isEmpty() || !m_options.storage.isEmpty()) {
        const ClusterTable table = m_world.table();
        const Storage *const row =
            account.storage ? table.storage(*account.storage) : table.defaultStorageOf(account.hostServer);
        const Result<Storage> wanted = storageFor(entry);
        if (!wanted && wanted.error().status != adminword::conflict)
            problem(Kind::Refused, entry, "host", entry.host + entry.storage,
                textForAdministrator(wanted.error()));
        else if (wanted && (!row || row->id != wanted->id))
            differs("storage", wanted->name,
                row ? QStringLiteral("storage %1 of %2").arg(row->name, row->home.text)
                    : QStringLiteral("a storage that is not in the cluster table"));
    }
    if (entry.quotaBytes && *entry.quotaBytes != account.quotaBytes)
        differs("quota", QString::number(*entry.quotaBytes), QString::number(account.quotaBytes));
    if (entry.enabled && *entry.enabled != account.enabled)
        differs("enabled", *entry.enabled ? QStringLiteral("yes") : QStringLiteral("no"),
            account.enabled ? QStringLiteral("yes") : QStringLiteral("no"));
    m_equal += m_problems.size() == before;
    for (const Address &alias : entry.aliases) // an attempt may have ended between record and aliases
        m_redirects.append({entry.line, alias, {entry.address}, true});
}

Task<Result<>> ImportChunk::addRedirects()
{
    for (qsizetype begin = 0; begin < m_redirects.size(); begin += lookupsAtOnce) {
        const QList<Redirect> some = m_redirects.mid(begin, lookupsAtOnce);
        std::vector<Task<Lookup<DirectoryEntry>>> lookups;
        for (const Redirect &redirect : some)
            lookups.push_back(m_world.keeper().directory.show(redirect.address));
        std::vector<Task<Result<>>> additions;
        for (qsizetype i = 0; i < some.size(); ++i) {
            const Lookup<DirectoryEntry> present = co_await lookups[size_t(i)];
            additions.push_back(addRedirect(some[i], present));
        }
        std::optional<Error> away;
        for (Task<Result<>> &addition : additions) {
            const Result<> added = co_await addition;
            if (!added)
                away = added.error();
        }
        if (away)
            co_return fail(*away);
    }
    co_return Result<>{};
}

Task<Result<>> ImportChunk::addRedirect(Redirect redirect, Lookup<DirectoryEntry> present)
{
    ImportEntry entry;
    entry.line = redirect.line;
    entry.address = redirect.isAlias ? redirect.targets.first() : redirect.address;
    const char *const field = redirect.isAlias ? "aliases" : "targets";
    if (const auto *const unknown = std::get_if<Unknown>(&present))
        co_return fail(unknown->why);
    if (const auto *const there = std::get_if<DirectoryEntry>(&present)) {
        const auto *const same = std::get_if<RedirectRecord>(&there->record);
        if (!same)
            problem(Kind::Different, entry, field, text(redirect.address),
                QStringLiteral("the directory has an account of this name, which stays"));
        else if (!redirect.isAlias || same->targets != redirect.targets)
            problem(Kind::Different, entry, field, text(redirect.address),
                QStringLiteral("the directory has it for %1, which stays").arg(listed(same->targets)));
        co_return Result<>{};
    }
    if (m_redirectsSeen.contains(redirect.address)) {
        problem(Kind::Refused, entry, field, text(redirect.address),
            QStringLiteral("the second time among these rows: an earlier one has it"));
        co_return Result<>{};
    }
    m_redirectsSeen.insert(redirect.address);
    Result<> added;
    if (!m_options.dryRun)
        added = co_await m_world.keeper().directory.addRedirect(redirect.address, redirect.targets);
    if (!added && added.error().isTemporary())
        co_return fail(added.error());
    if (!added)
        problem(Kind::Refused, entry, field, text(redirect.address), textForAdministrator(added.error()));
    else
        ++m_redirectsAdded;
    co_return Result<>{};
}

} // namespace homeport
