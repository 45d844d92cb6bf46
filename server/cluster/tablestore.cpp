// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking and making revisions, one at a time.
#include "server/cluster/tablestore.h"

#include "server/cluster/log.h"

namespace homeport {

namespace {
TablePointer tableOf(const RevisionPointer &revision)
{
    return revision ? TablePointer(revision, &revision->table) : TablePointer();
}

RevisionPointer newestOf(const QList<SignedRevision> &offered)
{
    RevisionPointer newest;
    for (const SignedRevision &sealed : offered) {
        const Result<RevisionPointer> revision = openRevision(sealed);
        if (revision && (!newest || (*revision)->table.number > newest->table.number))
            newest = *revision;
    }
    return newest;
}
} // namespace

Result<std::unique_ptr<TableStore>> TableStore::open(
    const QString &path, const MemberName &self, BlockingPool &pool)
{
    Result<TableFolder> folder = TableFolder::open(path);
    if (!folder)
        return fail(folder.error());
    return std::unique_ptr<TableStore>(new TableStore(std::move(*folder), self, pool));
}

TableStore::TableStore(TableFolder folder, MemberName self, BlockingPool &pool)
    : m_folder(std::move(folder))
    , m_self(std::move(self))
    , m_pool(pool)
{
    if (const RevisionPointer current = m_folder.find(m_folder.current())) {
        m_inForce.store(current);
        settle(current); // nothing is served yet that would have to be let go
    }
}

TablePointer TableStore::table() const { return tableOf(m_inForce.load()); }

TableRevision TableStore::revision() const
{
    const RevisionPointer current = m_inForce.load();
    return current ? current->id() : TableRevision{};
}

Result<> TableStore::begin(const RevisionPointer &first)
{
    if (!isEmpty())
        return fail(Error::refused(
            "there is a cluster table already", QStringLiteral("%1 is not empty").arg(m_folder.path())));
    if (Result<> stored = TableFolder::storeChain(m_folder.path(), {first}); !stored)
        return stored;
    m_folder.adopt({first});
    m_inForce.store(first);
    settle(first);
    return {};
}

KnownHistory TableStore::history() const
{
    return {m_folder.current(), [this](const QByteArray &hash) { return m_folder.find(hash); }};
}

QList<StorageId> TableStore::disputed() const
{
    QList<StorageId> result;
    const TablePointer own = table();
    for (const RevisionPointer &foreign : m_folder.foreign()) {
        for (const StorageId &id : disputedStorages(*own, m_self, foreign->table)) {
            if (!result.contains(id))
                result.append(id);
        }
    }
    return result;
}

Task<Result<>> TableStore::advance(QList<RevisionPointer> chain)
{
    const TablePointer before = table();
    const QString path = m_folder.path();
    // on disk before it is used and before any answer (protocol.md 1.7)
    auto store = [path, chain] { return TableFolder::storeChain(path, chain); };
    const Result<> stored = co_await m_pool.run(std::move(store));
    if (!stored)
        co_return stored;
    m_folder.adopt(chain);
    m_folder.dropMergedForeign();
    dropMergedBranches();
    m_inForce.store(chain.last());
    qCInfo(lcCluster) << Event("table-taken")
                             .with("number", chain.last()->table.number)
                             .with("hash", QString::fromLatin1(chain.last()->hash.left(16)))
                             .with("author", chain.last()->table.author)
                             .with("comment", chain.last()->table.comment);
    if (m_hooks.apply)
        co_await m_hooks.apply(before, table());
    settle(chain.last());
    co_return {};
}

Task<> TableStore::noteForeign(RevisionPointer revision)
{
    const QList<StorageId> storages = disputedStorages(*table(), m_self, revision->table);
    if (storages.isEmpty())
        co_return;
    for (const RevisionPointer &known : m_folder.foreign()) {
        if (known->hash == revision->hash)
            co_return;
    }
    const QString path = m_folder.path();
    auto store = [path, revision] { return TableFolder::storeForeign(path, revision); };
    const Result<> stored = co_await m_pool.run(std::move(store));
    if (!stored)
        qCCritical(lcCluster) << Event("foreign-table-not-stored").why(stored.error());
    m_folder.adoptForeign(revision); // obeyed even if it could not be kept for the next start
    qCCritical(lcCluster) << Event("storages-disputed")
                                 .with("by", revision->sealed.signer)
                                 .with("number", revision->table.number)
                                 .with("storages", storages.size());
    if (m_hooks.stopServing)
        co_await m_hooks.stopServing(storages);
}

Task<TakeAnswer> TableStore::take(QList<SignedRevision> offered)
{
    co_await m_turn.acquire();
    const TakeAnswer answer = co_await takeInTurn(std::move(offered));
    m_turn.release();
    co_return answer;
}

Task<TakeAnswer> TableStore::takeInTurn(QList<SignedRevision> offered)
{
    TakeAnswer answer;
    if (isEmpty()) {
        answer.error = QStringLiteral("this member has no table yet");
        co_return answer;
    }
    const Judgement judgement = judge(history(), offered);
    answer.verdict = judgement.verdict;
    answer.error = judgement.why.forLog;
    if (judgement.verdict == Verdict::Taken) {
        const Result<> advanced = co_await advance(judgement.chain);
        if (!advanced) {
            qCCritical(lcCluster) << Event("table-not-stored").why(advanced.error());
            answer.verdict = Verdict::Refused;
            answer.error = advanced.error().forLog;
        }
    } else if (judgement.verdict == Verdict::Diverged) {
        noteBranch(judgement.chain);
        co_await noteForeign(judgement.chain.last());
    } else if (judgement.verdict == Verdict::Gap) {
        const RevisionPointer tip = newestOf(offered);
        if (tip && tip->table.cluster == table()->cluster && isSignedByKeeperOf(*table(), tip->sealed))
            co_await noteForeign(tip);
    }
    answer.table = settled();
    co_return answer;
}

Task<Result<TableRevision>> TableStore::change(std::function<Result<>(ClusterTable &)> change, QString author,
    QString comment, std::optional<TableRevision> expected, PrivateKey key)
{
    co_await m_turn.acquire();
    const Result<TableRevision> result = co_await changeInTurn(
        std::move(change), std::move(author), std::move(comment), expected, std::move(key));
    m_turn.release();
    co_return result;
}

Task<Result<TableRevision>> TableStore::changeInTurn(std::function<Result<>(ClusterTable &)> change,
    QString author, QString comment, std::optional<TableRevision> expected, PrivateKey key)
{
    const RevisionPointer before = inForce();
    if (!before)
        co_return fail(Error::temporary("this member has no table yet"));
    if (expected && *expected != before->id())
        co_return fail(Error::refused("the cluster table has changed meanwhile: look again", {}, "conflict"));
    ClusterTable next = before->table;
    if (const Result<> changed = change(next); !changed)
        co_return fail(changed.error());
    next.number = before->table.number + 1;
    next.parents = {before->hash};
    next.author = author;
    next.comment = comment;
    next.time = QDateTime::currentDateTimeUtc();
    const Result<RevisionPointer> sealed = sealRevision(next, m_self, key);
    if (!sealed)
        co_return fail(sealed.error());
    // by the same rules as everybody else: what they would refuse is never made
    const Judgement judgement = judge(history(), {(*sealed)->sealed});
    if (judgement.verdict != Verdict::Taken)
        co_return fail(judgement.why);
    const Result<> advanced = co_await advance(judgement.chain);
    if (!advanced)
        co_return fail(advanced.error());
    co_return (*sealed)->id();
}

} // namespace homeport
