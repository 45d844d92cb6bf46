// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Searching accounts, and what the page shows of the answers.
#include "console/views/accountspage.h"

#include "console/models/texts.h"
#include "console/views/accountdetail.h"
#include "console/views/calmwidgets.h"
#include "console/views/tablepane.h"

#include <QHeaderView>
#include <QPointer>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto refreshInterval = 10s;
constexpr int rowsAhead = 250; ///< asked for before the last row is in sight

void choose(QComboBox *box, const QString &data)
{
    const int at = box->findData(data);
    box->setCurrentIndex(std::max(0, at));
}

/// Keeps what is chosen, even when it is not offered any more.
void refill(QComboBox *box, const QString &all, const QList<std::pair<QString, QString>> &choices)
{
    const QString chosen = box->currentData().toString();
    box->clear();
    box->addItem(all);
    for (const auto &[title, data] : choices)
        box->addItem(title, data);
    if (!chosen.isEmpty() && box->findData(chosen) < 0)
        box->addItem(chosen, chosen);
    choose(box, chosen);
}

} // namespace

AccountsPage::AccountsPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"accounts"_s, tr("Accounts"), parent)
    , m_model(context.connection)
{
    auto *const layout = new QVBoxLayout(this);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_splitter, 1);
    m_pane = new TablePane(
        m_model, context, u"accounts/table"_s, tr("Accounts and aliases"), TablePane::Filtering::Daemon);
    m_pane->setWidths({30, 18, 10, 24, 24, 12, 24, 10, 30});
    m_pane->filterField()->setPlaceholderText(tr("Part of the address (Ctrl+F)"));
    m_pane->view()->horizontalHeader()->setSectionsClickable(false); // the directory's order
    m_pane->view()->horizontalHeader()->setSortIndicatorShown(false);
    m_splitter->addWidget(m_pane);
    m_detail = new AccountDetail(context);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    buildFilters();
    buildActions();
    connect(m_pane, &TablePane::filterChanged, this, &AccountsPage::search);
    connect(m_pane, &TablePane::retryRequested, this, &AccountsPage::refresh);
    connect(m_pane, &TablePane::activated, this, [this] { explainRoute(); });
    connect(m_pane, &TablePane::selectionChanged, this, [this] {
        m_detail->showAccount(chosen());
        showAllowed();
    });
    connect(m_detail, &AccountDetail::shown, this, [this](const AccountRow &row) { m_model.updateRow(row); });
    connect(&m_model.query(), &PagedQuerySignals::changed, this, &AccountsPage::showAnswer);
    connect(m_pane->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        const int last = m_pane->view()->rowAt(m_pane->view()->viewport()->height() - 1);
        if (last >= 0 && last > m_model.shownCount() - rowsAhead)
            m_model.query().more();
    });
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_context.setLayout(u"accounts/splitter"_s, m_splitter->saveState()); });
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        showAllowed();
        if (m_isInFront && m_context.connection.state() == LinkState::Connected)
            activate();
        m_model.setStale(m_context.connection.state() != LinkState::Connected);
    });
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &AccountsPage::showChoices);
    connect(&context.watch, &ClusterWatch::pendingChanged, this, &AccountsPage::showChoices);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_context.watch.isPaused())
            lookAtRowsInSight();
    });
    showChoices();
    restoreLayout();
    showAnswer();
    showAllowed();
}

void AccountsPage::buildFilters()
{
    const auto box = [this](const QString &name, const QString &title) {
        auto *const made = new CalmComboBox(this);
        made->setObjectName(name);
        made->setAccessibleName(title);
        made->setToolTip(title);
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        made->setMinimumContentsLength(10);
        m_pane->addFilterWidget(made);
        connect(made, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_isFilling)
                search();
        });
        return made;
    };
    m_isFilling = true;
    m_domain = box(u"domainFilter"_s, tr("Only of this domain"));
    m_host = box(u"hostFilter"_s, tr("Only with this host server"));
    m_away = box(u"awayFilter"_s, tr("Only those away from home"));
    m_domain->addItem(tr("All domains"));
    m_host->addItem(tr("All host servers"));
    m_away->addItem(tr("At home and away"));
    m_isFilling = false;
}

void AccountsPage::activate()
{
    m_isInFront = true;
    m_timer.start(refreshInterval);
    if (m_context.connection.state() != LinkState::Connected)
        return;
    loadDomains();
    if (m_model.pageCount() == 0 || !m_model.query().problem().isEmpty())
        search();
    else
        lookAtRowsInSight();
}

void AccountsPage::deactivate()
{
    m_isInFront = false;
    m_timer.stop();
}

void AccountsPage::refresh()
{
    loadDomains();
    m_detail->refresh();
    if (m_model.pageCount() == 0 || !m_model.query().problem().isEmpty())
        m_model.searchAgain();
    else
        lookAtRowsInSight();
}

QWidget *AccountsPage::filterField() { return m_pane->filterField(); }

