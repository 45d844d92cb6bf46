// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A cluster for the console's tests whose back2 is lost: storages are checked, attached, reassigned and given
// back as a daemon would, with jobs that end when the test says so.
#pragma once

#include "shared/model/clustertable.h"
#include "shared/model/lane.h"
#include "shared/model/status.h"
#include "tests/support/fakeclusterclient.h"

#include <QJsonArray>

namespace homeport {

struct FakeFailover
{
    struct Node
    {
        QString observed = QStringLiteral("up");
        QStringList rights;
        QString state = QStringLiteral("ready");
        QStringList reasons = {};
        qint64 freeBytes = qint64(40) << 30;
        bool isUp() const { return observed == u"up" || observed == u"degraded"; }
    };

    const QString front1 = QStringLiteral("front1.example.net");
    const QString front2 = QStringLiteral("front2.example.net");
    const QString back1 = QStringLiteral("back1.example.net");
    const QString back2 = QStringLiteral("back2.example.net");
    const QString back3 = QStringLiteral("back3.example.net");

    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    QMap<QString, Node> nodes;
    QList<Storage> storages;
    QHash<QString, qint64> accounts; ///< by id of storage
    QHash<QString, QStringList> prepared; ///< by id of storage
    QHash<QString, qint64> waiting; ///< messages by id of storage
    QHash<QString, QString> labels; ///< name of the storage whose label lies at a path
    QStringList silent; ///< members that cannot say whether they reach the old owner
    QList<Job> jobs;
    QJsonObject progress;
    QString lostText;
    bool hasConfirmed = true; ///< a stand-in that is told to let go says that it has

    FakeFailover()
    {
        const QStringList store{QStringLiteral("proxy"), QStringLiteral("store")};
        nodes.insert(front1, {.rights = {QStringLiteral("proxy"), QStringLiteral("keeper")}});
        nodes.insert(front2, {.rights = {QStringLiteral("proxy")}});
        nodes.insert(back1, {.rights = store});
        nodes.insert(back2, {.observed = QStringLiteral("down"), .rights = store});
        nodes.insert(back3, {.rights = store});
        addStorage(QStringLiteral("back1"), back1, 800);
        addStorage(QStringLiteral("back2"), back2, 10211);
        addStorage(QStringLiteral("back3"), back3, 90);
        waiting.insert(idOf(QStringLiteral("back2")), 120);
        labels.insert(QStringLiteral("/srv/back2"), QStringLiteral("back2"));
        install();
    }
    FakeFailover(const FakeFailover &) = delete;
    FakeFailover &operator=(const FakeFailover &) = delete;

    void addStorage(const QString &name, const QString &home, qint64 count)
    {
        Storage row;
        row.id = StorageId::fromHex(QByteArray(32, char('1' + storages.size()))).value();
        row.name = name;
        row.home = MemberName(home);
        row.owner = row.home;
        storages.append(row);
        accounts.insert(row.id.text(), count);
    }
    Storage &storage(const QString &name)
    {
        return *std::find_if(storages.begin(), storages.end(),
            [&](const Storage &row) { return row.name == name || row.id.text() == name; });
    }
    QString idOf(const QString &name) { return storage(name).id.text(); }

    void endJob(JobState state, const QString &error = {})
    {
        jobs.last().state = state;
        jobs.last().error = error;
        progress = {};
        waiting.clear();
    }
    /// A job that was begun before the console looked.
    Job &addJob(JobKind kind, JobState state, const QString &from, const QString &to, const QString &name)
    {
        Job job;
        job.id = JobId::random();
        job.kind = kind;
        job.state = state;
        job.from = MemberName(from);
        job.to = MemberName(to);
        job.moves = {{storage(name).id, job.from, job.to}};
        job.runner = MemberName(front1);
        job.author = QStringLiteral("eve");
        job.started = QDateTime::fromMSecsSinceEpoch(1764300000000 + jobs.size() * 60000, Qt::UTC);
        job.fence = quint64(jobs.size() + 1);
        jobs.append(job);
        return jobs.last();
    }

