// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The first page: how the cluster is, a row per member, and more about the selected one.
#pragma once

#include "console/models/membermodel.h"
#include "console/views/page.h"
#include "console/views/tablepane.h"

class QCheckBox;
class QSplitter;

namespace homeport {

class HealthPane;
class MemberActions;
class MemberDetailPane;

class DashboardPage : public Page
{
    Q_OBJECT

public:
    explicit DashboardPage(ConsoleContext &context, QWidget *parent = nullptr);

    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override;
    void restoreLayout() override;

private:
    void buildActions();
    void take();
    void showSelected();
    void setOnlyProblems(bool isOnly);

    MemberModel m_model;
    HealthPane *m_health = nullptr;
    TablePane *m_pane = nullptr;
    QCheckBox *m_onlyProblems = nullptr;
    QSplitter *m_splitter = nullptr;
    MemberDetailPane *m_detail = nullptr;
    MemberActions *m_acts = nullptr;
    QAction *m_showQueue = nullptr;
    QAction *m_reassign = nullptr;
};

} // namespace homeport
