// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Two keepers among three frontends and three backends, their storages, some thousand accounts, mail on its
// way.
#include "console/demo/demopopulation.h"

#include "console/demo/democontrol.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qint64 gigabyte = 1'000'000'000;
constexpr int elsewhere = 37; ///< messages that wait for other people's servers
constexpr qint64 waitingPerMinute = 900; ///< while a backend is lost

QString fullName(const QString &label) { return label + u".example.net"_s; }

const QStringList &firstNames()
{
    static const QStringList names{u"ada"_s, u"amira"_s, u"anton"_s, u"bea"_s, u"boris"_s, u"carla"_s,
        u"chen"_s, u"dana"_s, u"david"_s, u"elif"_s, u"emil"_s, u"fatima"_s, u"felix"_s, u"greta"_s,
        u"hugo"_s, u"ines"_s, u"ivan"_s, u"jana"_s, u"jonas"_s, u"karim"_s, u"kira"_s, u"lena"_s, u"leo"_s,
        u"mara"_s, u"milan"_s, u"nadia"_s, u"noah"_s, u"olga"_s, u"oskar"_s, u"paula"_s, u"pavel"_s,
        u"quinn"_s, u"rosa"_s, u"ruben"_s, u"sara"_s, u"simon"_s, u"tara"_s, u"theo"_s, u"uma"_s, u"vera"_s,
        u"viktor"_s, u"wanda"_s, u"xenia"_s, u"yara"_s, u"yusuf"_s, u"zoe"_s};
    return names;
}

const QStringList &lastNames()
{
    static const QStringList names{u"adler"_s, u"almeida"_s, u"bauer"_s, u"berg"_s, u"bianchi"_s, u"castro"_s,
        u"cohen"_s, u"dahl"_s, u"diaz"_s, u"duval"_s, u"eriksen"_s, u"fischer"_s, u"fonseca"_s, u"garcia"_s,
        u"haas"_s, u"hansen"_s, u"ivanova"_s, u"jansen"_s, u"kaya"_s, u"keller"_s, u"kim"_s, u"kowalski"_s,
        u"lang"_s, u"larsen"_s, u"lindqvist"_s, u"lopez"_s, u"maier"_s, u"martin"_s, u"moreau"_s, u"nguyen"_s,
        u"novak"_s, u"okafor"_s, u"olsen"_s, u"park"_s, u"petrov"_s, u"rossi"_s, u"santos"_s, u"sato"_s,
        u"schmidt"_s, u"silva"_s, u"singh"_s, u"smith"_s, u"svensson"_s, u"tanaka"_s, u"toth"_s, u"vogel"_s,
        u"walker"_s, u"weber"_s, u"wood"_s, u"yilmaz"_s};
    return names;
}

} // namespace

void DemoPopulation::fill()
{
    addMachine(u"front1"_s, 41, 204, 2100);
    addMachine(u"front2"_s, 41, 204, 1980);
    addMachine(u"front3"_s, 12, 9, 1930); // its certificate is nearly over
    addMachine(u"back1"_s, 41, 204, 1760);
    addMachine(u"back2"_s, 41, 204, 1720);
    addMachine(u"back3"_s, 38, 207, 1640);
    makeTable();
    makeAccounts();
    makeMail();
    makeSessions();
    makeAudit();
    if (m_world.options.isDiverged)
        diverge();
}

void DemoPopulation::addMachine(const QString &label, int daysUp, int certificateDays, double perMinute)
{
    DemoMachine machine;
    machine.name = MemberName(fullName(label));
    machine.changedMs = m_world.m_startMs - daysUp * dayMs;
    machine.certificateDays = certificateDays;
    machine.usualPerMinute = perMinute;
    machine.perMinute = perMinute;
    m_world.machines.append(machine);
}