    QJsonObject status() const
    {
        QJsonArray members;
        for (auto node = nodes.cbegin(); node != nodes.cend(); ++node)
            members.append(member(node.key(), *node));
        QJsonArray rows;
        for (const Storage &row : storages) {
            QJsonObject json = toJson(row);
            json.insert(QStringLiteral("served"), isServed(row));
            json.insert(QStringLiteral("standIn"), row.owner != row.home);
            rows.append(json);
        }
        return {{QStringLiteral("health"), QStringLiteral("critical")},
            {QStringLiteral("problems"), QJsonArray()}, {QStringLiteral("advice"), QJsonArray()},
            {QStringLiteral("members"), members}, {QStringLiteral("storages"), rows},
            {QStringLiteral("table"), toJson(TableRevision{12, QByteArray(64, 'a')})},
            {QStringLiteral("answeredBy"), front1}, {QStringLiteral("isWholeCluster"), true}};
    }
    QJsonObject storageList() const
    {
        QJsonArray rows;
        for (const Storage &row : storages) {
            QJsonObject json = toJson(row);
            json.insert(QStringLiteral("served"), isServed(row));
            json.insert(QStringLiteral("standIn"), row.owner != row.home);
            json.insert(
                QStringLiteral("preparedAt"), QJsonArray::fromStringList(prepared.value(row.id.text())));
            if (nodes.value(row.owner.text).isUp()) {
                json.insert(QStringLiteral("path"), QStringLiteral("/srv/%1").arg(row.name));
                json.insert(QStringLiteral("problem"), QString());
                json.insert(QStringLiteral("freeBytes"), QString::number(qint64(40) << 30));
                json.insert(QStringLiteral("accounts"), accounts.value(row.id.text()));
            }
            rows.append(json);
        }
        QJsonArray members;
        for (auto node = nodes.cbegin(); node != nodes.cend(); ++node)
            members.append(QJsonObject{{QStringLiteral("member"), node.key()},
                {QStringLiteral("error"), node->isUp() ? QString() : QStringLiteral("does not answer")},
                {QStringLiteral("storages"), QJsonArray()}});
        return {{QStringLiteral("storages"), rows}, {QStringLiteral("members"), members}};
    }
    QJsonObject jobShow() const
    {
        QJsonArray rows;
        QJsonValue running;
        for (const Job &job : jobs) {
            rows.append(jobRow(job));
            if (job.isRunning())
                running = jobRow(job);
        }
        return {{QStringLiteral("jobs"), rows}, {QStringLiteral("running"), running},
            {QStringLiteral("progress"), progress.isEmpty() ? QJsonValue() : QJsonValue(progress)},
            {QStringLiteral("text"), lostText}};
    }
    QJsonObject lanes() const
    {
        QJsonArray out;
        for (auto one = waiting.cbegin(); one != waiting.cend(); ++one) {
            Lane lane;
            lane.name = QStringLiteral("storage:") + one.key();
            lane.member = front1;
            lane.messages = *one;
            lane.state = QStringLiteral("parked");
            out.append(toJson(lane));
        }
        return {{QStringLiteral("lanes"), out}, {QStringLiteral("unreachable"), QJsonArray()}};
    }
    QJsonObject pending() const
    {
        QMap<QString, qint64> counts;
        for (const Storage &row : storages) {
            if (row.owner != row.home)
                counts[row.home.text] += accounts.value(row.id.text());
        }
        QJsonArray hosts;
        for (auto one = counts.cbegin(); one != counts.cend(); ++one)
            hosts.append(QJsonObject{{QStringLiteral("member"), one.key()},
                {QStringLiteral("accounts"), one.value()}, {QStringLiteral("more"), false}});
        return {{QStringLiteral("hosts"), hosts}};
    }

private:
    static Result<QJsonObject> refused(const QString &text)
    {
        return fail(Error{Fault::Refused, "conflict", text, "conflict"});
    }
    bool isServed(const Storage &row) const
    {
        return row.state == StorageState::Served && nodes.value(row.owner.text).isUp();
    }
    QJsonObject member(const QString &name, const Node &node) const
    {
        QJsonObject json{{QStringLiteral("name"), name}};
        if (node.isUp()) {
            MemberStatus status;
            status.name = MemberName(name);
            status.directory = QStringLiteral("up");
            for (const Storage &row : storages) {
                if (row.owner.text == name)
                    status.storages.append({row.id, row.name, QStringLiteral("/srv/") + row.name, true,
                        row.epoch, {}, node.freeBytes, accounts.value(row.id.text())});
            }
            json = toJson(status);
        }
        json.insert(QStringLiteral("reachable"), node.isUp());
        json.insert(QStringLiteral("error"), node.isUp() ? QString() : QStringLiteral("connection refused"));
        json.insert(QStringLiteral("administrativeState"), node.state);
        json.insert(QStringLiteral("rights"), QJsonArray::fromStringList(node.rights));
        json.insert(QStringLiteral("observed"), node.observed);
        json.insert(QStringLiteral("observedSince"), QStringLiteral("2026-11-28T03:12:00Z"));
        json.insert(QStringLiteral("reasons"), QJsonArray::fromStringList(node.reasons));
        return json;
    }
    QJsonObject jobRow(const Job &job) const
    {
        QJsonObject json = toJson(job);
        QStringList names;
        for (const JobMove &move : job.moves) {
            for (const Storage &row : storages) {
                if (row.id == move.storage)
                    names.append(row.name);
            }
        }
        json.insert(QStringLiteral("storageNames"), QJsonArray::fromStringList(names));
        return json;
    }

