// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One page per state of the connection.
#include "console/views/connectpane.h"

#include "console/views/attemptpage.h"
#include "console/views/passwordpage.h"
#include "console/views/profilelist.h"
#include "console/views/trustpage.h"

#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int widestColumn = 110; ///< characters: longer lines are hard to read

} // namespace

ConnectPane::ConnectPane(ProfileLogin &login, QWidget *parent)
    : QScrollArea(parent)
    , m_login(login)
{
    setObjectName(u"connectPane"_s);
    setAccessibleName(tr("Connections"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *const body = new QWidget(this);
    auto *const line = new QHBoxLayout(body);
    line->setContentsMargins(32, 24, 32, 24);
    m_stack = new QStackedWidget(body);
    m_stack->setMaximumWidth(fontMetrics().averageCharWidth() * widestColumn);
    line->addStretch(1);
    line->addWidget(m_stack, 100);
    line->addStretch(1);
    setWidget(body);
    Connection &connection = login.connection();
    m_list = new ProfileList(login, m_stack);
    m_attempt = new AttemptPage(connection, m_stack);
    m_firstContact = new FirstContactPage(connection, m_stack);
    m_changed = new ChangedCertificatePage(connection, m_stack);
    m_password = new PasswordPage(login, m_stack);
    for (QWidget *const page :
        std::initializer_list<QWidget *>{m_list, m_attempt, m_firstContact, m_changed, m_password})
        m_stack->addWidget(page);
    connect(m_list, &ProfileList::demoRequested, this, [this] {
        endChoosing();
        Q_EMIT demoRequested();
    });
    connect(m_list, &ProfileList::opening, this, &ConnectPane::endChoosing);
    connect(m_list, &ProfileList::backRequested, this, &ConnectPane::endChoosing);
    connect(m_attempt, &AttemptPage::editRequested, this, &ConnectPane::editOpened);
    connect(m_changed, &ChangedCertificatePage::editRequested, this, &ConnectPane::editOpened);
    connect(m_password, &PasswordPage::editRequested, this, &ConnectPane::editOpened);
    connect(m_attempt, &AttemptPage::cancelled, &connection, &Connection::close);
    connect(m_firstContact, &FirstContactPage::cancelled, &connection, &Connection::close);
    connect(m_changed, &ChangedCertificatePage::cancelled, &connection, &Connection::close);
    connect(m_password, &PasswordPage::cancelled, &connection, &Connection::close);
    connect(&connection, &Connection::stateChanged, this, &ConnectPane::follow);
    follow();
}

void ConnectPane::showList(bool hasCluster)
{
    m_list->refresh();
    m_list->setBackVisible(hasCluster);
    m_stack->setCurrentWidget(m_list);
    m_isChoosing = hasCluster;
}

void ConnectPane::endChoosing()
{
    if (std::exchange(m_isChoosing, false))
        Q_EMIT choosingEnded();
}

/// The connection is closed, so that the profile is not changed under it.
void ConnectPane::editOpened()
{
    const Profile profile = m_login.connection().profile();
    m_login.connection().close();
    const QList<Profile> saved = m_login.profiles().profiles();
    const bool isSaved = std::any_of(
        saved.cbegin(), saved.cend(), [&profile](const Profile &other) { return other.id == profile.id; });
    if (isSaved)
        m_list->edit(profile);
}

void ConnectPane::follow()
{
    const LinkState state = m_login.connection().state();
    const bool needsNobody =
        state == LinkState::Connected || state == LinkState::Connecting || state == LinkState::Waiting;
    if (m_isChoosing && needsNobody)
        return; // reconnecting does not take the list away
    m_isChoosing = false;
    switch (state) {
    case LinkState::Closed:
        showList(false);
        return;
    case LinkState::Connected:
        return; // the window shows the cluster
    case LinkState::Connecting:
    case LinkState::Waiting:
    case LinkState::Refused:
        m_stack->setCurrentWidget(m_attempt);
        m_attempt->refresh();
        return;
    case LinkState::NeedsTrust:
        m_stack->setCurrentWidget(m_firstContact);
        m_firstContact->refresh();
        return;
    case LinkState::CertificateChanged:
        m_stack->setCurrentWidget(m_changed);
        m_changed->refresh();
        return;
    case LinkState::NeedsPassword:
        m_stack->setCurrentWidget(m_password);
        m_password->refresh();
        return;
    }
}

} // namespace homeport