Result<QJsonObject> DemoPopulation::changeAt(int daysAgo, const QString &who,
    const std::function<Result<>(ClusterTable &)> &change, const QString &comment)
{
    // minutes apart, so that the history has an order
    m_world.m_nowMs = m_world.m_startMs - daysAgo * dayMs + qint64(m_world.table.number) * 187'000;
    const DemoCaller caller{who, who == u"local"_s ? u"local user 0"_s : u"192.0.2.40"_s};
    Result<QJsonObject> done = m_world.change(change, caller, comment);
    m_world.m_nowMs = m_world.m_startMs;
    return done;
}

void DemoPopulation::makeMember(const QString &label, int number, const Rights &rights, int daysAgo)
{
    Member member;
    member.name = MemberName(fullName(label));
    member.addresses = {u"192.0.2.%1:7700"_s.arg(number)};
    if (rights.keeper)
        member.adminAddresses = {u"192.0.2.%1:7800"_s.arg(number)};
    member.rights = rights;
    member.publicKey = demoDigest(u"key of "_s + label);
    changeAt(
        daysAgo, daysAgo > 50 ? u"local"_s : u"ann"_s,
        [&member](ClusterTable &table) -> Result<> {
            table.members.append(member);
            return {};
        },
        u"%1 joined"_s.arg(member.name.text));
}

void DemoPopulation::makeStorage(const QString &name, const QString &home, qint64 freeGigabytes, int daysAgo)
{
    Storage storage;
    storage.id = demoId<StorageId>(u"storage "_s + name);
    storage.name = name;
    storage.home = MemberName(fullName(home));
    storage.owner = storage.home;
    storage.isDefault = name == home;
    changeAt(
        daysAgo, u"ann"_s,
        [&storage](ClusterTable &table) -> Result<> {
            table.storages.append(storage);
            return {};
        },
        u"create storage "_s + name);
    DemoDisk disk;
    disk.storage = storage.id;
    disk.path = u"/srv/mail/"_s + name;
    disk.servedBy = storage.owner;
    disk.labelOwner = storage.owner;
    disk.freeBytes = freeGigabytes * gigabyte;
    m_world.disks.append(disk);
}

void DemoPopulation::makeTable()
{
    changeAt(
        63, u"local"_s,
        [](ClusterTable &table) -> Result<> {
            table.cluster = demoId<ClusterId>(u"cluster"_s);
            table.administrators = {{u"ann"_s, AdministratorRole::Administrator, "-"},
                {u"bob"_s, AdministratorRole::Administrator, "-"},
                {u"desk"_s, AdministratorRole::Operator, "-"}, {u"watch"_s, AdministratorRole::Viewer, "-"}};
            table.directory.writer = u"ldaps://front1.example.net:7636"_s;
            table.directory.readers = {u"ldaps://back1.example.net:7636"_s};
            table.directory.base = u"dc=example,dc=net"_s;
            table.directory.managed = true;
            table.directory.servers = {
                {u"ldaps://front1.example.net:7636"_s, MemberName(fullName(u"front1"_s))},
                {u"ldaps://back1.example.net:7636"_s, MemberName(fullName(u"back1"_s))}};
            return {};
        },
        u"a new cluster"_s);
    makeMember(u"front1"_s, 11, {true, false, true}, 63);
    makeMember(u"front2"_s, 12, {true, false, false}, 63);
    makeMember(u"back1"_s, 21, {true, true, true}, 63);
    makeMember(u"back2"_s, 22, {true, true, false}, 63);
    makeStorage(u"back1"_s, u"back1"_s, 912, 63);
    makeStorage(u"back2"_s, u"back2"_s, 431, 63);
    makeStorage(u"archive2"_s, u"back2"_s, 2380, 61);
    makeMember(u"back3"_s, 23, {true, true, false}, 38);
    makeStorage(u"back3"_s, u"back3"_s, 1207, 38);
    makeMember(u"front3"_s, 13, {true, false, false}, 12);
}