    void install()
    {
        const auto shows = [this](const char *what, QJsonObject (FakeFailover::*of)() const) {
            client->answers.insert(QLatin1String(what),
                [this, of](const QJsonObject &) -> Result<QJsonObject> { return (this->*of)(); });
        };
        const auto does = [this](const char *what, Result<QJsonObject> (FakeFailover::*of)(QJsonObject)) {
            client->answers.insert(QLatin1String(what),
                [this, of](const QJsonObject &arguments) { return (this->*of)(arguments); });
        };
        shows("status", &FakeFailover::status);
        shows("storage.list", &FakeFailover::storageList);
        shows("queue.lanes", &FakeFailover::lanes);
        shows("job.show", &FakeFailover::jobShow);
        shows("account.pending", &FakeFailover::pending);
        does("storage.check", &FakeFailover::check);
        does("storage.attach", &FakeFailover::attach);
        does("storage.detach", &FakeFailover::detach);
        does("reassign", &FakeFailover::reassign);
        does("restore", &FakeFailover::restore);
        does("job.undo", &FakeFailover::undo);
        does("job.pause", &FakeFailover::pause);
    }

    Result<QJsonObject> check(QJsonObject arguments)
    {
        const QString path = arguments[QStringLiteral("path")].toString();
        if (!labels.contains(path))
            return refused(QStringLiteral("path: %1 holds no storage").arg(path));
        const Storage &row = storage(labels.value(path));
        const bool isDetached = row.state == StorageState::Detached;
        return QJsonObject{{QStringLiteral("id"), row.id.text()}, {QStringLiteral("name"), row.name},
            {QStringLiteral("home"), row.home.text}, {QStringLiteral("owner"), row.owner.text},
            {QStringLiteral("epoch"), qint64(row.epoch)}, {QStringLiteral("detached"), isDetached},
            {QStringLiteral("path"), path}, {QStringLiteral("prepared"), false},
            {QStringLiteral("row"), toJson(row)},
            {QStringLiteral("verdict"),
                isDetached ? QStringLiteral("detached cleanly: may be attached by any member")
                           : QStringLiteral("attached by %1").arg(row.owner.text)}};
    }
    Result<QJsonObject> attach(QJsonObject arguments)
    {
        Result<QJsonObject> label = check(arguments);
        if (!label)
            return label;
        const Storage &row = storage(labels.value(arguments[QStringLiteral("path")].toString()));
        if (row.state == StorageState::Served && arguments[QStringLiteral("fenced")].toString().isEmpty())
            return refused(QStringLiteral("storage %1 was not let go cleanly").arg(row.name));
        prepared[row.id.text()].append(arguments[QStringLiteral("member")].toString());
        label->insert(QStringLiteral("prepared"), true);
        label->insert(QStringLiteral("proof"), arguments[QStringLiteral("fenced")].toString());
        return label;
    }
    Result<QJsonObject> detach(QJsonObject arguments)
    {
        Storage &row = storage(arguments[QStringLiteral("storage")].toString());
        row.state = StorageState::Detached;
        ++row.epoch;
        return QJsonObject{{QStringLiteral("storage"), row.name}, {QStringLiteral("quiet"), true}};
    }

