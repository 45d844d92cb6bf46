// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The actions and their dialogs.
#include "console/views/memberactions.h"

#include "console/views/actdialog.h"
#include "console/views/tablepane.h"

#include <QCheckBox>

using namespace Qt::StringLiterals;

namespace homeport {

MemberActions::MemberActions(ConsoleContext &context, QWidget *parent)
    : QObject(parent)
    , m_context(context)
    , m_parent(parent)
{
    m_drain = make(tr("Drain…"), u"drainMember"_s, drainMember);
    m_withdraw = make(tr("Withdraw…"), u"withdrawMember"_s, withdrawMember);
    m_ready = make(tr("Ready…"), u"readyMember"_s, makeMemberReady);
    m_remove = new QAction(tr("Remove…"), this);
    m_remove->setObjectName(u"removeMember"_s);
    connect(m_remove, &QAction::triggered, this, &MemberActions::askRemoval);
    connect(&context.connection, &Connection::stateChanged, this, &MemberActions::showAllowed);
    showAllowed();
}

QAction *MemberActions::make(const QString &text, const QString &name, Act (*act)(const MemberRow &))
{
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, act] {
        if (m_row)
            ActDialog::run(
                m_context.acts, act(*m_row), m_parent, [this](const QJsonObject &) { Q_EMIT done(); });
    });
    return action;
}

void MemberActions::addTo(TablePane *pane) const
{
    for (QAction *const action : {m_drain, m_withdraw, m_ready, m_remove})
        pane->addAction(action);
}

void MemberActions::setMember(const std::optional<MemberRow> &row, const QString &whyNone)
{
    m_row = row;
    m_whyNone = whyNone;
    showAllowed();
}

void MemberActions::showAllowed()
{
    const auto reason = [this](AdministratorRole role, QString (*whyNot)(const MemberRow &)) {
        if (!m_row)
            return m_whyNone;
        const QString mayNot = m_context.connection.whyNot(role);
        return mayNot.isEmpty() && whyNot ? whyNot(*m_row) : mayNot;
    };
    using enum AdministratorRole;
    allow(m_drain, reason(Operator, whyNotDrain),
        tr("No new sessions there; those there end one after another. Mail is still delivered."));
    allow(m_withdraw, reason(Operator, whyNotWithdraw),
        tr("Take it out of the work: nobody logs in there, mail for it waits."));
    allow(m_ready, reason(Operator, whyNotReady), tr("Bring it back into the work."));
    allow(m_remove, reason(Administrator, nullptr), tr("Remove it from the cluster for good."));
}

void MemberActions::askRemoval()
{
    if (!m_row)
        return;
    const MemberRow row = *m_row;
    auto *const dialog = new ActDialog(
        m_context.acts, removeMember(row, false), [this](const QJsonObject &) { Q_EMIT done(); }, m_parent);
    auto *const gone = new QCheckBox(tr("Its queue was taken over by another member, or is lost"), dialog);
    gone->setObjectName(u"queueGone"_s);
    gone->setToolTip(tr("Without this the cluster refuses while mail waits with the member or for it."));
    connect(gone, &QCheckBox::toggled, dialog,
        [dialog, row](bool isGone) { dialog->setAct(removeMember(row, isGone)); });
    dialog->insert(gone);
    dialog->open();
}

} // namespace homeport
