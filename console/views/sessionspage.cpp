// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of sessions.
#include "console/views/sessionspage.h"

#include "console/views/actdialog.h"
#include "console/views/calmwidgets.h"
#include "console/views/tablepane.h"

#include <QAction>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto refreshInterval = 3s;

} // namespace

SessionsPage::SessionsPage(ConsoleContext &context, QWidget *parent)
    : Page(context, u"sessions"_s, tr("Sessions"), parent)
    , m_model(context.connection)
{
    auto *const layout = new QVBoxLayout(this);
    m_pane = new TablePane(
        m_model, context, u"sessions/table"_s, tr("Sessions of clients"), TablePane::Filtering::Daemon);
    m_pane->setWidths({24, 30, 12, 24, 10, 24, 14, 8});
    m_pane->filterField()->setPlaceholderText(tr("Part of account, login or client address (Ctrl+F)"));
    layout->addWidget(m_pane, 1);
    const auto box = [this](const QString &name, const QString &title) {
        auto *const made = new CalmComboBox(this);
        made->setObjectName(name);
        made->setAccessibleName(title);
        made->setToolTip(title);
        m_pane->addFilterWidget(made);
        connect(made, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_isFilling)
                search();
        });
        return made;
    };
    m_isFilling = true;
    m_member = box(u"sessionMember"_s, tr("Only on this member"));
    m_member->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_member->setMinimumContentsLength(18);
    m_member->addItem(tr("All members"));
    m_service = box(u"sessionService"_s, tr("Only of this service"));
    m_service->addItem(tr("All services"));
    for (const SessionService service :
        {SessionService::Imap, SessionService::Pop3, SessionService::Smtp, SessionService::Submission})
        m_service->addItem(serviceTitle(service), toText(service));
    m_isFilling = false;
    m_end = new QAction(tr("&End session…"), this);
    m_end->setObjectName(u"endSession"_s);
    connect(m_end, &QAction::triggered, this, &SessionsPage::endSession);
    m_pane->addAction(m_end);
    m_endAll = new QAction(tr("End &all of this account…"), this);
    m_endAll->setObjectName(u"endAllSessions"_s);
    connect(m_endAll, &QAction::triggered, this, &SessionsPage::endAll);
    m_pane->addAction(m_endAll);
    connect(m_pane, &TablePane::filterChanged, this, &SessionsPage::search);
    connect(m_pane, &TablePane::sortChanged, this,
        [this](int column, Qt::SortOrder order) { m_model.sort(column, order); });
    connect(m_pane, &TablePane::retryRequested, this, &SessionsPage::refresh);
    connect(m_pane, &TablePane::selectionChanged, this, &SessionsPage::showAllowed);
    connect(&m_model, &SessionModel::answered, this, &SessionsPage::showAnswer);
    connect(&context.watch, &ClusterWatch::clusterChanged, this, &SessionsPage::showMembers);
    connect(&context.connection, &Connection::stateChanged, this, [this] {
        m_model.setStale(m_context.connection.state() != LinkState::Connected);
        showAllowed();
    });
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_context.watch.isPaused())
            refresh();
    });
    showMembers();
    showAnswer();
}

void SessionsPage::activate()
{
    m_timer.start(refreshInterval);
    refresh();
}

void SessionsPage::deactivate() { m_timer.stop(); }

void SessionsPage::refresh()
{
    if (m_context.connection.state() != LinkState::Connected)
        return;
    search(); // the filter may have been restored
    m_model.refresh();
}

QWidget *SessionsPage::filterField() { return m_pane->filterField(); }

void SessionsPage::show(const QString &what)
{
    m_isFilling = true;
    m_service->setCurrentIndex(0);
    const bool isMember = what.startsWith(u"member:");
    const QString member = isMember ? what.section(u':', 1) : QString();
    if (isMember && m_member->findData(member) < 0)
        m_member->addItem(member, member);
    m_member->setCurrentIndex(isMember ? m_member->findData(member) : 0);
    m_isFilling = false;
    m_pane->filterField()->setText(isMember ? QString() : what);
    search();
}

void SessionsPage::restoreLayout() { m_pane->restoreLayout(); }

void SessionsPage::search()
{
    if (m_context.connection.state() != LinkState::Connected)
        return;
    m_model.setSearch({m_pane->filterField()->text().trimmed(), m_member->currentData().toString(),
        m_service->currentData().toString()});
}

void SessionsPage::showAnswer()
{
    m_pane->setAsOf(m_model.asOf());
    m_pane->setKnownTotal(m_model.asOf().isValid() ? m_model.total() : -1);
    m_pane->setEmptyText(!m_model.asOf().isValid()
            ? tr("Sessions are shown here once the console is connected.")
            : tr("Nobody is connected.\n\nMail programs that log in at any member are shown here; with a "
                 "search or a "
                 "choice above, only those that match."));
    QString problem = m_model.problem();
    if (problem.isEmpty() && !m_model.unreachable().isEmpty())
        problem = tr("Not all members answered; their sessions are not shown: %1")
                      .arg(m_model.unreachable().join(u"; "_s));
    m_pane->setProblem(problem);
    showAllowed();
}

void SessionsPage::showMembers()
{
    QStringList names;
    for (const MemberState &member : m_context.watch.cluster().members)
        names.append(member.name);
    QStringList shown;
    for (int i = 1; i < m_member->count(); ++i)
        shown.append(m_member->itemData(i).toString());
    if (shown == names)
        return;
    m_isFilling = true;
    const QString chosenMember = m_member->currentData().toString();
    m_member->clear();
    m_member->addItem(tr("All members"));
    for (const QString &name : std::as_const(names))
        m_member->addItem(name, name);
    m_member->setCurrentIndex(std::max(0, m_member->findData(chosenMember)));
    m_isFilling = false;
}

void SessionsPage::showAllowed()
{
    const QString denied = m_context.connection.whyNot(AdministratorRole::Operator);
    const SessionRow *const row = chosen();
    const QString notOne = row ? QString() : tr("Select one session.");
    allow(m_end, denied.isEmpty() ? notOne : denied, tr("Between two of its commands, never within one"));
    allow(m_endAll,
        !denied.isEmpty()                   ? denied
            : row && row->account.isEmpty() ? tr("Nobody has logged in with this session.")
                                            : notOne,
        tr("On all members"));
}

const SessionRow *SessionsPage::chosen() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
}

void SessionsPage::endSession()
{
    const QPointer<SessionsPage> self(this);
    if (const SessionRow *const row = chosen()) {
        ActDialog::run(m_context.acts, endSessionAct(*row), this, [self](const QJsonObject &) {
            if (self)
                self->refresh();
        });
    }
}

void SessionsPage::endAll()
{
    const SessionRow *const row = chosen();
    if (!row)
        return;
    const QString account = row->account;
    const auto shown = std::count_if(m_model.allRows().cbegin(), m_model.allRows().cend(),
        [&](const SessionRow &one) { return one.account == account; });
    const QPointer<SessionsPage> self(this);
    ActDialog::run(
        m_context.acts, endSessionsOfAccountAct(account, int(shown)), this, [self](const QJsonObject &) {
            if (self)
                self->refresh();
        });
}

} // namespace homeport
