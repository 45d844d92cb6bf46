// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// status: every member asked at once, and one word about the cluster's health.
#include "server/admin/observation.h"

#include "shared/model/jsonreader.h"

namespace homeport {

namespace {

/// What is wrong; `isCritical` when users notice it.
struct Findings
{
    QStringList problems;
    bool isCritical = false;

    void degraded(const QString &text) { problems.append(text); }
    void critical(const QString &text)
    {
        problems.append(text);
        isCritical = true;
    }
    QString word() const
    {
        if (isCritical)
            return QStringLiteral("critical");
        return problems.isEmpty() ? QStringLiteral("healthy") : QStringLiteral("degraded");
    }
};

/// Its own faults, with its name in front.
void findFaults(Findings &findings, const QString &name, const QJsonObject &status,
    const TableRevision &revision, qint64 nowMs)
{
    const QStringList faults = faultsOf(status, revision, nowMs);
    for (const QString &fault : faults) {
        const QString text = name + QStringLiteral(": ") + fault;
        if (fault.startsWith(QStringLiteral("directory: ")))
            findings.critical(text);
        else
            findings.degraded(text);
    }
}

QJsonArray judgeStorages(const AdminWorld &world, const ClusterTable &table, Findings &findings)
{
    QJsonArray storages;
    for (const Storage &storage : table.storages) {
        QJsonObject row = toJson(storage);
        const bool isServed = world.ports.cluster.isServed(storage.id);
        row.insert(QStringLiteral("served"), isServed);
        row.insert(QStringLiteral("standIn"), storage.owner != storage.home);
        storages.append(row);
        const Member *const owner = table.member(storage.owner);
        if (storage.state == StorageState::Detached)
            findings.critical(QStringLiteral("storage %1 is detached: nobody serves it").arg(storage.name));
        else if (owner && owner->state == AdministrativeState::Withdrawn)
            findings.degraded(QStringLiteral("storage %1 waits: its owner %2 is withdrawn")
                                  .arg(storage.name, storage.owner.text));
        else if (!isServed)
            findings.critical(QStringLiteral("storage %1 is not served by its owner %2")
                                  .arg(storage.name, storage.owner.text));
    }
    return storages;
}

/// What is not wrong, but not wise either.
QStringList adviceOn(const ClusterTable &table)
{
    const auto isKeeper = [](const Member &row) { return row.rights.keeper && !row.publicKey.isEmpty(); };
    if (std::count_if(table.members.begin(), table.members.end(), isKeeper) != 1 || table.members.size() < 2)
        return {};
    return {QStringLiteral("there is only one keeper: without it nothing can be changed, and the authority's "
                           "key is lost with it; make another: homeportctl member set MEMBER --rights")};
}

QJsonObject reached(const QJsonObject &status)
{
    QJsonObject row = status;
    row.insert(QStringLiteral("reachable"), true);
    return row;
}

QJsonObject notReached(const AdminWorld &world, const MemberName &name, const QString &why)
{
    QJsonObject row{{QStringLiteral("name"), name.text}, {QStringLiteral("reachable"), false},
        {QStringLiteral("error"), why}};
    const auto known = world.lastKnown.constFind(name.text);
    if (known != world.lastKnown.constEnd()) {
        row.insert(QStringLiteral("lastKnown"), known->status);
        row.insert(QStringLiteral("lastSeen"), timeToJson(known->time));
    }
    return row;
}

/// A row that nobody has joined with yet.
QJsonObject notJoined(const MemberName &name)
{
    return {{QStringLiteral("name"), name.text}, {QStringLiteral("reachable"), false},
        {QStringLiteral("error"), QStringLiteral("has not joined yet")},
        {QStringLiteral("observed"), QStringLiteral("missing")},
        {QStringLiteral("observedSince"), QJsonValue()},
        {QStringLiteral("reasons"), QJsonArray{QStringLiteral("has a row, but has never joined")}},
        {QStringLiteral("seenBy"), QJsonArray()}};
}

void insertRow(QJsonObject &shown, const Member *row)
{
    shown.insert(QStringLiteral("administrativeState"), row ? toText(row->state) : QString());
    shown.insert(
        QStringLiteral("rights"), QJsonArray::fromStringList(row ? toTexts(row->rights) : QStringList()));
}

/// What one member says, and what is seen of it.
QJsonObject shownMember(AdminWorld &world, const ClusterTable &table, const Witnesses &witnesses,
    const MemberAnswer &member, Findings &findings)
{
    const qint64 nowMs = world.ports.clock.wallMs();
    const Member *const row = table.member(member.member);
    QJsonObject shown;
    if (member.answer) {
        world.lastKnown.insert(
            member.member.text, {QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC), *member.answer});
        shown = reached(*member.answer);
        findFaults(findings, member.member.text, *member.answer, world.ports.cluster.revision(), nowMs);
    } else {
        const QString why = textForAdministrator(member.answer.error());
        shown = notReached(world, member.member, why);
        if (!row || row->state != AdministrativeState::Withdrawn)
            findings.degraded(QStringLiteral("%1 does not answer: %2").arg(member.member.text, why));
    }
    const Observed observed = judge(world, table, member, witnesses, nowMs);
    shown.insert(QStringLiteral("observed"), observed.word);
    shown.insert(
        QStringLiteral("observedSince"), timeToJson(beginningOf(world, member.member, observed, nowMs)));
    shown.insert(QStringLiteral("reasons"), QJsonArray::fromStringList(observed.reasons));
    shown.insert(QStringLiteral("seenBy"), witnesses.rows());
    insertRow(shown, row);
    return shown;
}

QJsonArray shownMembers(AdminWorld &world, const ClusterTable &table,
    const std::vector<MemberAnswer> &answers, Findings &findings)
{
    const QHash<QString, Witnesses> witnesses = witnessesOf(answers);
    QJsonArray members;
    for (const MemberAnswer &member : answers)
        members.append(shownMember(world, table, witnesses.value(member.member.text), member, findings));
    for (const Member &row : table.members) {
        if (!world.isKeeper() || !row.publicKey.isEmpty() || row.name == world.self())
            continue;
        QJsonObject shown = notJoined(row.name);
        insertRow(shown, &row);
        members.append(shown);
    }
    return members;
}

Task<Result<QJsonObject>> status(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const std::vector<MemberAnswer> answers = co_await world.askAll(QStringLiteral("status"), {});
    const ClusterTable table = world.table();
    const TableRevision revision = world.ports.cluster.revision();
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(world.ports.clock.wallMs(), Qt::UTC);
    Findings findings;
    const QJsonArray members = shownMembers(world, table, answers, findings);
    const QJsonArray storages = judgeStorages(world, table, findings);
    const Job *const job = table.runningJob();
    if (job && job->state != JobState::Paused && !world.ports.cluster.isUp(job->runner))
        findings.degraded(
            QStringLiteral("job %1 has lost its runner %2: on another keeper, homeportctl job %3 %1")
                .arg(job->shortId(), job->runner.text,
                    job->isUndo ? QStringLiteral("undo") : QStringLiteral("resume")));
    co_return QJsonObject{{QStringLiteral("health"), findings.word()},
        {QStringLiteral("problems"), QJsonArray::fromStringList(findings.problems)},
        {QStringLiteral("advice"), QJsonArray::fromStringList(adviceOn(table))},
        {QStringLiteral("members"), members}, {QStringLiteral("storages"), storages},
        {QStringLiteral("table"), toJson(revision)},
        {QStringLiteral("job"), job ? QJsonValue(toJson(*job)) : QJsonValue()},
        {QStringLiteral("answeredBy"), world.self().text}, {QStringLiteral("time"), timeToJson(now)},
        {QStringLiteral("isWholeCluster"), world.isKeeper()}};
}

/// What somebody who connects for the first time compares with what is shown to him.
Task<Result<QJsonObject>> fingerprint(AdminWorld &world, VerbCall call)
{
    if (const Result<> read = call.arguments.finish(); !read)
        co_return fail(read.error());
    const QJsonObject found = world.ports.fingerprints ? world.ports.fingerprints() : QJsonObject();
    if (found.isEmpty())
        co_return fail(adminError(
            adminword::unavailable, QStringLiteral("the certificates of this member cannot be read")));
    co_return found;
}

} // namespace

std::span<const Verb> statusVerbs()
{
    static constexpr auto table = std::to_array<Verb>({
        {"status", AdministratorRole::Viewer, Effect::Shows, VerbPlace::AnyMember, status},
        {"fingerprint", AdministratorRole::Viewer, Effect::Shows, VerbPlace::AnyMember, fingerprint},
    });
    return table;
}

} // namespace homeport
