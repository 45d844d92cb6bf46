// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// directory.status, copyAdd, copyRemove, promote: what is shown, what is refused, what the table says after.
#include "server/ports/directoryservers.h"
#include "tests/unit/server_admin/adminrig.h"

#include <QTest>

using namespace homeport;

namespace {

const QString writer = QStringLiteral("ldaps://192.0.2.1:7636");
const QString copy = QStringLiteral("ldaps://192.0.2.2:7636");
const QString csn = QStringLiteral("20260101120000.000000Z#000000#001#000000");
const QString newer = QStringLiteral("20260101120007.000000Z#000000#001#000000");

QJsonObject seen(const QString &uri, bool isReachable, const QString &context = csn)
{
    QJsonObject json{{QStringLiteral("uri"), uri}, {QStringLiteral("reachable"), isReachable}};
    if (isReachable)
        json.insert(QStringLiteral("context"), QJsonArray{context});
    else
        json.insert(QStringLiteral("error"), QStringLiteral("refused"));
    return json;
}

/// back1's own; it runs the writer, unless `isAway`.
class FakeServers final : public DirectoryServers
{
public:
    QJsonObject here() const override
    {
        return {{QStringLiteral("uri"), writer}, {QStringLiteral("role"), QStringLiteral("writer")},
            {QStringLiteral("number"), 1}, {QStringLiteral("synchronised"), true}};
    }
    Task<QJsonArray> look(QStringList) override
    {
        co_return QJsonArray{seen(writer, !isAway, newer), seen(copy, true)};
    }
    Task<Result<QString>> prepareCopy(int, Secret) override { co_return writer; }
    Task<Result<QJsonArray>> stepDown() override
    {
        if (isAway)
            co_return fail(Error::temporary("away"));
        steppedDown = true;
        co_return QJsonArray{csn};
    }
    void resume() override { steppedDown = false; }
    Result<Secret> keeperPassword() const override { return Secret("keepers"); }
    bool isAway = false, steppedDown = false;
};

struct Site
{
    AdminRig rig;
    FakeServers servers;
    QString roleAtBack2 = QStringLiteral("copy");
    bool front1Answers = true, front1ReachesWriter = false;
    QJsonObject prepared;
    LocalOperations local;
    std::unique_ptr<AdminService> service;

    Site()
        : local(portsOf(*this))
    {
        rig.service.reset();
        DirectoryRow &row = rig.cluster.inForce.directory;
        row = {writer, {copy}, QStringLiteral("dc=example,dc=org"), true,
            {{writer, MemberName(rig.back1)}, {copy, MemberName(rig.back2)}}};
        rig.cluster.inForce.member(MemberName(rig.back2))->rights.keeper = true;
        rig.cluster.up = {rig.back2, rig.front1};
        rig.members.answer = [this](const MemberName &member, const QString &what,
                                 const QJsonObject &arguments) { return answer(member, what, arguments); };
        KeeperPorts keeper{rig.cluster, rig.directory, rig.jobs,
            [](const MemberName &, const Rights &) -> Result<QString> { return QString(); }};
        AdminPorts ports{rig.cluster, rig.members, local, rig.clock, rig.pool,
            [](int) { return QList<HistoryEntry>(); }, keeper};
        service = std::make_unique<AdminService>(ports, rig.auditPath());
        if (!service->open())
            qFatal("no audit");
    }
    static LocalPorts portsOf(Site &site)
    {
        LocalPorts ports{
            site.rig.cluster, site.rig.queue, site.rig.store, site.rig.router, [] { return MemberStatus(); }};
        ports.directoryServers = &site.servers;
        return ports;
    }
    Result<QJsonObject> answer(const MemberName &member, const QString &what, const QJsonObject &arguments)
    {
        const bool isFront = member.text == rig.front1;
        if (isFront && !front1Answers)
            return fail(Error::temporary("unreachable"));
        if (what == u"directory.prepareCopy") {
            prepared = arguments;
            return QJsonObject{{QStringLiteral("uri"), copy}};
        }
        const bool reaches = !servers.isAway || (isFront && front1ReachesWriter);
        QJsonObject here{{QStringLiteral("role"), QStringLiteral("none")}};
        if (!isFront) {
            const bool isWriter = rig.cluster.inForce.directory.writer == copy;
            here = {{QStringLiteral("uri"), copy},
                {QStringLiteral("role"), isWriter ? QStringLiteral("writer") : roleAtBack2},
                {QStringLiteral("number"), 2}, {QStringLiteral("synchronised"), true}};
        }
        const QStringList wanted = QStringList{arguments[QStringLiteral("servers")][0].toString()};
        QJsonArray looked{seen(writer, reaches, newer), seen(copy, true)};
        if (wanted.first() == copy)
            looked = {seen(copy, true)};
        return QJsonObject{{QStringLiteral("servers"), looked}, {QStringLiteral("here"), here}};
    }
    AdminAnswer call(const QString &what, const QJsonObject &arguments)
    {
        return resultOf(service->call(AdminRig::caller(), what, arguments, RequestId::random()));
    }
    QString said(const QString &what, const QJsonObject &arguments)
    {
        const AdminAnswer answer = call(what, arguments);
        return QString::number(answer.status) + u' ' + answer.body[QStringLiteral("error")].toString();
    }
    const DirectoryRow &row() const { return rig.cluster.inForce.directory; }
};

QJsonObject to(const QString &server) { return {{QStringLiteral("server"), server}}; }

} // namespace

class DirectoryServersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_status_says_who_reaches_what_and_how_far_copies_are_behind()
    {
        Site site;
        const QJsonArray rows =
            site.call(QStringLiteral("directory.status"), {}).body[QStringLiteral("servers")].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0][QStringLiteral("role")].toString(), QStringLiteral("writer"));
        QCOMPARE(rows[0][QStringLiteral("reachedBy")].toArray().size(), 3);
        QCOMPARE(rows[1][QStringLiteral("member")].toString(), site.rig.back2);
        QCOMPARE(rows[1][QStringLiteral("behindSeconds")].toInt(), 7);
    }

    void only_keepers_hold_copies_and_each_server_has_a_number_of_its_own()
    {
        Site site;
        const QString what = QStringLiteral("directory.copyAdd");
        const auto member = [](const QString &name) { return QJsonObject{{QStringLiteral("member"), name}}; };
        QVERIFY2(site.said(what, member(site.rig.front1)).contains(u"is no keeper"),
            qPrintable(site.said(what, member(site.rig.front1))));
        QVERIFY(site.said(what, member(site.rig.back1)).contains(u"runs the writer"));
        QCOMPARE(site.call(QStringLiteral("directory.copyRemove"), member(site.rig.back2)).status, 200);
        QVERIFY(site.row().readers.isEmpty() && !site.row().servers.contains(copy));
        QCOMPARE(site.call(what, member(site.rig.back2)).status, 200);
        QCOMPARE(site.row().readers, QStringList{copy});
        QCOMPARE(site.prepared[QStringLiteral("number")].toInt(), 3); // 1 and 2 are known
        QVERIFY(
            site.said(QStringLiteral("directory.copyRemove"), member(site.rig.back1)).contains(u"promote"));
    }

    void an_orderly_promotion_stops_the_writer_first()
    {
        Site site;
        const AdminAnswer done = site.call(QStringLiteral("directory.promote"), to(site.rig.back2));
        QCOMPARE(done.status, 200);
        QVERIFY(done.body[QStringLiteral("orderly")].toBool());
        QVERIFY(site.servers.steppedDown);
        QCOMPARE(site.row().writer, copy);
        QCOMPARE(site.row().readers, QStringList{writer});
        QVERIFY(
            site.said(QStringLiteral("directory.promote"), to(site.rig.back2)).contains(u"is the writer"));
    }

    void a_lost_writer_must_be_lost_for_all()
    {
        Site site;
        const QString what = QStringLiteral("directory.promote");
        site.servers.isAway = true;
        site.front1ReachesWriter = true;
        QVERIFY(site.said(what, to(site.rig.back2)).contains(u"front1.example.net still reaches"));
        site.front1Answers = false;
        QVERIFY(site.said(what, to(site.rig.back2)).contains(u"front1.example.net cannot be asked"));
        QCOMPARE(site.row().writer, writer);
        QJsonObject named = to(site.rig.back2);
        named.insert(QStringLiteral("without"), QJsonArray{site.rig.front1});
        QCOMPARE(site.call(what, named).status, 200);
        QCOMPARE(site.row().writer, copy);

        Site stated;
        stated.servers.isAway = true;
        stated.front1ReachesWriter = true;
        QJsonObject down = to(stated.rig.back2);
        down.insert(QStringLiteral("down"), QStringLiteral("the plug is in my hand"));
        QCOMPARE(stated.call(what, down).status, 200);
        QVERIFY(stated.rig.cluster.comments.last().contains(u"the plug is in my hand"));
        QVERIFY(stated.rig.audit().contains("the plug is in my hand"));
    }

    void what_is_no_whole_copy_is_not_promoted()
    {
        Site site;
        site.roleAtBack2 = QStringLiteral("none");
        QVERIFY(
            site.said(QStringLiteral("directory.promote"), to(site.rig.back2)).contains(u"not a whole copy"));
        QVERIFY(
            site.said(QStringLiteral("directory.promote"), to(site.rig.front1)).contains(u"holds no copy"));
        QVERIFY(site.said(QStringLiteral("directory.promote"), to(QStringLiteral("ldaps://ldap.example.net")))
                    .contains(u"reached by no member"));
        QVERIFY(!site.servers.steppedDown);
    }
};

QTEST_GUILESS_MAIN(DirectoryServersTest)
#include "tst_directoryservers.moc"
