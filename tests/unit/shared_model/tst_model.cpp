// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The values that members and consoles exchange: what is written reads back, what is wrong is named.
#include "shared/model/auditrecord.h"
#include "shared/model/clustertable.h"
#include "shared/model/jsonreader.h"
#include "shared/model/lane.h"
#include "shared/model/session.h"
#include "shared/model/status.h"

#include <QTest>

using namespace homeport;

namespace {

const QByteArray hash(64, 'a');

QDateTime at(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs).toUTC();
}

StorageId storageId(quint8 last)
{
    StorageId id;
    id.bytes[15] = last;
    return id;
}

Member sampleMember()
{
    return {MemberName(QStringLiteral("back1.example.net")), {QStringLiteral("127.0.0.1:7700")},
        {QStringLiteral("127.0.0.1:7701")}, {.proxy = true, .keeper = true}, AdministrativeState::Draining,
        QByteArray(32, '\x7f')};
}

Storage sampleStorage()
{
    return {storageId(7), QStringLiteral("back1"), MemberName(QStringLiteral("back1.example.net")),
        MemberName(QStringLiteral("back2.example.net")), 3, StorageState::Detached, true};
}

Job sampleJob()
{
    Job job;
    job.id.bytes[0] = 1;
    job.kind = JobKind::Restore;
    job.state = JobState::Undoing;
    job.isUndo = true;
    job.request.bytes[2] = 4;
    job.warnings = {QStringLiteral("one record is damaged")};
    job.from = MemberName(QStringLiteral("back2.example.net"));
    job.to = MemberName(QStringLiteral("back1.example.net"));
    job.moves = {{storageId(7), job.from, job.to},
        {storageId(8), MemberName(QStringLiteral("back3.example.net")), job.to}};
    job.author = QStringLiteral("admin@back1.example.net");
    job.started = at("2026-01-02T03:04:05.678Z");
    job.fence = std::numeric_limits<quint64>::max();
    job.error = QStringLiteral("caf\u00e9");
    return job;
}

ClusterTable sampleTable()
{
    ClusterTable table;
    table.cluster.bytes[3] = 9;
    table.number = 12;
    table.parents = {hash};
    table.author = QStringLiteral("admin@back1.example.net");
    table.time = at("2026-01-02T03:04:05.000Z");
    table.comment = QStringLiteral("reassign back1 back2");
    table.members = {sampleMember()};
    table.removed = {{MemberName(QStringLiteral("gone.example.net")), QByteArray(32, 'k'), table.time}};
    table.storages = {sampleStorage()};
    table.administrators = {{QStringLiteral("admin"), AdministratorRole::Operator, "$argon2id$v=19$x"}};
    table.authority = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
    table.directory = {QStringLiteral("ldaps://127.0.0.1:7636"), {QStringLiteral("ldaps://[::1]:7636")},
        QStringLiteral("dc=example,dc=org"), true};
    table.jobs = {sampleJob()};
    return table;
}

QueueEntry sampleEntry()
{
    QueueEntry entry;
    entry.id = 4711;
    entry.member = QStringLiteral("front1.example.net");
    entry.received = at("2026-01-02T03:04:05.678Z");
    entry.bytes = (qint64(1) << 53) + 1;
    entry.session = QStringLiteral("s");
    QueueRecipient recipient;
    recipient.recipient = QStringLiteral("sales@example.org");
    recipient.address = QStringLiteral("ann@example.org");
    recipient.lane = QStringLiteral("domain:example.org");
    recipient.key.bytes[0] = 5;
    recipient.state = EntryState::Held;
    recipient.attempts = 3;
    recipient.history = {{entry.received, TryResult::Unanswered, QStringLiteral("no answer"),
        QStringLiteral("back1.example.net")}};
    entry.recipients = {recipient};
    entry.headers = QStringLiteral("Subject: x\n");
    entry.headersCut = true;
    return entry;
}

