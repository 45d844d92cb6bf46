// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pages of folders and records into the comparison, and the answer; reconcilemending.cpp mends.
#include "server/admin/reconciliation.h"

namespace homeport {

namespace {

constexpr int foldersAtOnce = 2000;
constexpr int recordsAtOnce = 2000;

} // namespace

bool Reconciliation::isWanted(const std::optional<StorageId> &storage) const
{
    if (!m_options.host)
        return true;
    const ClusterTable table = m_world.table();
    const Storage *const row = storage ? table.storage(*storage) : nullptr;
    return row && row->owner == *m_options.host;
}

/// Folders first: an account that is made meanwhile has its record by the time the records are read.
Task<Result<QJsonObject>> Reconciliation::run()
{
    co_await readFolders();
    if (const Result<> read = co_await readRecords(); !read)
        co_return fail(read.error());
    QHash<StorageId, QString> names;
    const ClusterTable table = m_world.table();
    for (const Storage &storage : table.storages)
        names.insert(storage.id, storage.name);
    m_comparison->setLookedAt(m_lookedAt);
    auto work = [comparison = m_comparison, names] { comparison->compare(names); };
    co_await m_world.ports.pool.run(std::move(work)); // hundreds of thousands are not sorted here
    co_await mendAll();
    co_return answer();
}

/// All storages are read, with --host too: a folder in a second place may be anywhere.
Task<> Reconciliation::readFolders()
{
    const ClusterTable table = m_world.table();
    for (const Storage &storage : table.storages) {
        Result<> read = fail(Error::temporary("not served", QStringLiteral("nobody serves it now")));
        if (m_world.ports.cluster.isServed(storage.id))
            read = co_await readFoldersOf(storage);
        if (read)
            m_lookedAt.insert(storage.id);
        else
            m_skipped.append(QStringLiteral("storage %1 was not looked at: %2")
                                 .arg(storage.name, textForAdministrator(read.error())));
    }
}

Task<Result<>> Reconciliation::readFoldersOf(Storage storage)
{
    QString after;
    do {
        const QJsonObject question{{QStringLiteral("storage"), storage.id.text()},
            {QStringLiteral("after"), after}, {QStringLiteral("limit"), foldersAtOnce}};
        const Result<QJsonObject> page = co_await m_world.ask(
            storage.owner, QStringLiteral("account.inventory"), question, AdminWorld::longPatience);
        if (!page)
            co_return fail(page.error());
        const QJsonArray folders = page->value(QStringLiteral("folders")).toArray();
        for (const QJsonValue &folder : folders) {
            const QByteArray address = folder[QStringLiteral("address")].toString().toUtf8();
            const auto id = AccountId::fromHex(folder[QStringLiteral("id")].toString().toLatin1());
            const qint64 age = folder[QStringLiteral("ageSeconds")].toInteger();
            const QString problem = folder[QStringLiteral("problem")].toString();
            m_comparison->addFolder(address, id, storage.id, age);
            if (!problem.isEmpty())
                m_comparison->add({FindingKind::DamagedFolder, address, id, storage.id,
                    QStringLiteral("%1: mail for it waits until that is repaired by hand").arg(problem),
                    age});
        }
        const QString next = page->value(QStringLiteral("next")).toString();
        if (!next.isEmpty() && next <= after)
            co_return fail(Error::internal(QStringLiteral("its list of folders does not end")));
        after = next;
    } while (!after.isEmpty());
    co_return Result<>{};
}

Task<Result<>> Reconciliation::readRecords()
{
    const std::unique_ptr<HostRewriter> rewriter = m_world.keeper().rewriter();
    const HostFilter everything;
    QByteArray after;
    do {
        const Result<AccountPage> page = co_await rewriter->accounts(everything, recordsAtOnce, after);
        if (!page)
            co_return fail(page.error());
        const ClusterTable table = m_world.table();
        for (const AccountRecord &record : page->accounts)
            takeRecord(table, record);
        for (const QByteArray &damaged : page->damaged)
            m_comparison->add({FindingKind::DamagedRecord, {}, std::nullopt, std::nullopt,
                QStringLiteral("%1: mail for it waits until that is repaired")
                    .arg(QString::fromUtf8(damaged)),
                0});
        after = page->next;
    } while (!after.isEmpty());
    co_return Result<>{};
}

void Reconciliation::takeRecord(const ClusterTable &table, const AccountRecord &record)
{
    const Storage *const row =
        record.storage ? table.storage(*record.storage) : table.defaultStorageOf(record.hostServer);
    const QByteArray address = record.address.text();
    m_comparison->addRecord(record.address, record.id, row ? std::optional(row->id) : std::nullopt);
    if (!row) {
        m_comparison->add({FindingKind::NoStorage, address, record.id, record.storage,
            record.storage
                ? QStringLiteral("its storage %1 is not in the cluster table").arg(record.storage->text())
                : QStringLiteral("it names no storage, and its host %1 has no default one")
                      .arg(record.hostServer.text),
            0});
    } else if (record.hostServer != row->owner && isWanted(row->id)) {
        m_comparison->add({FindingKind::WrongHost, address, record.id, row->id,
            QStringLiteral("hostServer is %1, and %2 serves its storage %3: --mend wrong-host sets it (mail "
                           "and logins go to the storage's owner all the same)")
                .arg(record.hostServer.text, row->owner.text, row->name),
            0});
    }
}

QJsonObject Reconciliation::answer() const
{
    QJsonArray findings;
    const QList<Finding> &all = m_comparison->findings();
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Finding &finding = all[i];
        if (m_options.host && finding.storage && !isWanted(finding.storage))
            continue;
        const Mend mended = m_mends.value(i);
        findings.append(QJsonObject{
            {QStringLiteral("kind"), toText(finding.kind)},
            {QStringLiteral("address"), QString::fromUtf8(finding.address)},
            {QStringLiteral("id"), finding.id ? finding.id->text() : QString()},
            {QStringLiteral("storage"), m_world.storageName(finding.storage)},
            {QStringLiteral("mended"), mended.isDone},
            {QStringLiteral("text"),
                mended.why.isEmpty() ? finding.text : QStringLiteral("not mended: ") + mended.why},
        });
    }
    QJsonObject counts;
    QStringList summary{QStringLiteral("compared: %1 records, %2 folders, %3 storages")
                            .arg(m_comparison->records())
                            .arg(m_comparison->folders())
                            .arg(m_lookedAt.size())};
    for (const QString &kind : findingKinds()) {
        const qint64 count = m_comparison->count(*findingKindFromText(kind));
        counts.insert(kind, count);
        if (count > 0)
            summary.append(QStringLiteral("%1: %2").arg(kind).arg(count));
    }
    if (!m_options.mend.isEmpty())
        summary.append(QStringLiteral("mended: %1").arg(m_mended));
    return {{QStringLiteral("findings"), findings}, {QStringLiteral("counts"), counts},
        {QStringLiteral("records"), m_comparison->records()},
        {QStringLiteral("folders"), m_comparison->folders()}, {QStringLiteral("mended"), m_mended},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(m_skipped)},
        {QStringLiteral("summary"), QJsonArray::fromStringList(summary)}};
}

} // namespace homeport
