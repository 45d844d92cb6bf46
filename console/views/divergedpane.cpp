// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words, a table, two choices and a merge.
#include "console/views/divergedpane.h"

#include "console/models/tablerevisions.h"
#include "console/views/actdialog.h"
#include "console/views/calmwidgets.h"
#include "console/views/forms.h"
#include "console/views/tablepane.h"

#include <QLabel>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

DivergedPane::DivergedPane(ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"diverged"_s);
    auto *const layout = new QVBoxLayout(this);
    m_text = paragraphLabel(this);
    m_text->setObjectName(u"divergedText"_s);
    layout->addWidget(m_text);
    m_pane = new TablePane(
        m_model, context, u"members/diverged"_s, tr("Rows that differ"), TablePane::Filtering::Here, this);
    m_pane->setEmptyText(tr("All members that answer follow one cluster table."));
    m_branches = new CalmComboBox(m_pane);
    m_branches->setAccessibleName(tr("Which table is compared with ours"));
    m_pane->addFilterWidget(m_branches);
    layout->addWidget(m_pane, 1);
    m_ours = make(tr("Take ours"), u"takeOurs"_s, u"ours"_s);
    m_theirs = make(tr("Take theirs"), u"takeTheirs"_s, u"theirs"_s);
    m_pane->addAction(nullptr);
    m_merge = new QAction(tr("Merge…"), this);
    m_merge->setObjectName(u"mergeTables"_s);
    m_pane->addAction(m_merge);
    connect(m_merge, &QAction::triggered, this, [this] {
        const QPointer<DivergedPane> self(this);
        ActDialog::run(m_context.acts, m_model.mergeAct(), this, [self](const QJsonObject &) {
            if (self)
                Q_EMIT self->tableChanged();
        });
    });
    connect(m_branches, &QComboBox::currentIndexChanged, this, &DivergedPane::showBranch);
    connect(m_pane, &TablePane::selectionChanged, this, &DivergedPane::showAllowed);
    connect(m_pane, &TablePane::retryRequested, this, &DivergedPane::refresh);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &DivergedPane::takeCluster);
    connect(&context.connection, &Connection::stateChanged, this, &DivergedPane::showAllowed);
    showBranch();
}

QAction *DivergedPane::make(const QString &text, const QString &name, const QString &side)
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, side] {
        m_model.choose(m_pane->selectedKeys(), side);
        showAllowed();
    });
    m_pane->addAction(action);
    return action;
}

void DivergedPane::setActive(bool isActive)
{
    m_isActive = isActive;
    m_asked.clear();
    takeCluster();
}

void DivergedPane::refresh()
{
    m_asked.clear();
    takeCluster();
}

/// Asked only when some member has another table, and again when that changes.
void DivergedPane::takeCluster()
{
    const ClusterState &cluster = m_context.watch.cluster();
    QByteArray tables = cluster.table.hash;
    bool isApart = false;
    for (const MemberState &member : cluster.members) {
        if (!member.isReachable || !member.status)
            continue;
        tables += member.status->table.hash;
        isApart = isApart || isSeenDiverged(member)
            || (!member.status->table.hash.isEmpty() && member.status->table.hash != cluster.table.hash);
    }
    if (m_isActive && tables != m_asked && (isApart || hasBranches())) {
        m_asked = tables;
        load();
    }
}

Task<> DivergedPane::load()
{
    if (m_isLoading || m_context.connection.state() != LinkState::Connected)
        co_return;
    m_isLoading = true;
    const QPointer<DivergedPane> self(this);
    const Result<Divergences> answer =
        co_await m_context.connection.ask(u"table.diff"_s, {}, divergencesFromJson);
    if (!self)
        co_return;
    m_isLoading = false;
    if (!answer) {
        m_pane->setProblem(tr("The tables could not be compared: %1").arg(answer.error().forLog));
        co_return;
    }
    m_pane->setProblem({});
    if (*answer == m_divergences)
        co_return;
    m_divergences = *answer;
    const QString chosen = m_branches->currentData().toString();
    m_branches->clear();
    for (const Divergence &branch : std::as_const(m_divergences.branches))
        m_branches->addItem(
            tr("revision %1 (%2)").arg(QString::number(branch.theirs.number), branch.heldBy.join(u", "_s)),
            branch.theirs.hash);
    m_branches->setCurrentIndex(std::max(0, m_branches->findData(chosen)));
    m_branches->setVisible(m_branches->count() > 1);
    showBranch();
    Q_EMIT branchesChanged();
}

void DivergedPane::showBranch()
{
    const int at = m_branches->currentIndex();
    const bool has = at >= 0 && at < int(m_divergences.branches.size());
    m_branches->setVisible(m_branches->count() > 1);
    m_model.setBranch(has ? m_divergences.branches[at] : Divergence());
    m_text->setText(has ? divergenceText(m_divergences.branches[at], m_divergences.member) : QString());
    m_text->setVisible(has);
    showAllowed();
}

void DivergedPane::showAllowed()
{
    const QString none =
        m_pane->selectedKeys().isEmpty() ? tr("Select the rows that you choose for.") : QString();
    allow(m_ours, none, tr("The selected rows become what this keeper's table says."));
    allow(m_theirs, none, tr("The selected rows become what the other table says."));
    QString whyNot = m_context.connection.whyNot(AdministratorRole::Administrator);
    const int undecided = int(m_model.undecided().size());
    if (whyNot.isEmpty() && !hasBranches())
        whyNot = tr("There is nothing to merge.");
    else if (whyNot.isEmpty() && undecided > 0)
        whyNot = tr("%n row(s) were changed by both sides: choose ours or theirs first.", nullptr, undecided);
    allow(m_merge, whyNot, tr("Make one table of the two."));
}

} // namespace homeport