Lane sampleLane()
{
    Lane lane;
    lane.name = QStringLiteral("storage:00000000000000000000000000000007");
    lane.host = QStringLiteral("back1.example.net");
    lane.member = QStringLiteral("front1.example.net");
    lane.label = QStringLiteral("s1");
    lane.messages = 5000;
    lane.held = 3;
    lane.quarantined = 1;
    lane.ages = {1, 0, 2, 0, 0, 0, 0, 4997};
    lane.bytes = 20480000;
    lane.oldest = at("2026-01-02T03:04:05.678Z");
    lane.lastError = QStringLiteral("connection refused");
    lane.state = QStringLiteral("waiting");
    return lane;
}

MemberStatus sampleStatus()
{
    MemberStatus status;
    status.name = MemberName(QStringLiteral("front1.example.net"));
    status.version = QStringLiteral("0.1.0");
    status.started = at("2026-01-02T03:04:05.678Z");
    status.table = {12, hash};
    PeerView peer;
    peer.name = MemberName(QStringLiteral("back1.example.net"));
    peer.state = ObservedState::Diverged;
    peer.since = status.started;
    peer.clockDifferenceMs = -31000;
    status.peers = {peer};
    status.storages = {{storageId(7), QStringLiteral("back1"), QStringLiteral("/srv/a"), true, 3, {}, 1, 2}};
    status.sessions = 20;
    status.queuedMessages = 3;
    status.queuedBytes = 4096;
    status.directory = QStringLiteral("up");
    status.alarms = {QStringLiteral("only one keeper")};
    status.messagesPerMinute = 120;
    status.sessionsByService = {1, 2, 3, 14};
    return status;
}

SessionRow sampleSession()
{
    SessionRow row;
    row.id.bytes[4] = 9;
    row.member = MemberName(QStringLiteral("front1.example.net"));
    row.service = SessionService::Submission;
    row.account = QStringLiteral("ann@example.org");
    row.login = QStringLiteral("ann");
    row.client = QStringLiteral("[2001:db8::1]:5555");
    row.since = at("2026-01-02T03:04:05.678Z");
    row.role = SessionRole::Home;
    row.peer = MemberName(QStringLiteral("back1.example.net"));
    row.tls = true;
    return row;
}

AuditRecord sampleAudit()
{
    AuditRecord record;
    record.member = MemberName(QStringLiteral("back1.example.net"));
    record.time = at("2026-01-02T03:04:05.678Z");
    record.who = QStringLiteral("ann");
    record.from = QStringLiteral("192.0.2.1");
    record.what = QStringLiteral("member.set");
    record.arguments = {{QStringLiteral("member"), QStringLiteral("back2")}};
    record.request.bytes[1] = 3;
    record.status = 409;
    record.error = QStringLiteral("no");
    record.proof = QStringLiteral("powered off");
    record.recipients = 3;
    record.durationMs = 12;
    return record;
}

TaskRow sampleTask()
{
    const AuditRecord record = sampleAudit();
    return {
        record.member, record.request, record.who, record.from, record.what, record.arguments, record.time};
}

QJsonObject tableJson() { return parseJsonObject(encodeTable(sampleTable())).value(); }

/// The message for an object with `key` replaced; an undefined value takes it out.
template <class T>
QByteArray fault(
    Result<T> (*fromJson)(const QJsonObject &), QJsonObject json, const char *key, const QJsonValue &value)
{
    json.insert(QLatin1String(key), value);
    const Result<T> result = fromJson(json);
    return result ? QByteArray("accepted") : result.error().forPeer;
}

Result<ClusterTable> tableFromObject(const QJsonObject &json) { return decodeTable(jsonBytes(json)); }

/// Takes out each field in turn and gives each a wrong type: both must be told by name.
/// Those of `optional` may be missing, for older members do not write them.
template <class T>
void checkEveryField(
    Result<T> (*fromJson)(const QJsonObject &), const QJsonObject &json, const QStringList &optional = {})
{
    QVERIFY(fromJson(json));
    for (const QString &key : json.keys()) {
        const QByteArray name = key.toLatin1();
        QCOMPARE(fault(fromJson, json, name, QJsonValue(QJsonValue::Undefined)),
            optional.contains(key) ? QByteArray("accepted") : name + ": missing");
        // no field of ours is a list of fractions
        const QByteArray told = fault(fromJson, json, name, QJsonArray{1.5});
        QVERIFY2(told.startsWith(name + ": expected ") || told.startsWith(name + "[0]: expected "),
            told.constData());
    }
    QJsonObject more = json;
    more.insert(QStringLiteral("laterVersion"), QJsonArray{1});
    QVERIFY(fromJson(more));
    QVERIFY(*fromJson(more) == *fromJson(json));
}

} // namespace

class TestModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void what_is_written_reads_back();
    void the_table_is_as_the_protocol_shows_it();
    void every_field_is_needed_and_typed();
    void wrong_values_are_named_data();
    void wrong_values_are_named();
    void rows_of_one_name_are_refused();
    void nothing_but_an_object_is_a_table();
    void large_numbers_are_exact();
    void times_are_utc();
    void words_read_back();
    void jobs_of_the_first_format_are_read();
    void queues_of_an_earlier_version_are_understood();
    void lookups_in_the_table();
};

void TestModel::what_is_written_reads_back()
{
    const auto same = [](const auto &value, auto fromJson) {
        const auto result = fromJson(toJson(value));
        if (!result)
            qWarning() << result.error().forPeer;
        return result && *result == value;
    };
    QVERIFY(same(sampleMember(), memberFromJson));
    QVERIFY(same(Member{.name = MemberName(QStringLiteral("new.example.net"))}, memberFromJson));
    QVERIFY(same(sampleTable().removed.first(), removedMemberFromJson));
    QVERIFY(same(sampleStorage(), storageFromJson));
    QVERIFY(same(sampleJob(), jobFromJson));
    QVERIFY(same(sampleLane(), laneFromJson));
    QVERIFY(same(sampleEntry(), queueEntryFromJson));
    QVERIFY(same(sampleStatus(), memberStatusFromJson));
    QVERIFY(same(sampleSession(), sessionRowFromJson));
    QVERIFY(same(sampleAudit(), auditRecordFromJson));
    QVERIFY(same(sampleTask(), taskRowFromJson));
    QVERIFY(same(TableRevision{}, tableRevisionFromJson));
    const Result<ClusterTable> table = decodeTable(encodeTable(sampleTable()));
    QVERIFY2(table, table ? "" : table.error().forPeer.constData());
    QVERIFY(*table == sampleTable());
}

void TestModel::the_table_is_as_the_protocol_shows_it()
{
    const QJsonObject json = tableJson();
    QCOMPARE(json.value(QStringLiteral("number")), QJsonValue(12));
    QCOMPARE(
        QString::fromUtf8(jsonBytes(json.value(QStringLiteral("storages")).toArray().first().toObject())),
        QStringLiteral(R"({"default":true,"epoch":3,"home":"back1.example.net",)"
                       R"("id":"00000000000000000000000000000007","name":"back1",)"
                       R"("owner":"back2.example.net","state":"detached"})"));
    QCOMPARE(QString::fromUtf8(jsonBytes(json.value(QStringLiteral("members")).toArray().first().toObject())),
        QStringLiteral(
            R"({"addresses":["127.0.0.1:7700"],"adminAddresses":["127.0.0.1:7701"],)"
            R"("name":"back1.example.net","publicKey":"f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f38=",)"
            R"("rights":["proxy","keeper"],"state":"draining"})"));
    QVERIFY(!encodeTable(sampleTable()).contains('\n'));
}

void TestModel::every_field_is_needed_and_typed()
{
    checkEveryField(memberFromJson, toJson(sampleMember()));
    checkEveryField(removedMemberFromJson, toJson(sampleTable().removed.first()));
    checkEveryField(storageFromJson, toJson(sampleStorage()));
    checkEveryField(jobFromJson, toJson(sampleJob()),
        {QStringLiteral("state"), QStringLiteral("undo"), QStringLiteral("moves"), QStringLiteral("request"),
            QStringLiteral("warnings")});
    checkEveryField(laneFromJson, toJson(sampleLane()),
        {QStringLiteral("label"), QStringLiteral("held"), QStringLiteral("quarantined"),
            QStringLiteral("ages")});
    checkEveryField(queueEntryFromJson, toJson(sampleEntry()), {QStringLiteral("headers")});
    checkEveryField(memberStatusFromJson, toJson(sampleStatus()),
        {QStringLiteral("messagesPerMinute"), QStringLiteral("sessionsByService")});
    checkEveryField(sessionRowFromJson, toJson(sampleSession()));
    checkEveryField(auditRecordFromJson, toJson(sampleAudit()),
        {QStringLiteral("member"), QStringLiteral("proof"), QStringLiteral("recipients")});
    checkEveryField(taskRowFromJson, toJson(sampleTask()));
    checkEveryField(tableRevisionFromJson, toJson(TableRevision{1, hash}));
    checkEveryField(tableFromObject, tableJson());
}

