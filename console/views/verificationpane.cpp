// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A sentence, a table, "Check again".
#include "console/views/verificationpane.h"

#include "console/views/forms.h"
#include "console/views/tablepane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

VerificationPane::VerificationPane(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"verification"_s);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const line = new QHBoxLayout;
    m_text = paragraphLabel(this);
    m_text->setObjectName(u"verificationText"_s);
    auto *const again = new QPushButton(tr("Check again"), this);
    again->setObjectName(u"checkAgain"_s);
    auto *const close = new QPushButton(tr("Close"), this);
    close->setAccessibleName(tr("Close the list of who has the revision"));
    line->addWidget(m_text, 1);
    line->addWidget(again);
    line->addWidget(close);
    layout->addLayout(line);
    m_pane = new TablePane(m_model, context, u"members/verification"_s, tr("Who has the new revision"),
        TablePane::Filtering::Here, this);
    layout->addWidget(m_pane, 1);
    setMinimumHeight(fontMetrics().height() * 9);
    connect(again, &QPushButton::clicked, this, [this] {
        m_context.watch.refresh();
        Q_EMIT checkRequested();
    });
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &VerificationPane::showHolders);
    hide();
}

QString VerificationPane::text() const { return m_text->text(); }

void VerificationPane::verify(const TableRevision &revision)
{
    m_revision = revision;
    show();
    showHolders();
    m_context.watch.refresh();
}

void VerificationPane::showHolders()
{
    if (m_revision.number == 0)
        return;
    const QList<RevisionHolder> holders = holdersOf(m_context.watch.cluster(), m_revision);
    m_model.setRows(holders);
    const bool isDone = isEverywhere(holders);
    setStateText(m_text, isDone ? Severity::Good : Severity::Warning,
        isDone ? holdersText(holders, m_revision)
               : tr("%1 A member that does not answer gets it when it comes back.")
                     .arg(holdersText(holders, m_revision)));
}

} // namespace homeport
