// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Routes from records and the cluster table: ownership by the table, "no" only from the writer, loops cut.
#include "server/routing/directoryrouter.h"
#include "tests/support/await.h"

#include <QTest>

using namespace homeport;

namespace {

const MemberName front1(QStringLiteral("front1.example.net"));
const MemberName back1(QStringLiteral("back1.example.net"));
const MemberName back2(QStringLiteral("back2.example.net"));

/// A directory with a copy that may lag behind the writer, and either of them away.
class FakeDirectory : public Directory
{
public:
    QHash<Address, Record> copy, writer;
    QSet<QByteArray> domains{"example.org"};
    bool copyIsAway = false, writerIsAway = false;

    Task<Lookup<Record>> find(Address address, Freshness freshness, Deadline) override
    {
        const bool atWriter = freshness == Freshness::Writer;
        if (atWriter ? writerIsAway : copyIsAway)
            co_return Unknown{Error::temporary("away")};
        const QHash<Address, Record> &records = atWriter ? writer : copy;
        if (!records.contains(address))
            co_return Absent{};
        co_return records.value(address);
    }
    Task<Lookup<QByteArray>> findDomain(QByteArray domain, Freshness freshness, Deadline) override
    {
        if (freshness == Freshness::Writer ? writerIsAway : copyIsAway)
            co_return Unknown{Error::temporary("away")};
        if (!domains.contains(domain))
            co_return Absent{};
        co_return domain;
    }
    Task<Result<PasswordVerdict>> verifyPassword(AccountRecord, Secret, Deadline) override
    {
        co_return PasswordVerdict::Wrong;
    }
    void forget(const Address &) override { }
};

class FakeCluster : public ClusterView
{
public:
    ClusterTable rows;
    MemberName self() const override { return front1; }
    TablePointer table() const override { return std::make_shared<const ClusterTable>(rows); }
    TableRevision revision() const override { return {}; }
    bool isUp(const MemberName &) const override { return true; }
    bool isServed(const StorageId &) const override { return true; }
};

} // namespace

class DirectoryRouterTest : public QObject
{
    Q_OBJECT

    FakeDirectory m_directory;
    FakeCluster m_cluster;
    StorageId m_storage1, m_storage2;

    DirectoryRouter router() { return DirectoryRouter({m_directory, m_cluster, "example.org"}); }
    AccountRecord add(
        const QByteArray &name, const MemberName &host, const QByteArray &domain = "example.org")
    {
        AccountRecord record;
        record.address = {name, domain};
        record.id = AccountId::random();
        record.hostServer = host;
        put(record.address, record);
        return record;
    }
    void put(const Address &address, const Record &record)
    {
        m_directory.copy.insert(address, record);
        m_directory.writer.insert(address, record);
    }
    void redirect(const QByteArray &name, const QList<Address> &targets)
    {
        put({name, "example.org"}, RedirectRecord{{}, {name, "example.org"}, targets});
    }
    Route route(const Address &address, Freshness freshness = Freshness::AnyAge)
    {
        return resultOf(router().route(address, freshness, Deadline(10s)));
    }
    Resolution resolve(const QByteArray &name)
    {
        return resultOf(router().resolve({name, "example.org"}, Freshness::AnyAge, Deadline(10s)));
    }

private Q_SLOTS:
    void init()
    {
        m_directory.copy.clear();
        m_directory.writer.clear();
        m_directory.copyIsAway = m_directory.writerIsAway = false;
        m_storage1 = StorageId::random();
        m_storage2 = StorageId::random();
        m_cluster.rows = {};
        for (const MemberName &name : {front1, back1, back2}) {
            Member member;
            member.name = name;
            m_cluster.rows.members.append(member);
        }
        m_cluster.rows.storages.append(
            {m_storage1, QStringLiteral("back1"), back1, back1, 1, StorageState::Served, true});
        m_cluster.rows.storages.append(
            {m_storage2, QStringLiteral("back2"), back2, back2, 1, StorageState::Served, true});
    }

    void the_table_owns_not_the_record()
    {
        const AccountRecord ann = add("ann", back1);
        const AccountPlace before = std::get<MemberRoute>(route({"Ann", "EXAMPLE.org"})).place;
        QCOMPARE(before.owner, back1);
        QCOMPARE(before.storage, m_storage1);
        QVERIFY(before.account == ann);
        m_cluster.rows.storages[0].owner = back2; // a stand-in; the record still says back1
        m_cluster.rows.storages[0].epoch = 2;
        const AccountPlace after = std::get<MemberRoute>(route({"ann", "example.org"})).place;
        QCOMPARE(after.owner, back2);
        QCOMPARE(after.epoch, quint64(2));
        m_cluster.rows.storages[0].owner = front1;
        QVERIFY(std::holds_alternative<HereRoute>(route({"ann", "example.org"})));
    }