void TestModel::wrong_values_are_named_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *kind, const char *key, const QJsonValue &value, const char *message) {
        QTest::addRow("%s %s", kind, message)
            << QByteArray(kind) << QByteArray(key) << value << QByteArray(message);
    };
    const auto text = [](const char *value) { return QJsonValue(QString::fromUtf8(value)); };
    row("member", "name", text("Back1"), R"(name: "Back1" is not a host name in lower case)");
    row("member", "name", text(""), R"(name: "" is not a host name in lower case)");
    row("member", "name", text("a\r\n\xc3\xa9"), R"(name: "a???" is not a host name in lower case)");
    row("member", "addresses", QJsonArray{1}, "addresses: expected a list of texts");
    row("member", "rights", QJsonArray{QStringLiteral("root")},
        R"(rights: "root" is none of "proxy", "store", "keeper")");
    row("member", "state", text("Ready"), R"(state: "Ready" is none of "ready", "draining", "withdrawn")");
    row("member", "publicKey", text("AAAA"), "publicKey: expected 32 bytes in base64");
    row("member", "publicKey", text("f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f3*="),
        "publicKey: expected 32 bytes in base64");
    row("storage", "id", text("12"), "id: expected 32 hex digits");
    row("storage", "name", text(""), "name: is empty");
    row("storage", "epoch", -1, "epoch: -1 is not between 0 and 9007199254740992");
    row("storage", "epoch", 1.5, "epoch: expected a whole number");
    row("storage", "epoch", 1e300, "epoch: expected a whole number");
    row("storage", "epoch", text("3"), "epoch: expected a whole number");
    row("storage", "default", 1, "default: expected true or false");
    row("job", "storages", QJsonArray{QStringLiteral("zz")}, "storages: expected 32 hex digits each");
    row("job", "started", text("2026-01-02T03:04:05"),
        "started: expected a time such as 2026-01-31T12:00:00.000Z");
    row("job", "started", text("2026-01-02"), "started: expected a time such as 2026-01-31T12:00:00.000Z");
    row("job", "started", QJsonValue::Null, "started: expected a text");
    row("job", "fence", text("-1"), "fence: expected a number written as a text");
    row("job", "fence", text("18446744073709551616"), "fence: expected a number written as a text");
    row("lane", "bytes", text("9223372036854775808"), "bytes: the number is too large");
    row("lane", "bytes", text(""), "bytes: expected a number written as a text");
    row("table", "parents", QJsonArray{QStringLiteral("AB")},
        "parents: expected 64 hex digits in lower case each");
    row("table", "members", QJsonArray{QJsonObject()}, "members[0].name: missing");
    row("table", "members", QJsonArray{toJson(sampleMember()), 3}, "members[1]: expected an object");
    row("table", "directory", QJsonObject{{QStringLiteral("writer"), 1}},
        "directory.writer: expected a text");
    row("entry", "recipients", QJsonArray{QJsonObject{{QStringLiteral("recipient"), QStringLiteral("x")}}},
        "recipients[0].address: missing");
}

void TestModel::wrong_values_are_named()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, key);
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, message);
    QByteArray told;
    if (kind == "member")
        told = fault(memberFromJson, toJson(sampleMember()), key, value);
    else if (kind == "storage")
        told = fault(storageFromJson, toJson(sampleStorage()), key, value);
    else if (kind == "job")
        told = fault(jobFromJson, toJson(sampleJob()), key, value);
    else if (kind == "lane")
        told = fault(laneFromJson, toJson(sampleLane()), key, value);
    else if (kind == "entry")
        told = fault(queueEntryFromJson, toJson(sampleEntry()), key, value);
    else
        told = fault(tableFromObject, tableJson(), key, value);
    QCOMPARE(told, message);
}