    static QJsonObject one(const char *name, const char *result, const QString &text, const QString &remedy)
    {
        return {{QStringLiteral("name"), QLatin1String(name)},
            {QStringLiteral("result"), QLatin1String(result)}, {QStringLiteral("text"), text},
            {QStringLiteral("remedy"), remedy}};
    }
    QJsonObject dryRun(const QList<Storage> &moved, const QString &to, const QStringList &without) const
    {
        QJsonArray checks{one("job", "pass", QStringLiteral("no other job is running"), {})};
        for (const QString &name : silent) {
            if (without.contains(name))
                checks.append(one("old-owner", "warning",
                    QStringLiteral("%1 is not asked: you answer for it").arg(name), {}));
            else
                checks.append(one("old-owner", "block",
                    QStringLiteral("%1 cannot be asked whether it still reaches the old owner").arg(name),
                    QStringLiteral("Make sure that it does not, then name it: --without %1").arg(name)));
        }
        QJsonArray rows;
        qint64 sum = 0;
        for (const Storage &row : moved) {
            const qint64 count = accounts.value(row.id.text());
            sum += count;
            rows.append(QJsonObject{{QStringLiteral("id"), row.id.text()}, {QStringLiteral("name"), row.name},
                {QStringLiteral("accounts"), count}, {QStringLiteral("from"), row.owner.text},
                {QStringLiteral("to"), to}});
            if (!prepared.value(row.id.text()).contains(to))
                checks.append(one("storage", "block",
                    QStringLiteral("storage %1 is not attached to %2").arg(row.name, to),
                    QStringLiteral("Run there: homeportctl storage attach PATH")));
        }
        return {{QStringLiteral("dryRun"), true}, {QStringLiteral("done"), false},
            {QStringLiteral("checks"), checks}, {QStringLiteral("accounts"), sum},
            {QStringLiteral("damaged"), QJsonArray()}, {QStringLiteral("storages"), rows}};
    }
    QJsonObject begin(Job &job)
    {
        for (const JobMove &move : std::as_const(job.moves)) {
            Storage &row = storage(move.storage.text());
            row.owner = job.isUndo ? move.from : move.to;
            row.state = StorageState::Served;
            ++row.epoch;
            prepared.remove(row.id.text());
        }
        progress = {{QStringLiteral("text"), QStringLiteral("rewriting records")},
            {QStringLiteral("rewritten"), 4000}, {QStringLiteral("total"), 10211},
            {QStringLiteral("rate"), 2000}, {QStringLiteral("remainingSeconds"), 3},
            {QStringLiteral("seconds"), 2}, {QStringLiteral("servedAfterMs"), 800}};
        return {{QStringLiteral("done"), false}, {QStringLiteral("background"), true},
            {QStringLiteral("job"), toJson(job)}, {QStringLiteral("warnings"), QJsonArray()}};
    }
    Result<QJsonObject> reassign(QJsonObject arguments)
    {
        const QString to = arguments[QStringLiteral("to")].toString();
        const QString from = arguments[QStringLiteral("from")].toString();
        QList<Storage> moved;
        for (const Storage &row : std::as_const(storages)) {
            if (row.owner.text == from || row.name == arguments[QStringLiteral("storage")].toString())
                moved.append(row);
        }
        QStringList without;
        const QJsonArray names = arguments[QStringLiteral("without")].toArray();
        for (const QJsonValue &name : names)
            without.append(name.toString());
        if (arguments[QStringLiteral("dryRun")].toBool())
            return dryRun(moved, to, without);
        Job &job =
            addJob(JobKind::Reassign, JobState::Running, moved.first().owner.text, to, moved.first().name);
        return begin(job);
    }
    QJsonObject moveFirst(const QString &name, const QString &from, const QString &to) const
    {
        return {{QStringLiteral("done"), false},
            {QStringLiteral("next"),
                QJsonArray{QStringLiteral("storage %1 is detached from %2; move its disk to %3")
                               .arg(name, from, to)}}};
    }
    Result<QJsonObject> restore(QJsonObject arguments)
    {
        const QString home = arguments[QStringLiteral("member")].toString();
        for (Storage &row : storages) {
            if (row.home.text != home || row.owner == row.home)
                continue;
            if (row.state == StorageState::Served) {
                row.state = StorageState::Detached;
                ++row.epoch;
            }
            if (!hasConfirmed)
                return refused(QStringLiteral("%1 has not confirmed that it let go").arg(row.owner.text));
            if (!prepared.value(row.id.text()).contains(home))
                return moveFirst(row.name, row.owner.text, home);
            Job &job = addJob(JobKind::Restore, JobState::Running, row.owner.text, home, row.name);
            return begin(job);
        }
        return refused(QStringLiteral("nothing to restore"));
    }
    Result<QJsonObject> undo(QJsonObject)
    {
        Job &job = jobs.last();
        job.state = JobState::Undoing;
        job.isUndo = true;
        Storage &row = storage(job.moves.first().storage.text());
        if (row.state == StorageState::Served && row.owner != job.from) {
            row.state = StorageState::Detached;
            ++row.epoch;
        }
        if (row.owner != job.from && !prepared.value(row.id.text()).contains(job.from.text)) {
            lostText = QStringLiteral("it waits for the administrator");
            return moveFirst(row.name, row.owner.text, job.from.text);
        }
        lostText.clear();
        return begin(job);
    }
    Result<QJsonObject> pause(QJsonObject)
    {
        jobs.last().state = JobState::Paused;
        progress = {};
        return QJsonObject{{QStringLiteral("done"), true}, {QStringLiteral("job"), toJson(jobs.last())}};
    }
};

} // namespace homeport
