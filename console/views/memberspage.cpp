// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Three tabs; the third only while there is something to merge.
#include "console/views/memberspage.h"

#include "console/models/tablerevisions.h"
#include "console/views/divergedpane.h"
#include "console/views/membertablepane.h"
#include "console/views/revisionspane.h"
#include "console/views/tablepane.h"

#include <QLineEdit>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

MembersPage::MembersPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"members"_s, tr("Members"), parent)
{
    auto *const layout = new QVBoxLayout(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"membersTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the member table"));
    m_tabs->setDocumentMode(true);
    m_table = new MemberTablePane(context, m_tabs);
    m_revisions = new RevisionsPane(context, m_tabs);
    m_diverged = new DivergedPane(context, m_tabs);
    m_tabs->addTab(m_table, tr("Members"));
    m_tabs->addTab(m_revisions, tr("Revisions"));
    m_tabs->addTab(m_diverged, tr("Diverged"));
    m_tabs->setTabVisible(2, false);
    layout->addWidget(m_tabs);
    connect(m_diverged, &DivergedPane::branchesChanged, this,
        [this] { m_tabs->setTabVisible(2, m_diverged->hasBranches()); });
    const auto refreshAll = [this] {
        m_context.watch.refresh();
        refresh();
    };
    connect(m_revisions, &RevisionsPane::tableChanged, this, refreshAll);
    connect(m_diverged, &DivergedPane::tableChanged, this, refreshAll);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &MembersPage::showBadge);
    showBadge();
}

void MembersPage::setActive(bool isActive)
{
    m_table->setActive(isActive);
    m_revisions->setActive(isActive);
    m_diverged->setActive(isActive);
}

void MembersPage::activate() { setActive(true); }

void MembersPage::deactivate() { setActive(false); }

void MembersPage::refresh()
{
    m_table->refresh();
    m_revisions->refresh();
    m_diverged->refresh();
}

void MembersPage::showBadge()
{
    const QList<MemberState> &members = m_context.watch.cluster().members;
    const int count = int(std::count_if(members.cbegin(), members.cend(), isSeenDiverged));
    setBadge(count, count > 0 ? Severity::Bad : Severity::None);
}

QWidget *MembersPage::filterField()
{
    if (m_tabs->currentWidget() == m_revisions)
        return m_revisions->history()->filterField();
    return m_tabs->currentWidget() == m_diverged ? m_diverged->pane()->filterField()
                                                 : m_table->pane()->filterField();
}

void MembersPage::show(const QString &what)
{
    if (what == u"revisions")
        return m_tabs->setCurrentWidget(m_revisions);
    if (what == u"diverged" && m_diverged->hasBranches())
        return m_tabs->setCurrentWidget(m_diverged);
    m_tabs->setCurrentWidget(m_table);
    if (what == u"invite")
        m_table->invite();
    else
        m_table->select(what);
}

void MembersPage::restoreLayout()
{
    for (TablePane *const pane :
        {m_table->pane(), m_revisions->history(), m_revisions->holders(), m_diverged->pane()})
        pane->restoreLayout();
}

} // namespace homeport
