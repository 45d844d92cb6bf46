// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Import and reconcile against a directory, a store and members in memory.
#include "server/admin/importentry.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QJsonObject row(int line, const QString &address, QJsonObject more = {})
{
    more.insert(u"line"_s, line);
    more.insert(u"address"_s, address);
    return more;
}

QString clear() { return u"password"_s; }

/// back2 makes folders like a real one and remembers their ids.
struct BulkRig : AdminRig
{
    BulkRig()
    {
        remote = [this](const MemberName &, const QString &what, const QJsonObject &arguments) {
            return answerOfBack2(what, arguments);
        };
    }
    Result<QJsonObject> answerOfBack2(const QString &what, const QJsonObject &arguments)
    {
        asked.append(what);
        if (what == u"account.present") {
            QJsonArray present;
            for (const QJsonValue &address : arguments[u"addresses"_s].toArray())
                present.append(left.contains(address.toString()));
            return QJsonObject{{u"present"_s, present}};
        }
        if (what == u"account.usage")
            return QJsonObject{
                {u"storages"_s, QJsonArray{QJsonObject{{u"id"_s, two.text()}, {u"accounts"_s, 3}}}}};
        if (what == u"account.createMany") {
            QJsonArray made;
            for (const QJsonValue &account : arguments[u"accounts"_s].toArray()) {
                const QString address = account[u"address"_s].toString();
                if (address == u"taken@example.org") {
                    made.append(QJsonObject{{u"error"_s, u"another id"_s}, {u"temporary"_s, false}});
                    continue;
                }
                const QString id = left.value(address, account[u"id"_s].toString());
                made.append(QJsonObject{{u"id"_s, id}});
            }
            return QJsonObject{{u"folders"_s, made}};
        }
        if (what == u"account.inventory")
            return QJsonObject{{u"folders"_s, inventoryOfBack2}, {u"next"_s, QString()}};
        done.append(what + u' ' + arguments[u"address"_s].toString());
        return QJsonObject{};
    }
    QJsonObject import(const QJsonArray &entries, QJsonObject options = {})
    {
        options.insert(u"entries"_s, entries);
        const AdminAnswer answer = call(u"account.import"_s, options);
        if (answer.status != 200)
            return {{u"status"_s, answer.status}, {u"error"_s, answer.body[u"error"_s]}};
        return answer.body;
    }
    /// "added equal redirects", then a line for each problem.
    QStringList said(const QJsonArray &entries, const QJsonObject &options = {})
    {
        const QJsonObject answer = import(entries, options);
        if (answer.contains(u"error"_s))
            return {answer[u"error"_s].toString()};
        QStringList out{u"%1 %2 %3"_s.arg(answer[u"added"_s].toInteger())
                            .arg(answer[u"equal"_s].toInteger())
                            .arg(answer[u"redirects"_s].toInteger())};
        for (const QJsonValue &problem : answer[u"problems"_s].toArray())
            out.append(u"%1 %2 %3 %4"_s.arg(problem[u"line"_s].toInteger())
                           .arg(problem[u"kind"_s].toString(), problem[u"field"_s].toString(),
                               problem[u"text"_s].toString().section(u' ', 0, 2)));
        return out;
    }
    static FoundFolder folder(const QByteArray &address, const AccountId &id)
    {
        return {address, id, {}, 1000};
    }
    QJsonObject reconcile(const QJsonObject &options = {})
    {
        return call(u"account.reconcile"_s, options).body;
    }
    QStringList found(const QJsonObject &options = {})
    {
        QStringList out;
        const QJsonArray findings = reconcile(options)[u"findings"_s].toArray();
        for (const QJsonValue &finding : findings)
            out.append(u"%1 %2 %3%4"_s.arg(finding[u"kind"_s].toString(), finding[u"address"_s].toString(),
                finding[u"storage"_s].toString(), finding[u"mended"_s].toBool() ? u" mended"_s : QString()));
        out.sort();
        return out;
    }

    QStringList asked, done;
    QHash<QString, QString> left; ///< ids of empty folders that an interrupted import left
    QJsonArray inventoryOfBack2;
};

} // namespace

class TestBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreChecked_data()
    {
        QTest::addColumn<QJsonObject>("row");
        QTest::addColumn<QString>("problem");
        const auto add = [](const char *name, const QJsonObject &json, const QString &problem) {
            QTest::newRow(name) << json << problem;
        };
        const QString ann = u"Ann@Example.org"_s;
        add("bare", row(1, ann), QString());
        add("whole",
            row(1, ann,
                {{u"passwordHash"_s, u"{ssha512}abc="_s}, {u"quota"_s, u"2G"_s}, {u"enabled"_s, u"No"_s},
                    {u"host"_s, u"back1"_s}, {u"aliases"_s, QJsonArray{u"a@example.org"_s}}}),
            QString());
        add("no address", row(1, QString()), u"address missing: expected name@domain"_s);
        add("address", row(1, u"ann"_s), u"address no mail address: expected name@domain"_s);
        add("literal", row(1, u"ann@[127.0.0.1]"_s), u"address no mail address: expected name@domain"_s);
        add("path", row(1, u"../x@example.org"_s), u"address"_s);
        add("clear as hash", row(1, ann, {{u"passwordHash"_s, u"sesame"_s}}),
            u"passwordHash a clear text, or"_s);
        add("crypt", row(1, ann, {{u"passwordHash"_s, u"$6$abc"_s}}), u"passwordHash a crypt(3) hash"_s);
        add("scheme", row(1, ann, {{u"passwordHash"_s, u"{CLEARTEXT}sesame"_s}}),
            u"passwordHash unknown scheme"_s);
        add("empty hash", row(1, ann, {{u"passwordHash"_s, u"{SSHA}"_s}}), u"passwordHash nothing behind"_s);
        add("bytes in hash", row(1, ann, {{u"passwordHash"_s, u"{SSHA}a\nb"_s}}),
            u"passwordHash expected printable"_s);
        add("hash as clear", row(1, ann, {{u"password"_s, u"{SSHA}abc"_s}}), u"password a hash where"_s);
        add("two", row(1, ann, {{u"passwordHash"_s, u"{SSHA}abc"_s}, {u"password"_s, u"x"_s}}),
            u"passwordHash password is given"_s);
        add("quota", row(1, ann, {{u"quota"_s, u"lots"_s}}), u"quota no size"_s);
        add("quota too large", row(1, ann, {{u"quota"_s, u"99999999T"_s}}), u"quota no size"_s);
        add("enabled", row(1, ann, {{u"enabled"_s, u"perhaps"_s}}), u"enabled expected yes or no"_s);
        add("type", row(1, ann, {{u"quota"_s, 5}}), u"quota expected a text"_s);
        add("field", row(1, ann, {{u"qouta"_s, u"5"_s}}),
            u"qouta no field of an account: did you mean quota?"_s);
        add("alias", row(1, ann, {{u"aliases"_s, QJsonArray{u"a b@example.org"_s}}}),
            u"aliases no mail address"_s);
        add("target", row(1, ann, {{u"targets"_s, QJsonArray{u"x@y.example"_s}}}), QString());
        add("loop", row(1, ann, {{u"targets"_s, QJsonArray{ann}}}), u"targets the address itself"_s);
        add("alias with password",
            row(1, ann, {{u"targets"_s, QJsonArray{u"x@y.example"_s}}, {u"password"_s, u"x"_s}}),
            u"targets a row with targets"_s);
    }

    void valuesAreChecked()
    {
        QFETCH(QJsonObject, row);
        QFETCH(QString, problem);
        const auto entry = importEntryFrom(row);
        const QString said = entry ? QString() : entry.error().field + u' ' + entry.error().text;
        QVERIFY2(problem.isEmpty() ? said.isEmpty() : said.startsWith(problem), qPrintable(said));
        if (!entry)
            QVERIFY2(
                !toJson(entry.error())[u"value"_s].toString().contains(u"sesame"_s), "a password is shown");
    }

    void newAccountsGetFolderAndRecordOnce()
    {
        BulkRig rig;
        const QJsonArray rows{row(2, u"ann@example.org"_s,
                                  {{u"password"_s, clear()}, {u"host"_s, u"back1"_s},
                                      {u"aliases"_s, QJsonArray{u"a@example.org"_s}}}),
            row(3, u"Bob@example.org"_s,
                {{u"passwordHash"_s, u"{SSHA}x"_s}, {u"storage"_s, u"s2"_s}, {u"quota"_s, u"1G"_s}}),
            row(4, u"team@example.org"_s,
                {{u"targets"_s, QJsonArray{u"ann@example.org"_s, u"x@y.example"_s}}})};
        QCOMPARE(rig.said(rows), QStringList{u"2 0 2"_s});
        QCOMPARE(rig.store.folders, QList<QByteArray>{"+ann@example.org"});
        QCOMPARE(rig.directory.account("ann").hostServer.text, rig.back1);
        QCOMPARE(rig.directory.account("bob").storage, std::optional(rig.two));
        QCOMPARE(rig.directory.account("bob").quotaBytes, qint64(1) << 30);
        QCOMPARE(rig.directory.passwords["bob@example.org"], QByteArray("{SSHA}x"));
        QCOMPARE(rig.said(rows), (QStringList{u"0 3 0"_s})); // again: all equal
        QCOMPARE(rig.store.folders.size(), 1);
        QVERIFY(!rig.audit().contains("{SSHA}"));
        QVERIFY(!rig.audit().contains("password"));
        QVERIFY(rig.audit().contains("(3 objects)"));
    }

    void dryRunChangesNothing()
    {
        BulkRig rig;
        const QJsonArray rows{row(2, u"ann@example.org"_s), row(3, u"ann@new.example"_s),
            row(4, u"a@example.org"_s, {{u"targets"_s, QJsonArray{u"x@y.example"_s}}})};
        QCOMPARE(rig.said(rows, {{u"dryRun"_s, true}, {u"createDomains"_s, true}}), QStringList{u"2 0 1"_s});
        QVERIFY(rig.directory.records.isEmpty());
        QVERIFY(rig.store.folders.isEmpty());
        QCOMPARE(rig.directory.domains.size(), 1);
    }

    void whatDiffersIsToldAndStays()
    {
        BulkRig rig;
        rig.directory.add("ann", rig.back1, rig.one);
        rig.directory.records.insert(
            "team@example.org", RedirectRecord{{}, {"team", "example.org"}, {{"x", "y.example"}}});
        const QJsonArray rows{row(1, u"ann@example.org"_s,
                                  {{u"quota"_s, u"5"_s}, {u"enabled"_s, u"no"_s}, {u"host"_s, u"back2"_s}}),
            row(2, u"team@example.org"_s),
            row(3, u"bob@example.org"_s,
                {{u"aliases"_s, QJsonArray{u"team@example.org"_s, u"ann@example.org"_s}}})};
        QCOMPARE(rig.said(rows),
            (QStringList{u"1 0 0"_s, u"1 different storage the directory has"_s,
                u"1 different quota the directory has"_s, u"1 different enabled the directory has"_s,
                u"2 different address the directory has"_s, u"3 different aliases the directory has"_s,
                u"3 different aliases the directory has"_s}));
        QCOMPARE(rig.directory.account("ann").quotaBytes, 0);
    }

    void refusedRowsDoNotStopOthers()
    {
        BulkRig rig;
        rig.refused = {"carl@example.org"};
        rig.cluster.inForce.storages[1].owner = MemberName(rig.back1); // s2 is with a stand-in
        const QJsonArray rows{row(1, u"ann@elsewhere.example"_s), row(2, u"ann@example.org"_s),
            row(3, u"ann@example.org"_s), row(4, u"bob@example.org"_s, {{u"host"_s, u"back9"_s}}),
            row(5, u"carl@example.org"_s), row(6, u"dora@example.org"_s, {{u"storage"_s, u"s2"_s}})};
        QCOMPARE(rig.said(rows),
            (QStringList{u"1 0 0"_s, u"1 refused address elsewhere.example is none"_s,
                u"3 refused address the second time"_s, u"4 refused host host: \"back9\" is"_s,
                u"5 refused address objection"_s, u"6 refused storage host: storage s2"_s}));
        QCOMPARE(rig.store.folders,
            (QList<QByteArray>{"+ann@example.org", "+carl@example.org", "-carl@example.org"}));
    }

    void accountsSpreadToTheEmptier()
    {
        BulkRig rig; // back2 has three, back1 none
        StorageView view;
        view.id = rig.one;
        rig.store.views = {view};
        QJsonArray rows;
        for (int i = 0; i < 5; ++i)
            rows.append(row(i + 1, u"user%1@example.org"_s.arg(i), {{u"host"_s, u"old.example"_s}}));
        QCOMPARE(rig.said(rows, {{u"spread"_s, true}}), QStringList{u"5 0 0"_s});
        QCOMPARE(rig.store.folders.size(), 4);
        QCOMPARE(rig.said(rows, {{u"spread"_s, true}, {u"host"_s, u"back1"_s}}),
            QStringList{u"spread: cannot be combined with host or storage"_s});
    }

    void interruptedAttemptsGoOn()
    {
        BulkRig rig;
        rig.left.insert(u"bob@example.org"_s, u"00000000000000000000000000000abc"_s);
        const QJsonArray rows{row(1, u"bob@example.org"_s), row(2, u"taken@example.org"_s)};
        rig.directory.addFails = FakeDirectory::away();
        QVERIFY(rig.said(rows, {{u"host"_s, u"back2"_s}}).first().contains(u"away"_s));
        rig.directory.addFails.reset();
        QCOMPARE(rig.said(rows, {{u"host"_s, u"back2"_s}}),
            (QStringList{u"1 0 0"_s, u"2 refused storage its folder was"_s}));
        QCOMPARE(rig.directory.account("bob").id.text(), u"00000000000000000000000000000abc"_s);
        rig.store.leftFolders = {"eve@example.org", "fred@example.org", "gus@example.org"};
        QCOMPARE(rig.said({row(1, u"eve@example.org"_s), row(2, u"fred@example.org"_s),
                     row(3, u"gus@example.org"_s)}),
            QStringList{u"3 0 0"_s});
        QCOMPARE(
            rig.directory.account("gus").hostServer.text, rig.back1); // a folder was there, on the fuller one
        rig.cluster.up.remove(rig.back2);
        QCOMPARE(rig.said({row(1, u"carl@example.org"_s)}, {{u"host"_s, u"back2"_s}}),
            (QStringList{u"0 0 0"_s, u"1 failed storage its folder was"_s}));
        rig.directory.isAway = true;
        QVERIFY(rig.said({row(1, u"carl@example.org"_s)}).first().contains(u"away"_s));
    }

    void onlyAdministratorsMakeDomains()
    {
        BulkRig rig;
        const QJsonObject arguments{
            {u"entries"_s, QJsonArray{row(1, u"ann@new.example"_s)}}, {u"createDomains"_s, true}};
        QCOMPARE(rig.call(u"account.import"_s, arguments, RequestId::random(),
                        AdminRig::caller(AdministratorRole::Operator))
                     .status,
            403);
        QCOMPARE(rig.call(u"account.import"_s, arguments).status, 200);
        QVERIFY(rig.directory.domains.contains("new.example"));
    }

    void eachKindOfFindingIsFound()
    {
        BulkRig rig;
        rig.damaged = {"uid=x,cn=example.org: broken"};
        for (const char *name : {"good", "missing", "other", "moved", "twice", "stale", "lost"})
            rig.directory.add(name, rig.back1, rig.one);
        rig.directory.account("stale").hostServer = MemberName(rig.back2);
        rig.directory.account("lost").storage = StorageId::random();
        rig.directory.add("twin", rig.back1, rig.one);
        rig.directory.account("twin").id = rig.directory.account("good").id;
        const auto id = [&rig](const QByteArray &name) { return rig.directory.account(name).id; };
        for (const char *name : {"good", "twice", "stale", "twin"})
            rig.store.held.folders.append(BulkRig::folder(QByteArray(name) + "@example.org", id(name)));
        rig.store.held.folders.append(BulkRig::folder("other@example.org", AccountId::random()));
        rig.store.held.folders.append(BulkRig::folder("orphan@example.org", AccountId::random()));
        rig.store.held.folders.append({"torn@example.org", std::nullopt, u"no id"_s, 0});
        rig.inventoryOfBack2 = {
            QJsonObject{{u"address"_s, u"moved@example.org"_s}, {u"id"_s, id("moved").text()}},
            QJsonObject{{u"address"_s, u"twice@example.org"_s}, {u"id"_s, id("twice").text()}}};
        QCOMPARE(rig.found(),
            (QStringList{u"damaged-folder torn@example.org s1"_s, u"damaged-record  "_s,
                u"id-mismatch other@example.org s1"_s, u"misplaced moved@example.org s1"_s,
                u"no-mailbox missing@example.org s1"_s,
                u"no-storage lost@example.org "_s + rig.directory.account("lost").storage->text(),
                u"orphan orphan@example.org s1"_s, u"orphan torn@example.org s1"_s,
                u"two-places twice@example.org s2"_s, u"two-places twin@example.org s1"_s,
                u"two-records twin@example.org s1"_s, u"wrong-host stale@example.org s1"_s}));
        QVERIFY(rig.store.folders.isEmpty());
        QCOMPARE(rig.directory.swaps, 0);
    }

    void mendsWhatWasAskedFor()
    {
        BulkRig rig;
        for (const char *name : {"missing", "stale"})
            rig.directory.add(name, rig.back1, rig.one);
        rig.directory.account("stale").hostServer = MemberName(rig.back2);
        rig.store.held.folders = {BulkRig::folder("orphan@example.org", AccountId::random()),
            BulkRig::folder("stale@example.org", rig.directory.account("stale").id)};
        rig.store.held.folders.append({"young@example.org", AccountId::random(), {}, 3});
        const QJsonObject all{{u"mend"_s, QJsonArray{u"orphan"_s, u"no-mailbox"_s, u"wrong-host"_s}}};
        QCOMPARE(rig.found(all),
            (QStringList{u"no-mailbox missing@example.org s1 mended"_s,
                u"orphan orphan@example.org s1 mended"_s, u"orphan young@example.org s1"_s,
                u"wrong-host stale@example.org s1 mended"_s}));
        QCOMPARE(QSet<QByteArray>(rig.store.folders.begin(), rig.store.folders.end()),
            (QSet<QByteArray>{"+missing@example.org", "-orphan@example.org"}));
        QCOMPARE(rig.directory.account("stale").hostServer.text, rig.back1);
        QVERIFY(rig.AdminRig::said(u"account.reconcile"_s, {{u"mend"_s, QJsonArray{u"id-mismatch"_s}}})
                    .contains(u"cannot be mended without looking"_s));
        Job job;
        job.state = JobState::Running;
        rig.cluster.inForce.jobs = {job};
        QVERIFY(rig.AdminRig::said(u"account.reconcile"_s, all).startsWith(u"409 conflict mend:"_s));
        QCOMPARE(rig.call(u"account.reconcile"_s).status, 200);
    }

    void aStorageThatIsAwayIsNoReasonForFindings()
    {
        BulkRig rig;
        rig.directory.add("bob", rig.back2, rig.two);
        rig.cluster.up.remove(rig.back2);
        const QJsonObject answer = rig.reconcile({{u"mend"_s, QJsonArray{u"no-mailbox"_s}}});
        QCOMPARE(answer[u"findings"_s].toArray().size(), 0);
        QVERIFY(
            answer[u"warnings"_s].toArray().first().toString().startsWith(u"storage s2 was not looked at"_s));
    }

    void findingsAreCountedBeyondTheLimit()
    {
        BulkRig rig;
        for (int i = 0; i < 20; ++i)
            rig.store.held.folders.append(
                BulkRig::folder("o" + QByteArray::number(i) + "@example.org", AccountId::random()));
        const QJsonObject answer = rig.reconcile({{u"limit"_s, 5}});
        QCOMPARE(answer[u"findings"_s].toArray().size(), 5);
        QCOMPARE(answer[u"counts"_s][u"orphan"_s].toInt(), 20);
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
