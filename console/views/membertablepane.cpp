// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The editor's table and what can be done with it.
#include "console/views/membertablepane.h"

#include "console/views/forms.h"
#include "console/views/invitedialog.h"
#include "console/views/memberactions.h"
#include "console/views/memberfielddelegate.h"
#include "console/views/pastedialog.h"
#include "console/views/reviewdialog.h"
#include "console/views/tablepane.h"
#include "console/views/verificationpane.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

MemberTablePane::MemberTablePane(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(m_editor)
{
    setObjectName(u"memberTable"_s);
    auto *const layout = new QVBoxLayout(this);
    auto *const splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_pane = new TablePane(
        m_model, context, u"members/table"_s, tr("Member table"), TablePane::Filtering::Here, splitter);
    m_pane->view()->setItemDelegate(new MemberFieldDelegate(m_pane->view()));
    m_pane->view()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_pane->setWidths({24, 30, 28, 20, 12, 34, 24});
    m_pane->view()->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed);
    m_verification = new VerificationPane(context, splitter);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
    m_state = paragraphLabel(this);
    m_state->setObjectName(u"editState"_s);
    layout->addWidget(m_state);
    buildActions();
    connect(m_pane, &TablePane::selectionChanged, this, &MemberTablePane::showAllowed);
    connect(m_pane, &TablePane::retryRequested, this, &MemberTablePane::refresh);
    connect(m_verification, &VerificationPane::checkRequested, this, &MemberTablePane::refresh);
    connect(&m_editor, &MemberTableEditor::changed, this, &MemberTablePane::showState);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &MemberTablePane::takeCluster);
    connect(&context.connection, &Connection::stateChanged, this, &MemberTablePane::showAllowed);
    showState();
}

QAction *MemberTablePane::make(const QString &text, const QString &name, void (MemberTablePane::*run)())
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, run);
    m_pane->addAction(action);
    return action;
}

void MemberTablePane::buildActions()
{
    m_review = make(tr("Review changes…"), u"reviewChanges"_s, &MemberTablePane::review);
    m_pane->addAction(nullptr);
    m_add = make(tr("Add row"), u"addRow"_s, &MemberTablePane::add);
    m_paste = make(tr("Paste CSV…"), u"pasteRows"_s, &MemberTablePane::paste);
    m_undo = new QAction(tr("Undo"), this);
    m_redo = new QAction(tr("Redo"), this);
    m_undo->setObjectName(u"undo"_s);
    m_redo->setObjectName(u"redo"_s);
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo->setShortcut(QKeySequence::Redo);
    for (QAction *const action : {m_undo, m_redo}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_pane->addAction(action);
    }
    connect(m_undo, &QAction::triggered, &m_editor, &MemberTableEditor::undo);
    connect(m_redo, &QAction::triggered, &m_editor, &MemberTableEditor::redo);
    m_discard = make(tr("Discard row"), u"discardRow"_s, &MemberTablePane::discard);
    m_test = make(tr("Test"), u"testRows"_s, &MemberTablePane::test);
    m_pane->addAction(nullptr);
    m_invite = make(tr("Invite…"), u"inviteMember"_s, &MemberTablePane::invite);
    m_acts = new MemberActions(m_context, this);
    m_acts->addTo(m_pane);
    connect(m_acts, &MemberActions::done, this, [this] {
        m_context.watch.refresh();
        refresh();
    });
}

void MemberTablePane::setActive(bool isActive)
{
    m_isActive = isActive;
    m_failedHash.clear();
    takeCluster();
}

void MemberTablePane::refresh()
{
    m_failedHash.clear();
    load();
}

/// Another table is in force than the one that is edited: it is fetched, and edits are put on top of it.
void MemberTablePane::takeCluster()
{
    const QByteArray &hash = m_context.watch.cluster().table.hash;
    m_model.setStale(m_context.watch.isStale());
    if (m_isActive && !hash.isEmpty() && hash != m_editor.base().revision.hash
        && QString::fromLatin1(hash) != m_failedHash)
        load();
    showAllowed();
}

Task<> MemberTablePane::load()
{
    if (m_isLoading || m_context.connection.state() != LinkState::Connected)
        co_return;
    m_isLoading = true;
    const QPointer<MemberTablePane> self(this);
    const QString wanted = QString::fromLatin1(m_context.watch.cluster().table.hash);
    const Result<RevisedTable> table =
        co_await m_context.connection.ask(u"table.show"_s, {}, revisedTableFromJson);
    if (!self)
        co_return;
    m_isLoading = false;
    if (!table) {
        m_failedHash = wanted;
        m_pane->setProblem(tr("The member table could not be read: %1").arg(table.error().forLog));
        co_return;
    }
    m_pane->setProblem({});
    m_editor.setBase(*table);
    showState();
}

void MemberTablePane::showState()
{
    QStringList lines = m_editor.notes();
    Severity severity = lines.isEmpty() ? Severity::Notice : Severity::Warning;
    const int conflicts = int(m_editor.conflicts().size());
    if (conflicts > 0) {
        severity = Severity::Warning;
        lines.append(tr("Somebody else changed %n field(s) that you changed too; Review shows both.", nullptr,
            conflicts));
    }
    const int changed = m_editor.changedRowCount();
    if (!m_editor.problems().isEmpty()) {
        severity = Severity::Bad;
        lines.append(m_editor.problems().first().text);
        if (m_editor.problems().size() > 1)
            lines.append(tr("and %n more to be put right", nullptr, int(m_editor.problems().size()) - 1));
    } else if (changed > 0) {
        lines.append(
            tr("%n row(s) changed here and not applied yet: Review changes… shows what would happen.",
                nullptr, changed));
    }
    setStateText(m_state, severity, lines.join(u'\n'));
    m_pane->setEmptyText(m_editor.hasBase()
            ? tr("The cluster table has no members.")
            : tr("The rows of the member table stand here as soon as it has been read from a keeper."));
    showAllowed();
}

