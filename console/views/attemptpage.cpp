// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What is under way, why it has not worked yet, and when it is tried again.
#include "console/views/attemptpage.h"

#include "console/views/forms.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

AttemptPage::AttemptPage(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setObjectName(u"attemptPage"_s);
    auto *const lines = new QVBoxLayout(this);
    lines->setSpacing(12);
    m_heading = headingLabel(this);
    lines->addWidget(m_heading);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    m_progress->setAccessibleName(tr("Connecting"));
    lines->addWidget(m_progress);
    m_problem = paragraphLabel(this);
    m_problem->setObjectName(u"attemptProblem"_s);
    lines->addWidget(m_problem);
    m_countdown = paragraphLabel(this);
    m_countdown->setObjectName(u"countdown"_s);
    lines->addWidget(m_countdown);
    auto *const buttons = new QHBoxLayout;
    m_again = new QPushButton(tr("&Try now"), this);
    m_again->setObjectName(u"tryNow"_s);
    auto *const edit = new QPushButton(tr("&Edit the connection…"), this);
    edit->setAutoDefault(false);
    m_cancel = new QPushButton(this);
    m_cancel->setObjectName(u"cancelAttempt"_s);
    m_cancel->setAutoDefault(false);
    buttons->addWidget(m_again);
    buttons->addWidget(edit);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    lines->addLayout(buttons);
    lines->addStretch(1);
    connect(m_again, &QPushButton::clicked, this, &AttemptPage::tryAgain);
    connect(edit, &QPushButton::clicked, this, &AttemptPage::editRequested);
    connect(m_cancel, &QPushButton::clicked, this, &AttemptPage::cancelled);
    connect(&connection, &Connection::countdown, this, &AttemptPage::refresh);
}

void AttemptPage::refresh()
{
    const LinkState state = m_connection.state();
    const QString address = m_connection.profile().address;
    const bool isWaiting = state == LinkState::Waiting;
    const bool isRefused = state == LinkState::Refused;
    m_heading->setText(isRefused ? tr("%1 does not let this console in").arg(address)
            : isWaiting          ? tr("No connection to %1 yet").arg(address)
                                 : tr("Connecting to %1…").arg(address));
    m_progress->setVisible(!isWaiting && !isRefused);
    setStateText(m_problem, isRefused ? Severity::Bad : Severity::Warning, m_connection.problem());
    m_countdown->setText(tr("Next attempt in %n second(s).", nullptr, m_connection.secondsToRetry()));
    m_countdown->setVisible(isWaiting);
    m_again->setVisible(isWaiting || isRefused);
    m_cancel->setText(isRefused ? tr("Back to the connections") : tr("Cancel"));
}

void AttemptPage::tryAgain() { m_connection.retryNow(); }

} // namespace homeport
