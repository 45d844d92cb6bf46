// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two lines of the cluster table merged row by row; an old one put back.
#include "shared/model/tablediff.h"

#include <QJsonDocument>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

const MemberName back1(u"back1.example.net"_s);
const MemberName back2(u"back2.example.net"_s);
const MemberName front1(u"front1.example.net"_s);
const StorageId one = StorageId::random();
const StorageId two = StorageId::random();

Member member(const MemberName &name, char key)
{
    Member row;
    row.name = name;
    row.addresses = {u"127.0.0.1:7700"_s};
    row.rights = {true, name != front1, name != front1};
    row.publicKey = QByteArray(32, key);
    return row;
}

ClusterTable first()
{
    ClusterTable table;
    table.cluster = ClusterId::random();
    table.number = 7;
    table.parents = {QByteArray(64, '0')};
    table.author = u"admin"_s;
    table.time = QDateTime::currentDateTimeUtc();
    table.members = {member(back1, 'a'), member(back2, 'b'), member(front1, 'f')};
    table.storages = {{one, u"back1"_s, back1, back1, 3, StorageState::Served, true},
        {two, u"back2"_s, back2, back2, 1, StorageState::Served, true}};
    table.administrators = {{u"admin"_s, AdministratorRole::Administrator, "$argon2id$x"}};
    table.authority = "PEM";
    table.directory.writer = u"ldaps://127.0.0.1:7636"_s;
    return table;
}

QString refusal(const Result<MadeTable> &made) { return made ? u"(made)"_s : made.error().forLog; }

} // namespace

class TestTableMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void what_one_side_changed_is_taken()
    {
        const ClusterTable base = first();
        ClusterTable ours = base;
        ours.member(front1)->state = AdministrativeState::Draining;
        ours.storage(two)->owner = back1;
        ours.storage(two)->epoch = 2;
        ClusterTable theirs = base;
        theirs.administrators.append({u"ann"_s, AdministratorRole::Viewer, "$argon2id$y"});
        theirs.members.removeLast();
        theirs.members.append(member(front1, 'f'));
        theirs.directory.writer = u"ldaps://127.0.0.2:7636"_s;
        const Result<MadeTable> made = mergeTables(base, ours, theirs, {});
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.member(front1)->state, AdministrativeState::Draining);
        QCOMPARE(made->table.storage(two)->owner, back1);
        QCOMPARE(made->table.storage(two)->epoch, quint64(2)); // nobody else can have served with it
        QCOMPARE(made->table.administrators.size(), 2);
        QCOMPARE(made->table.directory.writer, theirs.directory.writer);
        const QList<RowDifference> rows = differingRows(base, ours, theirs);
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows.at(0).row, u"member:front1.example.net"_s);
        QCOMPARE(rows.at(0).change, RowChange::Ours);
        QCOMPARE(rows.at(1).row, u"storage:back2"_s);
        QCOMPARE(rows.at(2).change, RowChange::Theirs);
        QVERIFY(!QString::fromUtf8(QJsonDocument(rows.at(2).theirs.toObject()).toJson()).contains(u"argon2"));
    }

    void what_both_changed_is_chosen_by_row()
    {
        const ClusterTable base = first();
        ClusterTable ours = base;
        ours.storage(two)->owner = back1;
        ours.storage(two)->epoch = 2;
        ours.member(front1)->state = AdministrativeState::Draining;
        ClusterTable theirs = base;
        theirs.storage(two)->state = StorageState::Detached;
        theirs.storage(two)->epoch = 4;
        theirs.member(front1)->state = AdministrativeState::Withdrawn;
        const QString text = refusal(mergeTables(base, ours, theirs, {}));
        QVERIFY2(
            text.contains(u"storage:back2") && text.contains(u"member:front1.example.net"), qPrintable(text));
        QVERIFY(refusal(mergeTables(base, ours, theirs, {{u"storage:back2"_s, TableSide::Ours}}))
                    .contains(u"member:front1.example.net"));
        const QHash<QString, TableSide> choices{{u"storage:"_s + two.text(), TableSide::Ours},
            {u"member:front1.example.net"_s, TableSide::Theirs}};
        const Result<MadeTable> made = mergeTables(base, ours, theirs, choices);
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.storage(two)->owner, back1);
        QCOMPARE(made->table.storage(two)->epoch, quint64(5));
        QCOMPARE(made->table.member(front1)->state, AdministrativeState::Withdrawn);
        QHash<QString, TableSide> wrong = choices;
        wrong.insert(u"storage:back9"_s, TableSide::Ours);
        QVERIFY(refusal(mergeTables(base, ours, theirs, wrong)).contains(u"storage:back9"));
    }

    void a_change_may_be_overruled_and_still_gets_a_new_epoch()
    {
        const ClusterTable base = first();
        const ClusterTable ours = base;
        ClusterTable theirs = base;
        theirs.storage(two)->owner = back1;
        theirs.storage(two)->epoch = 2;
        const Result<MadeTable> made =
            mergeTables(base, ours, theirs, {{u"storage:back2"_s, TableSide::Ours}});
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.storage(two)->owner, back2);
        QCOMPARE(made->table.storage(two)->epoch, quint64(3)); // above what back1 may have served with
    }

    void who_was_removed_stays_removed()
    {
        const ClusterTable base = first();
        ClusterTable ours = base;
        ours.removed.append({front1, QByteArray(32, 'f'), QDateTime::currentDateTimeUtc()});
        ours.members.removeLast();
        ClusterTable theirs = base;
        theirs.removed.append({back2, QByteArray(32, 'b'), QDateTime::currentDateTimeUtc()});
        theirs.member(back2)->publicKey = QByteArray(32, 'c');
        theirs.member(front1)->state = AdministrativeState::Draining;
        const Result<MadeTable> made =
            mergeTables(base, ours, theirs, {{u"member:front1.example.net"_s, TableSide::Theirs}});
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.removed.size(), 2);
        QVERIFY(made->table.member(front1)->publicKey.isEmpty());
        QCOMPARE(made->table.member(back2)->publicKey, QByteArray(32, 'c'));
        QVERIFY(made->notes.join(u' ').contains(u"front1"));
    }

    void one_name_for_two_storages_is_told_apart()
    {
        const ClusterTable base = first();
        ClusterTable ours = base;
        ours.storages.append({StorageId::random(), u"extra"_s, back1, back1, 1, StorageState::Served, false});
        ClusterTable theirs = base;
        theirs.storages.append(
            {StorageId::random(), u"extra"_s, back2, back2, 1, StorageState::Served, false});
        const Result<MadeTable> made = mergeTables(base, ours, theirs, {});
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.storages.size(), 4);
        QVERIFY(made->table.storages.at(2).name != made->table.storages.at(3).name);
        const auto decoded = decodeTable(encodeTable(made->table));
        QVERIFY2(decoded, decoded ? "" : decoded.error().forPeer.constData());
        QVERIFY(!made->notes.isEmpty());
    }

    void two_running_jobs_cannot_be_merged()
    {
        const ClusterTable base = first();
        ClusterTable ours = base;
        ClusterTable theirs = base;
        for (ClusterTable *side : {&ours, &theirs}) {
            Job job;
            job.id = JobId::random();
            side->jobs.append(job);
        }
        QVERIFY(refusal(mergeTables(base, ours, theirs, {})).contains(u"cancel"));
    }

    void an_old_table_is_put_back_without_storages_jobs_and_keys()
    {
        const ClusterTable old = first();
        ClusterTable now = old;
        now.number = 12;
        now.member(front1)->state = AdministrativeState::Withdrawn;
        now.member(back1)->publicKey = QByteArray(32, 'n');
        now.member(back1)->addresses = {u"127.0.0.9:7700"_s};
        now.removed.append({back1, QByteArray(32, 'a'), QDateTime::currentDateTimeUtc()});
        now.members.append(member(MemberName(u"front9.example.net"_s), '9'));
        now.members.removeAt(1); // back2 was removed
        now.storage(two)->owner = back1;
        now.storage(two)->home = back1;
        now.storage(two)->epoch = 9;
        now.administrators.first().passwordHash = "$argon2id$new";
        const Result<MadeTable> made = putTableBack(now, old);
        QVERIFY2(made, qPrintable(refusal(made)));
        QCOMPARE(made->table.member(front1)->state, AdministrativeState::Ready);
        QCOMPARE(made->table.member(back1)->publicKey, QByteArray(32, 'n'));
        QCOMPARE(made->table.member(back1)->addresses, QStringList{u"127.0.0.9:7700"_s});
        QVERIFY(!made->table.member(back2));
        QVERIFY(made->table.member(MemberName(u"front9.example.net"_s)));
        QCOMPARE(made->table.storages, now.storages);
        QCOMPARE(made->table.removed, now.removed);
        QCOMPARE(made->table.administrators, old.administrators);
        const QString notes = made->notes.join(u'\n');
        for (const char *word : {"back1", "back2", "front9", "storage back2"})
            QVERIFY2(notes.contains(QLatin1String(word)), qPrintable(notes));
        QVERIFY(refusal(putTableBack(old, old)).contains(u"nothing to put back"));
        ClusterTable nobody = old;
        nobody.administrators.clear();
        QVERIFY(refusal(putTableBack(now, nobody)).contains(u"no administrator"));
    }
};

QTEST_GUILESS_MAIN(TestTableMerge)
#include "tst_tablemerge.moc"