void TestModel::rows_of_one_name_are_refused()
{
    const auto told = [](const ClusterTable &table) {
        const auto result = decodeTable(encodeTable(table));
        return result ? QByteArray("accepted") : result.error().forPeer;
    };
    ClusterTable table = sampleTable();
    table.members << sampleMember();
    QCOMPARE(told(table), QByteArray("members: back1.example.net stands there twice"));
    table = sampleTable();
    table.storages << sampleStorage();
    QCOMPARE(told(table), QByteArray("storages: 00000000000000000000000000000007 stands there twice"));
    table.storages.last().id = storageId(8);
    QCOMPARE(told(table), QByteArray("storages: back1 stands there twice"));
    table.storages.last().name = QStringLiteral("other");
    QCOMPARE(told(table), QByteArray("storages: back1.example.net has two default storages"));
    table.storages.last().isDefault = false;
    QCOMPARE(told(table), QByteArray("accepted"));
    table.administrators << table.administrators.first();
    QCOMPARE(told(table), QByteArray("administrators: admin stands there twice"));
}

void TestModel::nothing_but_an_object_is_a_table()
{
    for (const char *bad : {"", "[]", "3", "{", "{\"a\":1}x", "\xff"}) {
        const auto result = decodeTable(bad);
        QVERIFY2(!result, bad);
        QVERIFY2(result.error().forPeer.startsWith("JSON"), result.error().forPeer.constData());
        QCOMPARE(result.error().fault, Fault::Syntax);
    }
}

void TestModel::large_numbers_are_exact()
{
    Storage storage = sampleStorage();
    storage.epoch = quint64(1) << 53;
    const QByteArray text = jsonBytes(toJson(storage));
    QVERIFY(text.contains("\"epoch\":9007199254740992"));
    QCOMPARE(storageFromJson(parseJsonObject(text).value())->epoch, storage.epoch);
    QVERIFY(jsonBytes(toJson(sampleJob())).contains("\"fence\":\"18446744073709551615\""));
    QVERIFY(jsonBytes(toJson(sampleEntry())).contains("\"bytes\":\"9007199254740993\""));
}

void TestModel::times_are_utc()
{
    QJsonObject json = toJson(sampleJob());
    QCOMPARE(json.value(QStringLiteral("started")).toString(), QStringLiteral("2026-01-02T03:04:05.678Z"));
    json.insert(QStringLiteral("started"), QStringLiteral("2026-01-02T04:04:05.678+01:00"));
    const QDateTime started = jobFromJson(json)->started;
    QCOMPARE(started.timeSpec(), Qt::UTC);
    QCOMPARE(started, sampleJob().started);
    QVERIFY(toJson(sampleLane()).value(QStringLiteral("nextTry")).isNull());
    Lane lane = sampleLane();
    lane.oldest = lane.oldest.toLocalTime();
    QCOMPARE(toJson(lane), toJson(sampleLane()));
}

void TestModel::words_read_back()
{
    for (const auto state :
        {AdministrativeState::Ready, AdministrativeState::Draining, AdministrativeState::Withdrawn})
        QCOMPARE(administrativeStateFromText(toText(state)).value(), state);
    QVERIFY(!administrativeStateFromText(QStringLiteral("gone")));
    for (const auto role :
        {AdministratorRole::Viewer, AdministratorRole::Operator, AdministratorRole::Administrator})
        QCOMPARE(administratorRoleFromText(toText(role)).value(), role);
    QCOMPARE(administratorRoleFromText(QStringLiteral("root")).error().forPeer,
        QByteArray(R"(role: "root" is none of "viewer", "operator", "administrator")"));
    for (const auto state : {JobState::Running, JobState::Paused, JobState::Undoing, JobState::Done,
             JobState::Cancelled, JobState::Undone, JobState::Failed}) {
        Job job = sampleJob();
        job.state = state;
        QCOMPARE(jobFromJson(toJson(job))->state, state);
    }
    QCOMPARE(toText(EntryState::Quarantined), QStringLiteral("quarantined"));
    QCOMPARE(toText(ObservedState::Down), QStringLiteral("down"));
    QCOMPARE(toText(StorageState::Served), QStringLiteral("served"));
    QCOMPARE(toTexts(Rights{true, true, true}),
        (QStringList{QStringLiteral("proxy"), QStringLiteral("store"), QStringLiteral("keeper")}));
}

