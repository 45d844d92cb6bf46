// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Review, apply, and what happens on a conflict.
#include "console/views/reviewdialog.h"

#include "console/views/forms.h"
#include "console/views/look.h"
#include "console/views/tablepane.h"
#include "shared/model/jsonreader.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

Result<TableRevision> appliedRevision(const QJsonObject &answer)
{
    JsonReader reader(answer);
    const TableRevision revision = reader.nested("revision", tableRevisionFromJson);
    return reader.finish(revision);
}

} // namespace

ReviewDialog::ReviewDialog(ConsoleContext &context, MemberTableEditor &editor, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_editor(editor)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"reviewDialog"_s);
    setWindowTitle(tr("Review the changes of the member table"));
    build();
    connect(&editor, &MemberTableEditor::changed, this, &ReviewDialog::showChanges);
    connect(&context.connection, &Connection::stateChanged, this, &ReviewDialog::showAllowed);
    showChanges();
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 32);
}

void ReviewDialog::build()
{
    auto *const layout = new QVBoxLayout(this);
    m_text = paragraphLabel(this);
    layout->addWidget(m_text);
    m_outcome = paragraphLabel(this);
    m_outcome->setObjectName(u"outcome"_s);
    m_outcome->setAccessibleName(tr("What came of it"));
    m_outcome->hide();
    layout->addWidget(m_outcome);
    m_pane = new TablePane(m_model, m_context, u"members/review"_s, tr("Changes"));
    m_pane->setEmptyText(tr("Nothing would change any more: the table says what you wanted."));
    layout->addWidget(m_pane, 1);
    auto *const form = new QFormLayout;
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(u"comment"_s);
    m_comment->setPlaceholderText(tr("Why? It stands in the table's history."));
    connect(m_comment, &QLineEdit::textChanged, this, &ReviewDialog::showChanges);
    form->addRow(tr("C&omment:"), m_comment);
    m_command = new QPlainTextEdit(this);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(fixedFont());
    m_command->setFixedHeight(m_command->fontMetrics().height() * 2 + 12);
    m_command->setAccessibleName(tr("The same as a homeportctl command"));
    form->addRow(tr("The same:"), m_command);
    layout->addLayout(form);
    m_takeBack = paragraphLabel(this);
    layout->addWidget(m_takeBack);
    auto *const buttons = new QDialogButtonBox(this);
    auto *const save = buttons->addButton(tr("Save members.json…"), QDialogButtonBox::ActionRole);
    save->setToolTip(tr("The file that the homeportctl command reads."));
    save->setAutoDefault(false);
    m_apply = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_apply->setObjectName(u"apply"_s);
    m_apply->setAutoDefault(false);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_cancel->setDefault(true);
    connect(save, &QPushButton::clicked, this, &ReviewDialog::saveRows);
    connect(m_apply, &QPushButton::clicked, this, [this] { apply(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

void ReviewDialog::showChanges()
{
    const Act act = m_editor.applyAct(m_comment->text(), false);
    m_model.setRows(m_editor.changes());
    m_text->setText(act.text);
    m_takeBack->setText(act.takeBack);
    m_command->setPlainText(act.command());
    m_apply->setText(act.button);
    m_apply->setAccessibleName(act.button);
    showAllowed();
}

void ReviewDialog::showAllowed()
{
    QString whyNot = m_context.connection.whyNot(AdministratorRole::Administrator);
    if (whyNot.isEmpty())
        whyNot = m_editor.whyNotApply();
    m_apply->setEnabled(whyNot.isEmpty() && !m_isRunning);
    m_apply->setToolTip(whyNot);
}

void ReviewDialog::tell(Severity severity, const QString &text) { setStateText(m_outcome, severity, text); }

Task<> ReviewDialog::apply()
{
    const QPointer<ReviewDialog> self(this);
    m_isRunning = true;
    tell(Severity::Busy, tr("Being applied…"));
    showAllowed();
    const Act act = m_editor.applyAct(m_comment->text(), false);
    const Result<QJsonObject> answer = co_await m_context.acts.run(act);
    if (!self)
        co_return;
    m_isRunning = false;
    showAllowed();
    if (!answer && answer.error().status == "conflict") {
        rebase(answer.error().forLog);
        co_return;
    }
    const Result<TableRevision> revision = answer ? appliedRevision(*answer) : fail(answer.error());
    if (!revision) {
        tell(Severity::Bad, tr("Nothing was changed: %1").arg(revision.error().forLog));
        co_return;
    }
    Q_EMIT applied(*revision);
    accept();
}

Task<> ReviewDialog::rebase(QString conflict)
{
    const QPointer<ReviewDialog> self(this);
    m_isRunning = true;
    showAllowed();
    const Result<RevisedTable> table =
        co_await m_context.connection.ask(u"table.show"_s, {}, revisedTableFromJson);
    if (!self)
        co_return;
    m_isRunning = false;
    if (!table) {
        tell(Severity::Bad,
            tr("Nothing was changed: %1\nThe new table could not be read: %2")
                .arg(conflict, table.error().forLog));
        showAllowed();
        co_return;
    }
    if (table->revision == m_editor.base().revision) { // it was something else that stood in the way
        tell(Severity::Bad, tr("Nothing was changed: %1").arg(conflict));
        showAllowed();
        co_return;
    }
    m_editor.setBase(*table);
    const int conflicts = int(m_editor.conflicts().size());
    QStringList lines{tr("Nothing was changed yet. %1").arg(conflict),
        tr("Your changes now stand on top of that revision. Look at them again, then apply.")};
    if (conflicts > 0)
        lines.append(tr("%n field(s) were changed by both; the last column says so.", nullptr, conflicts));
    tell(Severity::Warning, (lines + m_editor.notes()).join(u'\n'));
    showChanges();
}

void ReviewDialog::saveRows()
{
    const QJsonArray rows = m_editor.applyAct({}, false).arguments[u"members"_s].toArray();
    auto *const dialog = new QFileDialog(this, tr("Save the changed rows"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"members.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, rows](const QString &path) {
        QSaveFile file(path);
        const QByteArray bytes = QJsonDocument(rows).toJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            tell(Severity::Bad, tr("%1 could not be written: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace homeport
