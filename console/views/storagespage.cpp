// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of storages and its actions.
#include "console/views/storagespage.h"

#include "console/views/actdialog.h"
#include "console/views/storagedialogs.h"
#include "console/views/tablepane.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

StoragesPage::StoragesPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"storages"_s, tr("Storages"), parent)
    , m_model(storageColumns(), [](const StorageRow &row) { return row.name; })
{
    auto *const layout = new QVBoxLayout(this);
    m_pane = new TablePane(m_model, context, u"storages/table"_s, tr("Storages"));
    m_pane->setEmptyText(
        tr("There is no storage yet.\n\nA storage is a folder on a backend's disk that holds accounts; "
           "make the first one with \"Create…\"."));
    m_pane->setWidths({14, 18, 24, 24, 24, 10, 12, 8, 24, 24});
    layout->addWidget(m_pane, 1);
    buildActions();
    connect(m_pane, &TablePane::selectionChanged, this, &StoragesPage::showAllowed);
    connect(m_pane, &TablePane::retryRequested, this, &StoragesPage::refresh);
    connect(m_pane, &TablePane::activated, this, [this] { m_check->trigger(); });
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        showAllowed();
        m_model.setStale(m_context.connection.state() != LinkState::Connected);
    });
    connect(&context.watch, &ClusterWatch::clusterChanged, this, [this] {
        showBadge();
        if (m_isInFront)
            load();
    });
    showAllowed();
}

void StoragesPage::buildActions()
{
    const auto add = [this](const QString &text, const QString &name, auto handler) {
        auto *const action = new QAction(text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, handler);
        m_pane->addAction(action);
        return action;
    };
    const QPointer<StoragesPage> self(this);
    const auto changed = [self](const QJsonObject &) {
        if (self)
            self->refresh();
    };
    m_create = add(
        tr("&Create…"), u"createStorage"_s, [this, changed] { openCreateStorage(m_context, this, changed); });
    m_attach = add(tr("&Attach…"), u"attachStorage"_s, [this, self] {
        const StorageRow *const row = chosen();
        const bool isDetached = row && row->state == u"detached";
        openAttachStorage(m_context, isDetached ? row->owner : QString(), isDetached ? row->path : QString(),
            this, [self](const QJsonObject &answer) {
                if (self)
                    self->tellAttached(answer);
            });
    });
    m_detach = add(tr("&Detach…"), u"detachStorage"_s, [this, changed] {
        if (const StorageRow *const row = chosen())
            ActDialog::run(m_context.acts, detachStorageAct(*row), this, changed);
    });
    m_check = add(tr("Chec&k…"), u"checkStorage"_s, [this] {
        const StorageRow *const row = chosen();
        openCheckStorage(m_context, row ? row->owner : QString(), row ? row->path : QString(), this);
    });
    m_pane->addAction(nullptr);
    m_reassign = add(tr("&Reassign this storage…"), u"reassignStorage"_s, [this] {
        if (const StorageRow *const row = chosen())
            Q_EMIT linkActivated(u"jobs"_s, u"reassign-storage:"_s + row->name);
    });
    m_serveAlone = add(tr("&Serve alone…"), u"serveAlone"_s, [this, changed] {
        const StorageRow *const row = chosen();
        openServeAlone(m_context, row ? row->owner : QString(), this, changed);
    });
}

void StoragesPage::activate()
{
    m_isInFront = true;
    load();
}

void StoragesPage::deactivate() { m_isInFront = false; }

void StoragesPage::refresh()
{
    load();
    m_context.watch.refresh();
}

QWidget *StoragesPage::filterField() { return m_pane->filterField(); }

void StoragesPage::show(const QString &what)
{
    m_pane->filterField()->clear();
    m_wanted = what;
    if (m_model.rowOf(what) >= 0)
        m_pane->select(std::exchange(m_wanted, QString()));
    else
        load();
}

void StoragesPage::restoreLayout() { m_pane->restoreLayout(); }

const StorageRow *StoragesPage::chosen() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
}

Task<> StoragesPage::load()
{
    if (m_isAsking || m_context.connection.state() != LinkState::Connected)
        co_return;
    const QPointer<StoragesPage> self(this);
    m_isAsking = true;
    const QJsonObject nothing;
    const Result<StorageList> list =
        co_await m_context.connection.ask(u"storage.list"_s, nothing, storageListFromJson);
    if (!self)
        co_return;
    m_isAsking = false;
    m_model.setStale(!list);
    if (!list) {
        m_pane->setProblem(list.error().forLog);
        co_return;
    }
    m_model.setRows(list->storages);
    m_pane->setAsOf(QDateTime::currentDateTimeUtc());
    m_pane->setProblem(list->unreachable.isEmpty() ? QString()
                                                   : tr("Not all members answered; paths, accounts and free "
                                                        "space of their storages are not known: %1")
                                                         .arg(list->unreachable.join(u"; "_s)));
    if (!m_wanted.isEmpty())
        m_pane->select(std::exchange(m_wanted, QString()));
    showAllowed();
}

/// Of what the watch knows: also while the page is not in front.
void StoragesPage::showBadge()
{
    int count = 0;
    Severity worst = Severity::Warning;
    for (const StorageSummary &storage : m_context.watch.cluster().storages) {
        const Severity severity = storageWord(storage).severity;
        if (severity != Severity::Bad && severity != Severity::Warning)
            continue;
        ++count;
        if (severity == Severity::Bad)
            worst = severity;
    }
    setBadge(count, worst);
}

void StoragesPage::showAllowed()
{
    const Connection &connection = m_context.connection;
    const QString denied = connection.whyNot(AdministratorRole::Administrator);
    const QString isOff =
        connection.state() == LinkState::Connected ? QString() : connection.whyNot(AdministratorRole::Viewer);
    const StorageRow *const row = chosen();
    const QString notOne = row ? QString() : tr("Select one storage.");
    const auto decide = [](QAction *action, const QString &first, const QString &second, const QString &tip) {
        allow(action, first.isEmpty() ? second : first, tip);
    };
    decide(m_create, denied, {}, tr("Make an empty storage on a backend's disk"));
    decide(m_attach, denied, {}, tr("Make a member ready to serve a storage whose disk is connected to it"));
    decide(m_detach, denied,
        row && row->state == u"detached" ? tr("%1 is detached already.").arg(row->name) : notOne,
        tr("Let go of a storage cleanly, so that its disk can be moved"));
    decide(m_check, isOff, {}, tr("Read the label of a disk and compare it with the cluster table"));
    decide(m_reassign, denied,
        row && m_context.watch.jobs().running ? tr("A job is running: see the page \"Jobs\".") : notOne,
        tr("Give this storage with its accounts to another member"));
    decide(m_serveAlone, denied, {}, tr("Let a member serve without a majority of the others: only in need"));
}

void StoragesPage::tellAttached(const QJsonObject &answer)
{
    refresh();
    auto *const box = new QMessageBox(
        QMessageBox::Information, tr("Storage attached"), afterAttach(answer), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

} // namespace homeport
