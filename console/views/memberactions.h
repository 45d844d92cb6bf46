// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Drain, Withdraw, Ready and Remove of the selected member, for every page that shows members.
#pragma once

#include "console/models/memberacts.h"
#include "console/views/context.h"

#include <QAction>

namespace homeport {

class TablePane;

class MemberActions : public QObject
{
    Q_OBJECT

public:
    MemberActions(ConsoleContext &context, QWidget *parent);

    void addTo(TablePane *pane) const;
    /// What they act on; nullopt: `whyNone` is the reason that they are disabled.
    void setMember(const std::optional<MemberRow> &row, const QString &whyNone);

Q_SIGNALS:
    void done(); ///< something was changed

private:
    QAction *make(const QString &text, const QString &name, Act (*act)(const MemberRow &));
    void showAllowed();
    void askRemoval();

    ConsoleContext &m_context;
    QWidget *const m_parent;
    QAction *m_drain = nullptr;
    QAction *m_withdraw = nullptr;
    QAction *m_ready = nullptr;
    QAction *m_remove = nullptr;
    std::optional<MemberRow> m_row;
    QString m_whyNone;
};

} // namespace homeport