void DemoPopulation::makeAccounts()
{
    m_world.domains = {u"example.com"_s, u"example.org"_s, u"lists.example.org"_s};
    const QStringList storages{u"back1"_s, u"back2"_s, u"back3"_s, u"archive2"_s};
    int number = 0;
    for (const QString &last : lastNames()) {
        for (const QString &first : firstNames()) {
            ++number;
            DemoAccount account;
            const QString domain = number % 5 < 3 ? u"example.org"_s : u"example.com"_s;
            account.address = u"%1.%2@%3"_s.arg(first, last, domain);
            account.id = demoId<AccountId>(account.address);
            const quint8 draw = quint8(demoDigest(account.address).at(0));
            const QString storage = storages[draw < 84 ? 0 : draw < 158 ? 1 : draw < 242 ? 2 : 3];
            const Storage *const row = m_world.table.storageByName(storage);
            account.storage = row->id;
            account.host = row->owner;
            account.isEnabled = draw != 77;
            account.quotaBytes = draw % 4 == 0 ? 0 : (qint64(1) << 30) * (1 + draw % 8);
            account.changed =
                DemoWorld::timeAt(m_world.m_startMs - (1 + number % 57) * dayMs - number * 1000);
            m_world.accounts.insert(account.address, account);
        }
    }
    m_world.aliases = {{u"postmaster@example.org"_s, {u"ada.adler@example.org"_s}},
        {u"postmaster@example.com"_s, {u"ada.adler@example.org"_s}},
        {u"info@example.org"_s, {u"lena.adler@example.org"_s, u"milan.adler@example.com"_s}},
        {u"sales@example.com"_s, {u"boris.adler@example.com"_s}},
        {u"team@lists.example.org"_s,
            {u"ada.adler@example.org"_s, u"boris.adler@example.com"_s, u"lena.adler@example.org"_s}}};
}