const MemberEdit *MemberTablePane::selected() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_editor.row(keys.first().toInt()) : nullptr;
}

void MemberTablePane::showAllowed()
{
    const QString mayNot = m_context.connection.whyNot(AdministratorRole::Administrator);
    m_model.setReadOnly(!mayNot.isEmpty());
    const QString notRead = m_editor.hasBase() ? QString() : tr("The table has not been read yet.");
    const QString mayNotEdit = mayNot.isEmpty() ? notRead : mayNot;
    allow(m_add, mayNotEdit, tr("A row for a member that joins later."));
    allow(m_paste, mayNotEdit, tr("Rows from a spreadsheet."));
    allow(m_undo, m_editor.canUndo() ? QString() : tr("Nothing to undo."),
        tr("Undo: %1").arg(m_editor.undoText()));
    allow(m_redo, m_editor.canRedo() ? QString() : tr("Nothing to redo."),
        tr("Redo: %1").arg(m_editor.redoText()));
    const QString whyNotApply = m_editor.whyNotApply();
    allow(m_review, mayNot.isEmpty() ? whyNotApply : mayNot, tr("Old and new side by side, then apply."));
    allow(m_invite, mayNot, tr("A token and a command that let a new machine join."));
    const MemberEdit *const row = selected();
    allow(m_discard,
        row && row->isNew ? QString() : tr("Only a row that was added here and not applied is discarded."),
        tr("Forget the new row."));
    QString mayNotTest = m_context.connection.whyNot(AdministratorRole::Operator);
    if (mayNotTest.isEmpty() && m_isTesting)
        mayNotTest = tr("A test is running.");
    if (mayNotTest.isEmpty() && m_pane->selectedKeys().isEmpty())
        mayNotTest = tr("Select the rows whose addresses shall be tried.");
    allow(m_test, mayNotTest, tr("The keeper tries the addresses of the selected rows."));
    const ClusterWatch &watch = m_context.watch;
    std::optional<MemberRow> known;
    if (row && !row->isNew) {
        const QList<MemberRow> rows = memberRows(watch.cluster(), watch.lanes(), watch.asOf());
        const auto found = std::find_if(
            rows.cbegin(), rows.cend(), [&](const MemberRow &one) { return one.member.name == row->name(); });
        if (found != rows.cend())
            known = *found;
    }
    m_acts->setMember(known, tr("Select one member that stands in the table."));
}

void MemberTablePane::add()
{
    const int id = m_editor.addRow();
    m_pane->filterField()->clear();
    m_pane->select(TableEditorModel::keyOf(id));
    const int row = m_model.rowOf(TableEditorModel::keyOf(id));
    if (row < 0)
        return;
    const QModelIndex name = m_model.index(row, 0);
    m_pane->view()->setCurrentIndex(name);
    m_pane->view()->edit(name);
}

void MemberTablePane::discard()
{
    if (const MemberEdit *const row = selected())
        m_editor.discardRow(row->id);
}

void MemberTablePane::paste() { (new PasteDialog(m_editor, this))->open(); }

void MemberTablePane::review()
{
    auto *const dialog = new ReviewDialog(m_context, m_editor, this);
    connect(dialog, &ReviewDialog::applied, this, [this](const TableRevision &revision) {
        m_verification->verify(revision);
        refresh(); // read back: what was applied is no edit any more
    });
    dialog->open();
}

void MemberTablePane::invite()
{
    const MemberEdit *const row = selected();
    (new InviteDialog(m_context, row ? row->name() : QString(), this))->open();
}

void MemberTablePane::test()
{
    QList<int> ids;
    const QStringList keys = m_pane->selectedKeys();
    for (const QString &key : keys)
        ids.append(key.toInt());
    testRows(ids);
}

Task<> MemberTablePane::testRows(QList<int> ids)
{
    const QPointer<MemberTablePane> self(this);
    m_isTesting = true;
    showAllowed();
    for (const int id : ids) {
        const MemberEdit *const row = m_editor.row(id);
        if (!row)
            continue;
        const QString name = row->name();
        const QStringList addresses = row->list(MemberField::Addresses);
        if (addresses.isEmpty()) {
            const RowTest none{{tr("it has no address to try"), Severity::Unknown}, {}};
            m_model.setTest(id, none);
            continue;
        }
        const RowTest busy{{tr("being tried…"), Severity::Busy}, {}};
        m_model.setTest(id, busy);
        const QJsonObject arguments{{u"addresses"_s, QJsonArray::fromStringList(addresses)}};
        const Result<QJsonObject> answer = co_await m_context.connection.call(u"member.test"_s, arguments);
        if (!self)
            co_return;
        const Result<RowTest> read = answer ? rowTestFromJson(*answer, name) : fail(answer.error());
        const RowTest failed{{read ? QString() : read.error().forLog, Severity::Bad}, {}};
        m_model.setTest(id, read ? *read : failed);
    }
    m_isTesting = false;
    showAllowed();
}

void MemberTablePane::select(const QString &member)
{
    for (const MemberEdit &row : m_editor.rows()) {
        if (row.name() == member)
            m_pane->select(TableEditorModel::keyOf(row.id));
    }
}

} // namespace homeport
