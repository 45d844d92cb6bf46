// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lines about an account.
#include "console/views/accountdetail.h"

#include "console/models/texts.h"
#include "console/views/forms.h"

#include <QFormLayout>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int selectionPause = 150; ///< ms: who runs through the table with the arrow keys asks nothing

} // namespace

AccountDetail::AccountDetail(ConsoleContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_pause(new QTimer(this))
{
    setObjectName(u"accountDetail"_s);
    setAccessibleName(tr("Details of the account"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(fontMetrics().averageCharWidth() * 42);
    auto *const inner = new QWidget(this);
    auto *const layout = new QVBoxLayout(inner);
    m_heading = headingLabel(inner);
    layout->addWidget(m_heading);
    m_problem = paragraphLabel(inner);
    layout->addWidget(m_problem);
    m_lines = new QFormLayout;
    m_lines->setRowWrapPolicy(QFormLayout::WrapAllRows);
    layout->addLayout(m_lines);
    layout->addStretch();
    setWidget(inner);
    m_pause->setSingleShot(true);
    m_pause->setInterval(selectionPause);
    connect(m_pause, &QTimer::timeout, this, &AccountDetail::refresh);
    showAccount(nullptr);
}

void AccountDetail::showAccount(const AccountRow *row)
{
    if (!row) {
        m_address.clear();
        m_pause->stop();
        while (m_lines->rowCount() > 0)
            m_lines->removeRow(0);
        m_heading->setText(tr("No account selected"));
        setStateText(m_problem, Severity::None, {});
        return;
    }
    if (row->address == m_address)
        return;
    m_address = row->address;
    showDetails({*row, {}}, false);
    m_pause->start();
}

void AccountDetail::refresh()
{
    if (!m_address.isEmpty())
        ask(m_address);
}

Task<> AccountDetail::ask(QString address)
{
    const QPointer<AccountDetail> self(this);
    const QJsonObject question{{u"address"_s, address}};
    const Result<AccountDetails> details =
        co_await m_context.connection.ask(u"account.show"_s, question, accountDetailsFromJson);
    if (!self || address != m_address)
        co_return;
    if (details) {
        showDetails(*details, true);
        Q_EMIT shown(details->row);
    } else {
        setStateText(m_problem, Severity::Bad, details.error().forLog);
    }
}

void AccountDetail::showDetails(const AccountDetails &details, bool isComplete)
{
    const AccountRow &row = details.row;
    setStateText(m_problem, Severity::None, {});
    showHeading();
    while (m_lines->rowCount() > 0)
        m_lines->removeRow(0);
    if (!row.isAccount()) {
        line(tr("Kind"), tr("alias"));
        line(tr("Leads to"), row.targets.join(u'\n'));
        line(tr("Changed"), fullTimeText(row.changed));
        return;
    }
    const StateWord state = accountWord(row);
    line(tr("State"), state.word, state.severity);
    line(tr("Log in"), row.isEnabled ? tr("allowed") : tr("disabled"),
        row.isEnabled ? Severity::Good : Severity::Notice);
    line(tr("Host server"), row.hostServer);
    if (!row.oldHostServer.isEmpty())
        line(tr("Home"), tr("%1 (it is away from there)").arg(row.oldHostServer));
    line(tr("Storage"), row.storage);
    line(tr("Served by"), row.isServed ? row.owner : tr("nobody; %1 should").arg(row.owner),
        row.isServed ? Severity::None : Severity::Bad);
    line(tr("Quota"), row.quotaBytes > 0 ? sizeForPeople(row.quotaBytes) : tr("none"));
    if (isComplete)
        line(tr("Aliases"), details.aliases.isEmpty() ? tr("none") : details.aliases.join(u'\n'));
    line(tr("Changed"), fullTimeText(row.changed));
    line(tr("Id"), row.id);
}

/// Cut in the middle where it is too long: the name and the domain stay.
void AccountDetail::showHeading()
{
    if (m_address.isEmpty())
        return;
    const int room = viewport()->width() - 24;
    m_heading->setText(m_heading->fontMetrics().elidedText(m_address, Qt::ElideMiddle, room));
    m_heading->setToolTip(m_address);
}

void AccountDetail::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    showHeading();
}

void AccountDetail::line(const QString &title, const QString &text, Severity severity)
{
    QLabel *const value = paragraphLabel(this, text);
    if (severity != Severity::None)
        setStateText(value, severity, text);
    value->setAccessibleName(title);
    m_lines->addRow(title + u':', value);
}

} // namespace homeport
