// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One record of the audit in full, and exporting all that match.
#include "console/models/texts.h"
#include "console/views/forms.h"
#include "console/views/look.h"
#include "console/views/tablepane.h"
#include "console/views/taskspage.h"
#include "shared/client/commandtext.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressDialog>
#include <QSaveFile>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QPlainTextEdit *fixedText(QWidget *parent, const QString &name, int lines)
{
    auto *const text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(name);
    text->setFont(fixedFont());
    text->setMinimumHeight(text->fontMetrics().height() * lines + 12);
    return text;
}

QString factsOf(const AuditRecord &record)
{
    QStringList lines;
    const auto add = [&lines](const QString &text, const QString &value) {
        if (!value.isEmpty())
            lines.append(text.arg(value));
    };
    add(TasksPage::tr("Ended: %1"), fullTimeText(record.time).section(u'\n', 0, 0));
    add(TasksPage::tr("By: %1"), record.who);
    add(TasksPage::tr("From: %1"), record.from);
    add(TasksPage::tr("Through keeper: %1"), record.member.text);
    add(TasksPage::tr("Took: %1"), durationText(record.durationMs));
    add(TasksPage::tr("Proof: %1"), record.proof);
    add(TasksPage::tr("Request: %1"), record.request.text());
    lines.append(record.error.isEmpty()
            ? withGlyph(Severity::Good, TasksPage::tr("done"))
            : withGlyph(Severity::Bad, TasksPage::tr("failed: %1").arg(record.error)));
    return lines.join(u'\n');
}

} // namespace

QWidget *TasksPage::makeDetail()
{
    auto *const detail = new QWidget(this);
    detail->setObjectName(u"auditDetail"_s);
    detail->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
    auto *const layout = new QVBoxLayout(detail);
    layout->setContentsMargins(8, 0, 0, 0);
    m_heading = headingLabel(detail);
    layout->addWidget(m_heading);
    m_facts = paragraphLabel(detail);
    m_facts->setAccessibleName(tr("Facts of the change"));
    layout->addWidget(m_facts);
    auto *const argumentsLabel = new QLabel(tr("A&rguments:"), detail);
    m_arguments = fixedText(detail, tr("Arguments as JSON"), 6);
    argumentsLabel->setBuddy(m_arguments);
    layout->addWidget(argumentsLabel);
    layout->addWidget(m_arguments, 2);
    auto *const commandLabel = new QLabel(tr("As a &homeportctl command:"), detail);
    m_command = fixedText(detail, tr("The same as a homeportctl command"), 3);
    commandLabel->setBuddy(m_command);
    layout->addWidget(commandLabel);
    layout->addWidget(m_command, 1);
    return detail;
}

void TasksPage::showRecord()
{
    const QStringList keys = m_pane->selectedKeys();
    const AuditRecord *const record = keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
    m_heading->setText(record ? record->what : tr("No change selected"));
    m_facts->setText(record ? factsOf(*record) : QString());
    m_arguments->setPlainText(record
            ? QString::fromUtf8(QJsonDocument(record->arguments).toJson(QJsonDocument::Indented)).trimmed()
            : QString());
    m_command->setPlainText(record ? commandText(record->what, record->arguments) : QString());
    showAllowed();
}

void TasksPage::showAllowed()
{
    const QString isOff = m_context.connection.state() == LinkState::Connected
        ? QString()
        : m_context.connection.whyNot(AdministratorRole::Viewer);
    const bool hasOne = m_pane->selectedKeys().size() == 1;
    const bool hasCommand = !m_command->toPlainText().isEmpty();
    allow(m_copyCommand,
        !hasOne          ? tr("Select one change.")
            : hasCommand ? QString()
                         : tr("No homeportctl command does the same."),
        tr("The same as a homeportctl command"));
    for (QAction *const action : {m_exportCsv, m_exportJson})
        allow(action, isOff, tr("Everything that the search finds, also what is not loaded yet"));
}

void TasksPage::exportAll(AuditFormat format)
{
    auto *const dialog = new QFileDialog(this, tr("Export the audit"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString suffix = format == AuditFormat::Csv ? u"csv"_s : u"json"_s;
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(u"audit."_s + suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, format](const QString &path) { exportTo(path, format); });
    dialog->open();
}

void TasksPage::exportTo(const QString &path, AuditFormat format)
{
    auto *const progress = new QProgressDialog(tr("Fetching the records…"), tr("Cancel"), 0, 0, this);
    progress->setObjectName(u"auditExport"_s);
    progress->setAttribute(Qt::WA_DeleteOnClose);
    progress->setWindowTitle(tr("Export the audit"));
    progress->setMinimumDuration(0);
    auto *const job = new AuditExport(m_context.connection, search(), format, progress);
    connect(progress, &QProgressDialog::canceled, job, &AuditExport::cancel);
    connect(job, &AuditExport::progressed, progress, [progress](qint64 records) {
        progress->setLabelText(tr("%n record(s) fetched", nullptr, int(records)));
    });
    const auto tell = [this, progress](QMessageBox::Icon icon, const QString &text) {
        progress->close();
        auto *const box = new QMessageBox(icon, tr("Export the audit"), text, QMessageBox::Close, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    };
    connect(job, &AuditExport::failed, this, [tell, path](const QString &why) {
        tell(QMessageBox::Warning, tr("%1 was not written: %2").arg(path, why));
    });
    connect(job, &AuditExport::finished, this,
        [tell, path](const QByteArray &bytes, qint64 records, const QStringList &unreachable) {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
                return tell(QMessageBox::Warning, tr("%1 was not written: %2").arg(path, file.errorString()));
            QString text = tr("%n record(s) written to %1.", nullptr, int(records)).arg(path);
            if (!unreachable.isEmpty())
                text += u"\n\n"_s
                    + tr("Without those of keepers that did not answer: %1").arg(unreachable.join(u"; "_s));
            tell(unreachable.isEmpty() ? QMessageBox::Information : QMessageBox::Warning, text);
        });
    progress->open();
    job->start();
}

} // namespace homeport