void DemoPopulation::makeMail()
{
    static const QStringList people{u"registrar@university.example"_s, u"orders@shop.example"_s,
        u"kontakt@verein.example"_s, u"press@paper.example"_s};
    for (int i = 0; i < elsewhere; ++i) {
        const MemberName frontend(fullName(u"front%1"_s.arg(1 + i % 3)));
        const qint64 minutes = 3 + (i * i) % 210;
        const QDateTime received = DemoWorld::timeAt(m_world.m_startMs - minutes * 60'000);
        m_world.accept(frontend, people[i * i % people.size()], received);
    }
}

void DemoPopulation::makeSessions()
{
    m_world.m_mailboxes = m_world.accounts.keys();
    for (int i = 0; i < 420; ++i) {
        m_world.m_nowMs = m_world.m_startMs - qint64(m_world.below(9 * 3600)) * 1000;
        m_world.startSession();
    }
    m_world.m_nowMs = m_world.m_startMs;
}

void DemoPopulation::failInThePast()
{
    const qint64 agoMs = m_world.options.hasFailedFor.count();
    m_world.m_hasFailed = true;
    m_world.m_nowMs = m_world.m_startMs - agoMs;
    m_world.lose(MemberName(fullName(u"back2"_s)));
    QStringList theirs;
    for (const DemoAccount &account : std::as_const(m_world.accounts)) {
        if (!m_world.isServed(account.storage))
            theirs.append(account.address);
    }
    const qint64 messages = agoMs * waitingPerMinute / 60'000;
    for (qint64 i = 0; i < messages; ++i) {
        const QDateTime received = DemoWorld::timeAt(m_world.m_startMs - agoMs + i * agoMs / messages);
        m_world.accept(MemberName(fullName(u"front%1"_s.arg(1 + m_world.below(3)))),
            theirs[m_world.below(quint32(theirs.size()))], received);
    }
    m_world.m_nowMs = m_world.m_startMs;
}

/// What back3 made of the table while it saw nobody.
void DemoPopulation::diverge()
{
    ClusterTable theirs = m_world.table;
    theirs.number += 1;
    theirs.parents = {m_world.revision.hash};
    theirs.author = u"bob@back1.example.net from 192.0.2.44"_s;
    theirs.time = DemoWorld::timeAt(m_world.m_startMs - 2 * 3600'000);
    theirs.comment = u"set member front2.example.net"_s;
    theirs.member(MemberName(fullName(u"front2"_s)))->addresses = {u"198.51.100.12:7700"_s};
    theirs.member(MemberName(fullName(u"front3"_s)))->state = AdministrativeState::Draining;
    const QByteArray hash = demoDigest(u"branch"_s).toHex();
    m_world.branch = DemoRevision{{theirs.number, hash}, theirs};
    changeAt(
        1, u"ann"_s,
        [](ClusterTable &table) -> Result<> {
            table.member(MemberName(fullName(u"front2"_s)))->addresses = {u"192.0.2.112:7700"_s};
            return {};
        },
        u"set member front2.example.net"_s);
}

void DemoPopulation::makeAudit()
{
    struct Past
    {
        const char *who;
        const char *what;
        const char *key;
        const char *value;
        const char *error;
    };
    static constexpr Past pasts[] = {
        {"ann", "account.create", "address", "zoe.yilmaz@example.org", ""},
        {"desk", "account.passwd", "address", "hugo.larsen@example.com", ""},
        {"desk", "account.passwd", "address", "hugo.larson@example.com",
            "address: there is no hugo.larson@example.com"},
        {"desk", "queue.retry", "lane", "domain:university.example", ""},
        {"ann", "alias.add", "address", "sales@example.com", ""},
        {"bob", "member.drain", "member", "front3.example.net", ""},
        {"bob", "member.ready", "member", "front3.example.net", ""},
        {"bob", "storage.detach", "storage", "back4", "storage: there is no storage back4"},
        {"ann", "domain.add", "domain", "lists.example.org", ""},
        {"desk", "account.disable", "address", "ivan.toth@example.com", ""},
        {"desk", "account.enable", "address", "ivan.toth@example.com", ""},
        {"ann", "admin.add", "name", "watch", ""},
    };
    constexpr int rounds = 5;
    for (int i = rounds * int(std::size(pasts)); i > 0; --i) {
        const Past &past = pasts[size_t(i) % std::size(pasts)];
        m_world.m_nowMs = m_world.m_startMs - i * 5 * 3600'000LL - i * 61'000LL;
        const bool isGood = past.error[0] == 0;
        const Result<QJsonObject> result = isGood
            ? Result<QJsonObject>(QJsonObject())
            : Result<QJsonObject>(
                fail(Error{Fault::Refused, "not-found", QString::fromLatin1(past.error), "not-found"}));
        m_world.audit({QString::fromLatin1(past.who), u"192.0.2.40"_s}, QString::fromLatin1(past.what),
            {{QString::fromLatin1(past.key), QString::fromLatin1(past.value)}},
            demoId<RequestId>(u"past %1"_s.arg(i)), result, 12 + i % 90);
    }
    m_world.m_nowMs = m_world.m_startMs;
}

QString senderOf(quint32 number)
{
    static const QStringList senders{u"news@paper.example"_s, u"orders@shop.example"_s,
        u"no-reply@bank.example"_s, u"registrar@university.example"_s, u"calendar@meet.example"_s,
        u"support@router.example"_s, u"kontakt@verein.example"_s, u"alerts@monitor.example"_s};
    return senders[number % senders.size()];
}

QString subjectOf(quint32 number)
{
    static const QStringList subjects{u"Your order has been sent"_s, u"Minutes of Tuesday's meeting"_s,
        u"Invoice 2026-%1"_s, u"Re: the offer we talked about"_s, u"Weekly report"_s,
        u"Invitation: planning, 10:00"_s, u"Statement for June"_s};
    const QString subject = subjects[(number / 8) % subjects.size()];
    return subject.contains(u"%1") ? subject.arg(1000 + number % 9000) : subject;
}

QString remoteErrorOf(quint32 number)
{
    static const QStringList errors{u"451 4.7.1 Greylisted, please try again later"_s,
        u"connection to mx1.university.example (198.51.100.25) timed out"_s, u"452 4.2.2 Mailbox full"_s,
        u"421 4.3.2 Service shutting down"_s};
    return errors[number % errors.size()];
}

} // namespace homeport
