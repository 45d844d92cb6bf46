// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tasks of here and elsewhere in one list.
#include "console/models/taskmodel.h"

#include "console/models/auditmodel.h"
#include "console/models/clusterstate.h"
#include "console/models/texts.h"
#include "shared/client/commandtext.h"
#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Tasks)
};

QString tookText(const TaskEntry &entry)
{
    if (entry.state == ActState::Running)
        return ageText(entry.shownSeconds);
    return durationText(entry.started.msecsTo(entry.ended));
}

QList<RowColumn<TaskEntry>> taskColumns()
{
    using Row = TaskEntry;
    return {
        {.title = Words::tr("Task"),
            .field = u"title"_s,
            .text = [](const Row &row) { return row.title; },
            .toolTip = [](const Row &row) { return row.command; }},
        {.title = Words::tr("State"),
            .field = u"state"_s,
            .text = [](const Row &row) { return taskWord(row.state).word; },
            .severity = [](const Row &row) { return taskWord(row.state).severity; }},
        {.title = Words::tr("Started"),
            .field = u"started"_s,
            .text = [](const Row &row) { return timeText(row.started, QDateTime::currentDateTimeUtc()); },
            .number = [](const Row &row) { return sortTime(row.started); },
            .toolTip = [](const Row &row) { return fullTimeText(row.started); },
            .exported = [](const Row &row) { return exportTime(row.started); }},
        {.title = Words::tr("Took"),
            .field = u"duration"_s,
            .text = tookText,
            .number =
                [](const Row &row) {
                    return row.state == ActState::Running ? row.shownSeconds * 1000
                                                          : row.started.msecsTo(row.ended);
                }},
        {.title = Words::tr("Result"),
            .field = u"result"_s,
            .text = [](const Row &row) { return row.result.section(u'\n', 0, 0); },
            .toolTip = [](const Row &row) { return row.result; },
            .exported = [](const Row &row) { return row.result; }},
        {.title = Words::tr("Who"), .field = u"who"_s, .text = [](const Row &row) { return row.who; }},
        {.title = Words::tr("Keeper"),
            .field = u"member"_s,
            .text = [](const Row &row) { return row.member; }},
        {.title = Words::tr("Command"),
            .field = u"command"_s,
            .text = [](const Row &row) { return row.command; }},
    };
}

TaskEntry entryOf(const ActRecord &record, const QDateTime &now)
{
    TaskEntry entry;
    entry.request = record.request;
    entry.title = record.button;
    entry.who = Words::tr("this console");
    entry.command = record.command;
    entry.started = record.started;
    entry.ended = record.ended;
    entry.state = record.state;
    entry.result = record.result;
    if (entry.state == ActState::Running)
        entry.shownSeconds = std::max<qint64>(0, record.started.secsTo(now));
    return entry;
}

TaskEntry entryOf(const TaskRow &task, const QDateTime &now)
{
    TaskEntry entry;
    entry.request = task.request.text();
    const QString words = argumentsInWords(task.arguments);
    entry.title = words.isEmpty() ? task.what : task.what + u": "_s + words;
    entry.who = task.from.isEmpty() ? task.who : Words::tr("%1 from %2").arg(task.who, task.from);
    entry.member = task.member.text;
    entry.command = commandText(task.what, task.arguments);
    entry.started = task.started;
    entry.shownSeconds = std::max<qint64>(0, task.started.secsTo(now));
    return entry;
}

} // namespace

Result<TaskList> taskListFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    TaskList list;
    list.tasks = reader.list("tasks", taskRowFromJson);
    list.unreachable = unreachableFromJson(json);
    return reader.finish(list);
}

StateWord taskWord(ActState state)
{
    switch (state) {
    case ActState::Running:
        return {Words::tr("running"), Severity::Busy};
    case ActState::Done:
        return {Words::tr("done"), Severity::Good};
    case ActState::Partly:
        return {Words::tr("done, with remarks"), Severity::Warning};
    case ActState::Failed:
        return {Words::tr("failed"), Severity::Bad};
    }
    Q_UNREACHABLE();
}

QList<TaskEntry> taskEntries(
    const QList<ActRecord> &records, const QList<TaskRow> &tasks, const QDateTime &now)
{
    QList<TaskEntry> entries;
    QHash<QString, qsizetype> known;
    for (const ActRecord &record : records) {
        known.insert(record.request, entries.size());
        entries.append(entryOf(record, now));
    }
    for (const TaskRow &task : tasks) {
        const auto found = known.constFind(task.request.text());
        if (found == known.constEnd())
            entries.append(entryOf(task, now));
        else
            entries[*found].member = task.member.text;
    }
    std::stable_sort(entries.begin(), entries.end(),
        [](const TaskEntry &a, const TaskEntry &b) { return a.started > b.started; });
    return entries;
}

TaskModel::TaskModel(ActRunner &acts, QObject *parent)
    : RowModel(
        taskColumns(), [](const TaskEntry &entry) { return entry.request; }, parent)
    , m_acts(acts)
{
    connect(&acts, &ActRunner::recordsChanged, this, &TaskModel::showEntries);
    connect(&acts.connection(), &Connection::stateChanged, this, [this] {
        if (m_acts.connection().state() == LinkState::Connected)
            return;
        m_tasks.clear(); // what others run is not known any more
        showEntries();
    });
}

void TaskModel::refresh()
{
    if (m_acts.connection().state() != LinkState::Connected)
        return showEntries();
    if (!m_isAsking)
        ask();
}

int TaskModel::runningCount() const
{
    return int(std::count_if(allRows().cbegin(), allRows().cend(),
        [](const TaskEntry &entry) { return entry.state == ActState::Running; }));
}

Task<> TaskModel::ask()
{
    const QPointer<TaskModel> self(this);
    m_isAsking = true;
    const QJsonObject nothing;
    const Result<TaskList> list = co_await m_acts.connection().ask(u"task.list"_s, nothing, taskListFromJson);
    if (!self)
        co_return;
    m_isAsking = false;
    m_problem = list ? QString() : list.error().forLog;
    if (list)
        m_tasks = list->tasks;
    showEntries();
}

void TaskModel::showEntries()
{
    setRows(taskEntries(m_acts.records(), m_tasks, QDateTime::currentDateTimeUtc()));
    Q_EMIT changed();
}

} // namespace homeport
