// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two lines of the cluster table made one.
#include "shared/model/tablediff.h"
#include "shared/model/tablerows.h"

namespace homeport {

namespace {

Error conflict(const QString &text) { return Error::refused(text.toUtf8(), text, "conflict"); }

/// Takes one row after the other, and remembers what nobody decided.
class Merger
{
public:
    explicit Merger(const QHash<QString, TableSide> &choices)
        : m_choices(choices)
    {
    }

    template <class Row> std::optional<Row> pick(const QString &name, const Rows<Row> &rows)
    {
        const auto choice = m_choices.constFind(name);
        if (rows.ours == rows.theirs)
            return rows.ours;
        m_differing.append(name);
        if (choice != m_choices.constEnd())
            return *choice == TableSide::Ours ? rows.ours : rows.theirs;
        if (rows.base == rows.ours)
            return rows.theirs;
        if (rows.base != rows.theirs)
            m_undecided.append(name);
        return rows.ours;
    }

    Result<> verdict() const
    {
        if (!m_undecided.isEmpty())
            return fail(conflict(
                QStringLiteral("both sides changed %1: choose with --take ROW=ours or --take ROW=theirs")
                    .arg(m_undecided.join(QStringLiteral(", ")))));
        for (auto it = m_choices.constBegin(); it != m_choices.constEnd(); ++it) {
            if (!m_differing.contains(it.key()))
                return fail(conflict(QStringLiteral("take: \"%1\" names no row that differs; these do: %2")
                                         .arg(it.key(), m_differing.join(QStringLiteral(", ")))));
        }
        return {};
    }

private:
    const QHash<QString, TableSide> &m_choices;
    QStringList m_differing;
    QStringList m_undecided;
};

template <class Row, class Key>
QList<Row> mergedList(Merger &merger, const QString &kind, const QList<Row> &base, const QList<Row> &ours,
    const QList<Row> &theirs, Key key)
{
    QList<Row> merged;
    for (const Rows<Row> &rows : joined(base, ours, theirs, key)) {
        if (const std::optional<Row> row = merger.pick(kind + key(rows.any()), rows))
            merged.append(*row);
    }
    return merged;
}

/// protocol.md 1.7: a row changed on one side keeps that side's epoch, any other that differed gets the
/// larger + 1, so that nobody who serves by one of the lines goes on without having learned of the merge.
quint64 mergedEpoch(const Rows<Storage> &rows, const Storage &taken)
{
    const bool isOneSided =
        (rows.base == rows.ours && rows.theirs == taken) || (rows.base == rows.theirs && rows.ours == taken);
    if (rows.ours == rows.theirs || isOneSided)
        return taken.epoch;
    quint64 largest = taken.epoch;
    for (const std::optional<Storage> *row : {&rows.base, &rows.ours, &rows.theirs}) {
        if (*row)
            largest = std::max(largest, (*row)->epoch);
    }
    return largest + 1;
}

QList<Storage> mergedStorages(Merger &merger, const ClusterTable &base, const ClusterTable &ours,
    const ClusterTable &theirs, QStringList &notes)
{
    QList<Storage> merged;
    for (const Rows<Storage> &rows : joined(base.storages, ours.storages, theirs.storages, keyOfStorage)) {
        const std::optional<Storage> taken = merger.pick(storageRowName(rows.any(), ours, theirs), rows);
        if (!taken)
            continue;
        Storage row = *taken;
        row.epoch = mergedEpoch(rows, row);
        for (const Storage &other : std::as_const(merged)) {
            if (other.name == row.name) {
                row.name += u'-' + row.id.text().left(6);
                notes.append(QStringLiteral("two storages were named %1: one is %2 now (id %3)")
                                 .arg(other.name, row.name, row.id.text()));
            }
            if (row.isDefault && other.isDefault && other.home == row.home) {
                row.isDefault = false;
                notes.append(QStringLiteral("%1 stays the default storage of %2, %3 is no default any more")
                                 .arg(other.name, row.home.text, row.name));
            }
        }
        merged.append(row);
    }
    return merged;
}

/// Who was removed on one side stays removed: the key is refused for ever.
void keepRemoved(ClusterTable &table, QStringList &notes)
{
    for (Member &member : table.members) {
        const bool isRemoved = std::any_of(table.removed.cbegin(), table.removed.cend(),
            [&member](const RemovedMember &removed) { return removed.publicKey == member.publicKey; });
        if (member.publicKey.isEmpty() || !isRemoved)
            continue;
        member.publicKey.clear();
        notes.append(QStringLiteral("%1 was removed or replaced on one side: its key is refused; invite it "
                                    "again (homeportctl invite %1)")
                         .arg(member.name.text));
    }
}

Result<> checkWorkable(const ClusterTable &table)
{
    for (const Storage &row : table.storages) {
        for (const MemberName &name : {row.home, row.owner}) {
            if (!table.member(name))
                return fail(
                    conflict(QStringLiteral("storage %1 belongs to %2, which is no member on the side "
                                            "taken: take storage and member from one side")
                                 .arg(row.name, name.text)));
        }
    }
    QStringList running;
    for (const Job &job : table.jobs) {
        if (job.isRunning())
            running.append(job.id.text());
    }
    if (running.size() > 1)
        return fail(conflict(QStringLiteral("jobs %1 both run, one on each side: cancel one of them first")
                                 .arg(running.join(QStringLiteral(" and ")))));
    return {};
}

} // namespace

Result<MadeTable> mergeTables(const ClusterTable &base, const ClusterTable &ours, const ClusterTable &theirs,
    const QHash<QString, TableSide> &choices)
{
    QHash<QString, TableSide> byRow = choices;
    for (const Rows<Storage> &rows : joined(base.storages, ours.storages, theirs.storages, keyOfStorage)) {
        const QString byId = QStringLiteral("storage:") + rows.any().id.text();
        if (choices.contains(byId)) { // both names are understood
            byRow.remove(byId);
            byRow.insert(storageRowName(rows.any(), ours, theirs), choices.value(byId));
        }
    }
    MadeTable made{ours, {}};
    Merger merger(byRow);
    ClusterTable &table = made.table;
    table.members = mergedList(
        merger, QStringLiteral("member:"), base.members, ours.members, theirs.members, keyOfMember);
    table.storages = mergedStorages(merger, base, ours, theirs, made.notes);
    table.administrators = mergedList(merger, QStringLiteral("administrator:"), base.administrators,
        ours.administrators, theirs.administrators, keyOfAdministrator);
    table.jobs = mergedList(merger, QStringLiteral("job:"), base.jobs, ours.jobs, theirs.jobs, keyOfJob);
    table.directory = *merger.pick(
        QStringLiteral("directory"), Rows<DirectoryRow>{base.directory, ours.directory, theirs.directory});
    table.authority = *merger.pick(
        QStringLiteral("authority"), Rows<QByteArray>{base.authority, ours.authority, theirs.authority});
    if (const Result<> decided = merger.verdict(); !decided)
        return fail(decided.error());
    for (const RemovedMember &removed : theirs.removed) {
        if (!rowWithKey(table.removed, keyOfRemoved(removed), keyOfRemoved))
            table.removed.append(removed);
    }
    keepRemoved(table, made.notes);
    if (const Result<> workable = checkWorkable(table); !workable)
        return fail(workable.error());
    return made;
}

} // namespace homeport
