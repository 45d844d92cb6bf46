// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The preflight of a reassignment, check by check as server/cluster makes it.
#include "console/demo/demojobs.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

class Checks
{
public:
    void pass(const QString &name, const QString &text) { add(name, u"pass"_s, text, {}); }
    void warn(const QString &name, const QString &text, const QString &remedy)
    {
        add(name, u"warning"_s, text, remedy);
    }
    void block(const QString &name, const QString &text, const QString &remedy)
    {
        add(name, u"block"_s, text, remedy);
    }
    const QJsonArray &list() const { return m_list; }

private:
    void add(const QString &name, const QString &result, const QString &text, const QString &remedy)
    {
        m_list.append(
            QJsonObject{{u"name"_s, name}, {u"result"_s, result}, {u"text"_s, text}, {u"remedy"_s, remedy}});
    }
    QJsonArray m_list;
};

void judgeJobs(Checks &checks, const DemoWorld &world)
{
    const Job *const running = world.table.runningJob();
    if (running)
        checks.block(u"job"_s,
            u"job %1 of %2 is %3 (%4)"_s.arg(
                running->shortId(), running->author, toText(running->state), jobWords(*running)),
            u"See homeportctl job show %1; wait, or cancel it"_s.arg(running->shortId()));
    else
        checks.pass(u"job"_s, u"no other job is running"_s);
}

void judgeOldOwner(Checks &checks, const DemoWorld &world, const DemoReassignPlan &plan)
{
    const QString from = plan.from.text;
    const bool isDetached = std::all_of(plan.moves.begin(), plan.moves.end(), [&](const JobMove &move) {
        return world.table.storage(move.storage)->state == StorageState::Detached;
    });
    if (isDetached && !plan.moves.isEmpty())
        return checks.pass(u"old-owner"_s, u"%1 has let go of it"_s.arg(from));
    for (const MemberName &name : plan.without)
        checks.warn(u"old-owner"_s, u"%1 is not asked: you answer for it"_s.arg(name.text), {});
    if (plan.from == DemoWorld::answeredBy())
        return checks.block(u"old-owner"_s, u"%1 itself was asked to do this"_s.arg(from),
            u"Detach its storages (homeportctl storage detach), or ask another keeper"_s);
    for (const DemoMachine &machine : world.machines) {
        const Member *const row = world.table.member(machine.name);
        if (!row || machine.name == plan.from || plan.without.contains(machine.name)
            || row->state == AdministrativeState::Withdrawn)
            continue;
        const QString name = machine.name.text;
        if (!machine.isUp)
            checks.block(u"old-owner"_s,
                u"%1 cannot be asked whether it still reaches %2 (connection refused): if it does, clients "
                u"go on "
                "writing there"_s.arg(name, from),
                u"Make sure that it does not, then name it: --without %1"_s.arg(name));
        else if (world.sees(machine.name, plan.from))
            checks.block(u"old-owner"_s,
                u"%1 still reaches %2: clients go on writing there"_s.arg(name, from),
                u"Stop %1, or detach its storages: homeportctl storage detach"_s.arg(from));
        else
            checks.pass(u"old-owner"_s, u"%1 sees that %2 is down"_s.arg(name, from));
    }
}

/// True when it may be asked for its storages.
bool judgeTarget(Checks &checks, const DemoWorld &world, const MemberName &to)
{
    const Member *const row = world.table.member(to);
    if (!row || row->publicKey.isEmpty()) {
        checks.block(u"target"_s, u"%1 is no member that has joined"_s.arg(to.text),
            u"Choose one of: homeportctl member list"_s);
        return false;
    }
    if (!row->rights.store) {
        checks.block(u"target"_s, u"%1 has no right to own storages"_s.arg(to.text),
            u"homeportctl member set %1 --rights proxy,store"_s.arg(to.text));
        return false;
    }
    if (row->state != AdministrativeState::Ready) {
        checks.block(u"target"_s, u"%1 is %2"_s.arg(to.text, toText(row->state)),
            u"homeportctl member ready %1, or choose another"_s.arg(to.text));
        return false;
    }
    if (!world.isUp(to)) {
        checks.block(
            u"target"_s, u"%1 does not answer"_s.arg(to.text), u"Start it first, or choose another"_s);
        return false;
    }
    checks.pass(u"target"_s, u"%1 is up and may own storages"_s.arg(to.text));
    return true;
}

void judgeStorage(Checks &checks, const DemoWorld &world, const JobMove &move)
{
    const Storage *const row = world.table.storage(move.storage);
    const DemoDisk *const disk = world.disk(move.storage);
    if (disk->preparedAt != move.to) {
        const QString fenced =
            row->state == StorageState::Detached ? QString() : u" --fenced \"STATEMENT\""_s;
        checks.block(u"storage"_s, u"storage %1 is not attached to %2"_s.arg(row->name, move.to.text),
            u"Run there: homeportctl storage attach PATH%1 (its disk is at %2)"_s.arg(fenced, disk->path));
        return;
    }
    checks.pass(u"storage"_s,
        u"storage %1 is attached to %2, and its label has been checked"_s.arg(row->name, move.to.text));
    checks.pass(u"space"_s, u"storage %1 has %2 GiB free"_s.arg(row->name).arg(disk->freeBytes >> 30));
}

} // namespace

QJsonArray demoChecks(const DemoWorld &world, const DemoReassignPlan &plan)
{
    Checks checks;
    judgeJobs(checks, world);
    if (plan.moves.isEmpty())
        checks.block(
            u"scope"_s, u"%1 owns no storage"_s.arg(plan.from.text), u"See homeportctl storage list"_s);
    judgeOldOwner(checks, world, plan);
    if (world.branch)
        checks.block(u"tables"_s,
            u"the cluster tables have diverged: front1.example.net and back3.example.net"_s,
            u"Merge them first: homeportctl table merge"_s);
    else
        checks.pass(u"tables"_s, u"no cluster tables have diverged"_s);
    checks.pass(u"clocks"_s, u"clocks differ by less than 30 s"_s);
    QList<MemberName> targets;
    qint64 accounts = 0;
    for (const JobMove &move : plan.moves) {
        accounts += world.accountsOn(move.storage);
        if (!targets.contains(move.to))
            targets.append(move.to);
    }
    for (const MemberName &to : std::as_const(targets)) {
        if (!judgeTarget(checks, world, to))
            continue;
        for (const JobMove &move : plan.moves) {
            if (move.to == to)
                judgeStorage(checks, world, move);
        }
    }
    checks.pass(u"directory"_s, u"the directory takes changes one by one: it has copies, and replicates"_s);
    checks.pass(u"accounts"_s, u"%1 accounts are rewritten"_s.arg(accounts));
    return checks.list();
}

} // namespace homeport
