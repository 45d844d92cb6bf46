// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Text above, what is wrong with it below.
#include "console/views/pastedialog.h"

#include "console/views/forms.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

PasteDialog::PasteDialog(MemberTableEditor &editor, QWidget *parent)
    : QDialog(parent)
    , m_editor(editor)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"pasteDialog"_s);
    setWindowTitle(tr("Paste member rows"));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("One member per line: name, addresses, adminAddresses, rights, state. The first line may name the "
           "columns; what is left out stays as it is. A name that is in the table is changed, another one is "
           "added. Several addresses in one cell are separated by spaces.")));
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(u"pasted"_s);
    m_text->setAccessibleName(tr("Rows as CSV"));
    m_text->setTabChangesFocus(true);
    m_text->setFont(fixedFont());
    m_text->setPlaceholderText(u"name,addresses,adminAddresses,rights\n"
                               "front3.example.net,192.0.2.13:700,,proxy\n"
                               "back3.example.net,192.0.2.23:700,192.0.2.23:701,proxy store keeper"_s);
    layout->addWidget(m_text, 2);
    m_summary = paragraphLabel(this);
    m_summary->setObjectName(u"summary"_s);
    layout->addWidget(m_summary);
    m_problems = new QPlainTextEdit(this);
    m_problems->setObjectName(u"problemsOfPaste"_s);
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_problems->setAccessibleName(tr("What is wrong, by line and column"));
    layout->addWidget(m_problems, 1);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_take = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_take->setObjectName(u"takeRows"_s);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_editor.paste(m_pasted);
        accept();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &PasteDialog::showWhatIsRead);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);
    const QString clipboard = QApplication::clipboard()->text();
    if (clipboard.contains(u'\n') && clipboard.contains(u':')) // looks like rows
        m_text->setPlainText(clipboard);
    showWhatIsRead();
}

void PasteDialog::showWhatIsRead()
{
    m_pasted = membersFromCsv(m_text->toPlainText());
    QStringList lines;
    for (const CsvProblem &problem : std::as_const(m_pasted.problems))
        lines.append(problem.column > 0
                ? tr("line %1, column %2: %3")
                      .arg(QString::number(problem.line), QString::number(problem.column), problem.text)
                : tr("line %1: %2").arg(QString::number(problem.line), problem.text));
    m_problems->setPlainText(lines.join(u'\n'));
    m_problems->setVisible(!lines.isEmpty());
    const int good = int(m_pasted.rows.size());
    if (!lines.isEmpty())
        setStateText(m_summary, Severity::Bad,
            tr("%n line(s) can be taken, ", nullptr, good) + tr("%n cannot:", nullptr, int(lines.size())));
    else
        setStateText(
            m_summary, Severity::Good, good > 0 ? tr("%n line(s) can be taken.", nullptr, good) : QString());
    m_take->setText(tr("Take over %n row(s)", nullptr, good));
    m_take->setEnabled(good > 0);
    m_take->setToolTip(good > 0 ? tr("Into the editor; nothing is applied yet.")
                                : tr("There is no row that could be taken."));
}

} // namespace homeport