void TestModel::jobs_of_the_first_format_are_read()
{
    QJsonObject old = toJson(sampleJob());
    for (const char *key : {"state", "undo", "moves", "request", "warnings"})
        old.remove(QLatin1String(key));
    old.insert(QStringLiteral("phase"), QStringLiteral("ownership"));
    const Result<Job> job = jobFromJson(old);
    QVERIFY(job);
    QCOMPARE(job->state, JobState::Running);
    QCOMPARE(job->storages(), (QList<StorageId>{storageId(7), storageId(8)}));
    QCOMPARE(job->moves.last(), (JobMove{storageId(8), sampleJob().from, sampleJob().to}));
    // and members of that version find what they know
    Job undone = sampleJob();
    undone.state = JobState::Undone;
    QCOMPARE(toJson(undone)[QStringLiteral("phase")].toString(), QStringLiteral("cancelled"));
    QCOMPARE(toJson(undone)[QStringLiteral("storages")].toArray().size(), 2);
}

void TestModel::queues_of_an_earlier_version_are_understood()
{
    const Lane now = sampleLane();
    QJsonObject json = toJson(now);
    for (const char *key : {"label", "held", "quarantined", "ages"})
        json.remove(QLatin1String(key));
    const Result<Lane> lane = laneFromJson(json);
    QVERIFY2(lane, lane ? "" : lane.error().forPeer.constData());
    QCOMPARE(lane->label, now.name.section(u':', 1));
    QCOMPARE(lane->messages, now.messages);
    QCOMPARE(lane->held, 0);
    QCOMPARE(lane->ages, LaneAges{});
    json = toJson(sampleEntry());
    json.remove(QStringLiteral("headers"));
    json.remove(QStringLiteral("headersCut"));
    QJsonArray recipients;
    for (const QJsonValue &recipient : json.value(QStringLiteral("recipients")).toArray()) {
        QJsonObject without = recipient.toObject();
        without.remove(QStringLiteral("history"));
        recipients.append(without);
    }
    json.insert(QStringLiteral("recipients"), recipients);
    const Result<QueueEntry> entry = queueEntryFromJson(json);
    QVERIFY2(entry, entry ? "" : entry.error().forPeer.constData());
    QCOMPARE(entry->recipients.size(), sampleEntry().recipients.size());
    QVERIFY(entry->recipients.first().history.isEmpty());
    QVERIFY(entry->headers.isEmpty() && !entry->headersCut);
}

void TestModel::lookups_in_the_table()
{
    ClusterTable table = sampleTable();
    const MemberName back1(QStringLiteral("back1.example.net"));
    const MemberName back2(QStringLiteral("back2.example.net"));
    const ClusterTable &fixed = table;
    QCOMPARE(fixed.member(back1), &fixed.members.first());
    QVERIFY(!fixed.member(back2));
    QCOMPARE(fixed.storage(storageId(7)), &fixed.storages.first());
    QVERIFY(!fixed.storage(storageId(9)));
    QCOMPARE(fixed.storageByName(QStringLiteral("back1")), &fixed.storages.first());
    // the home decides whose default it is, whoever serves it
    QCOMPARE(fixed.defaultStorageOf(back1), &fixed.storages.first());
    QVERIFY(!fixed.defaultStorageOf(back2));
    QVERIFY(fixed.storagesOwnedBy(back1).isEmpty());
    QCOMPARE(fixed.storagesOwnedBy(back2).size(), 1);
    QCOMPARE(fixed.runningJob(), &fixed.jobs.first());
    table.member(back1)->state = AdministrativeState::Withdrawn;
    table.storage(storageId(7))->epoch = 4;
    table.jobs.first().state = JobState::Done;
    QCOMPARE(fixed.members.first().state, AdministrativeState::Withdrawn);
    QCOMPARE(fixed.storages.first().epoch, quint64(4));
    QVERIFY(!fixed.runningJob());
}

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
