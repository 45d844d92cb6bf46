// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Who may administer the cluster.
#pragma once

#include "console/models/administrators.h"
#include "console/views/page.h"

class QAction;

namespace homeport {

class TablePane;

class AdministratorsPage : public Page
{
    Q_OBJECT

public:
    explicit AdministratorsPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void restoreLayout() override;

private:
    Task<> load();
    void showAllowed();
    void add();
    void setPassword();
    void remove();
    const AdministratorRow *chosen() const;

    RowModel<AdministratorRow> m_model;
    TablePane *m_pane = nullptr;
    QAction *m_add = nullptr;
    QAction *m_password = nullptr;
    QAction *m_remove = nullptr;
    bool m_isInFront = false;
};

} // namespace homeport