    void a_record_without_a_place_waits()
    {
        add("ann", MemberName(QStringLiteral("gone.example.net")));
        add("bob", front1); // a member without a storage
        AccountRecord eve = add("eve", back1);
        eve.storage = StorageId::random();
        put(eve.address, eve);
        for (const char *name : {"ann", "bob", "eve"})
            QVERIFY(std::holds_alternative<UnknownRoute>(route({name, "example.org"})));
    }

    void no_is_said_only_by_the_writer()
    {
        QVERIFY(std::holds_alternative<NoSuchAccountRoute>(route({"ann", "example.org"})));
        m_directory.writerIsAway = true;
        QVERIFY(std::holds_alternative<UnknownRoute>(route({"ann", "example.org"})));
        QVERIFY(std::holds_alternative<UnknownRoute>(route({"ann", "example.com"})));
        m_directory.writerIsAway = false;
        add("ann", back1);
        m_directory.copy.clear(); // a copy that lags behind
        QVERIFY(std::holds_alternative<MemberRoute>(route({"ann", "example.org"})));
        m_directory.copyIsAway = true;
        QVERIFY(std::holds_alternative<UnknownRoute>(route({"ann", "example.org"})));
    }

    void other_domains_member_names_and_postmaster()
    {
        QCOMPARE(std::get<RemoteRoute>(route({"ann", "Example.COM"})).domain, QByteArray("example.com"));
        QVERIFY(std::holds_alternative<RemoteRoute>(route({"ann", "[127.0.0.1]"})));
        QVERIFY(std::holds_alternative<NoSuchAccountRoute>(route({"ann", "back1.example.net"})));
        add("ann", back1, "back1.example.net");
        QVERIFY(std::holds_alternative<MemberRoute>(route({"ann", "back1.example.net"})));
        add("postmaster", back1);
        QVERIFY(std::holds_alternative<MemberRoute>(route({"Postmaster", ""})));
    }

    void redirections_are_followed_once_each()
    {
        add("ann", back1);
        add("bob", back2);
        redirect("sales",
            {{"ann", "example.org"}, {"team", "example.org"}, {"Eve", "example.com"}, {"no", "example.org"}});
        redirect("team",
            {{"bob", "example.org"}, {"sales", "example.org"}, {"ANN", "example.org"},
                {"Eve", "example.com"}});
        const Resolution all = resolve("sales");
        QCOMPARE(all.accounts.size(), 2);
        QCOMPARE(all.remote, (QList<Address>{{"Eve", "example.com"}}));
        QCOMPARE(all.missing, (QList<Address>{{"no", "example.org"}}));
        QVERIFY(!all.unknown);
        redirect("loop", {{"loop2", "example.org"}});
        redirect("loop2", {{"loop", "example.org"}});
        QVERIFY(resolve("loop").isNobody());
        QVERIFY(resolve("nobody").isNobody());
        QCOMPARE(resolve("nobody").missing.size(), 1);
    }

    void expansion_is_bounded()
    {
        add("ann", back1);
        for (int i = 0; i < 12; ++i)
            redirect("deep" + QByteArray::number(i), {{"deep" + QByteArray::number(i + 1), "example.org"}});
        QVERIFY(resolve("deep0").unknown.has_value());
        QList<Address> many;
        for (int i = 0; i < 1100; ++i)
            many.append({"u" + QByteArray::number(i), "example.com"});
        redirect("wide", many);
        QVERIFY(resolve("wide").unknown.has_value());
        QVERIFY(resolve("wide").remote.size() <= DirectoryRouter::targetLimit);
    }

    void each_step_is_explained()
    {
        add("ann", back1);
        redirect("sales", {{"ann", "example.org"}});
        const RouteExplanation told = resultOf(router().explain({"sales", "example.org"}, Deadline(10s)));
        QStringList steps;
        for (const RouteStep &step : told.steps)
            steps.append(QStringLiteral("%1: %2").arg(step.step, step.text));
        const QString text = steps.join(u'\n');
        QVERIFY2(text.contains(u"alias: sales@example.org leads to ann@example.org")
                && text.contains(u"owner: back1") && text.contains(u"address: "),
            qPrintable(text));
        QVERIFY2(told.mail.startsWith(u"250"), qPrintable(told.mail));
        const RouteExplanation none = resultOf(router().explain({"nobody", "example.org"}, Deadline(10s)));
        QVERIFY2(none.mail.startsWith(u"550"), qPrintable(none.mail));
        m_directory.writerIsAway = m_directory.copyIsAway = true;
        const RouteExplanation away = resultOf(router().explain({"new", "example.org"}, Deadline(10s)));
        QVERIFY2(away.mail.startsWith(u"451") && away.login.contains(u"UNAVAILABLE"), qPrintable(away.mail));
    }
};

QTEST_GUILESS_MAIN(DirectoryRouterTest)
#include "tst_directoryrouter.moc"