/// "away:MEMBER", "host:MEMBER", "domain:DOMAIN", or a part of an address.
void AccountsPage::show(const QString &what)
{
    const auto chooseOnly = [this](QComboBox *box, const QString &wanted) {
        m_isFilling = true;
        for (QComboBox *const other : {m_domain, m_host, m_away})
            other->setCurrentIndex(0);
        if (box && box->findData(wanted) < 0)
            box->addItem(wanted, wanted);
        if (box)
            choose(box, wanted);
        m_isFilling = false;
    };
    const QString value = what.section(u':', 1);
    if (what.startsWith(u"away:"))
        chooseOnly(m_away, value);
    else if (what.startsWith(u"host:"))
        chooseOnly(m_host, value);
    else if (what.startsWith(u"domain:"))
        chooseOnly(m_domain, value);
    else
        chooseOnly(nullptr, {});
    const bool isText = !what.contains(u':');
    m_pane->filterField()->setText(isText ? what : QString());
    search();
}

void AccountsPage::restoreLayout()
{
    m_pane->restoreLayout();
    if (!m_splitter->restoreState(m_context.layout(u"accounts/splitter"_s)))
        m_splitter->setSizes({1000, 260});
    QDataStream in(m_context.layout(u"accounts/filters"_s));
    QString domain;
    QString host;
    QString away;
    in >> domain >> host >> away;
    m_isFilling = true;
    const QList<std::pair<QComboBox *, QString>> filters{{m_domain, domain}, {m_host, host}, {m_away, away}};
    for (const auto &[box, wanted] : filters) {
        if (!wanted.isEmpty() && box->findData(wanted) < 0)
            box->addItem(wanted, wanted);
        choose(box, wanted);
    }
    m_isFilling = false;
}

void AccountsPage::search()
{
    const AccountSearch search{m_pane->filterField()->text().trimmed(), m_domain->currentData().toString(),
        m_host->currentData().toString(), m_away->currentData().toString()};
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << search.domain << search.host << search.awayFrom;
    m_context.setLayout(u"accounts/filters"_s, bytes);
    if (m_context.connection.state() == LinkState::Connected)
        m_model.setSearch(search);
}

void AccountsPage::lookAtRowsInSight()
{
    const QTableView *const view = m_pane->view();
    const int first = std::max(0, view->rowAt(0));
    const int last = view->rowAt(view->viewport()->height() - 1);
    m_model.query().refresh(first, last < 0 ? m_model.shownCount() - 1 : last);
}

void AccountsPage::showAnswer()
{
    PagedQuery<AccountRow> &query = m_model.query();
    m_pane->setProblem(query.problem());
    m_pane->setAsOf(query.asOf());
    if (m_model.pageCount() == 0)
        m_pane->setEmptyText(query.isAsking()
                ? tr("Asking for the accounts…")
                : tr("The accounts are shown here once the console is connected."));
    else if (m_model.search().isEmpty())
        m_pane->setEmptyText(
            tr("There is no account yet.\n\nAdd a domain with \"Domains…\", then create accounts "
               "with \"Create…\",\nor import many of them from a CSV or LDIF file."));
    else
        m_pane->setEmptyText(
            tr("No account or alias matches.\n\nThe search looks for a part of the address, such as "
               "\"ann\" or \"@example.org\";\nclear the field and the choices beside it to see all."));
    showAllowed();
}

void AccountsPage::showChoices()
{
    m_isFilling = true;
    QList<std::pair<QString, QString>> hosts;
    for (const MemberState &member : m_context.watch.cluster().members) {
        if (member.isBackend())
            hosts.append({member.name, member.name});
    }
    QList<std::pair<QString, QString>> homes;
    for (const PendingHost &home : m_context.watch.pending())
        homes.append({tr("Away from %1 (%2%3)")
                          .arg(home.member, countText(home.accounts), home.isMore ? u"+"_s : QString()),
            home.member});
    const auto isSame = [](const QComboBox *box, const QList<std::pair<QString, QString>> &choices) {
        if (box->count() != choices.size() + 1)
            return false;
        for (int i = 0; i < int(choices.size()); ++i) {
            if (box->itemText(i + 1) != choices[i].first || box->itemData(i + 1) != choices[i].second)
                return false;
        }
        return true;
    };
    if (!isSame(m_host, hosts)) // an open list stays open
        refill(m_host, tr("All host servers"), hosts);
    if (!isSame(m_away, homes))
        refill(m_away, tr("At home and away"), homes);
    m_isFilling = false;
    showAllowed();
}

Task<> AccountsPage::loadDomains()
{
    const QPointer<AccountsPage> self(this);
    const QJsonObject nothing;
    const Result<QStringList> domains =
        co_await m_context.connection.ask(u"domain.list"_s, nothing, domainsFromJson);
    if (!self || !domains)
        co_return;
    QList<std::pair<QString, QString>> choices;
    for (const QString &domain : *domains)
        choices.append({domain, domain});
    m_isFilling = true;
    if (m_domain->count() != choices.size() + 1 || m_domain->itemText(1) != domains->value(0))
        refill(m_domain, tr("All domains"), choices);
    m_isFilling = false;
}

const AccountRow *AccountsPage::chosen() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
}

} // namespace homeport
