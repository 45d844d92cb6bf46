// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who is connected, and ending sessions.
#pragma once

#include "console/models/sessionmodel.h"
#include "console/views/page.h"

#include <QTimer>

class QAction;
class QComboBox;

namespace homeport {

class TablePane;

class SessionsPage : public Page
{
    Q_OBJECT

public:
    explicit SessionsPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override; ///< "member:NAME", or a part of an account
    void restoreLayout() override;

private:
    void search();
    void showAnswer();
    void showMembers();
    void showAllowed();
    void endSession();
    void endAll();
    const SessionRow *chosen() const;

    SessionModel m_model;
    TablePane *m_pane = nullptr;
    QComboBox *m_member = nullptr;
    QComboBox *m_service = nullptr;
    QAction *m_end = nullptr;
    QAction *m_endAll = nullptr;
    QTimer m_timer;
    bool m_isFilling = false;
};

} // namespace homeport
