// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Storages: where they are, who serves them, and moving disks.
#pragma once

#include "console/models/storagerow.h"
#include "console/views/page.h"

class QAction;

namespace homeport {

class TablePane;

class StoragesPage : public Page
{
    Q_OBJECT

public:
    explicit StoragesPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override; ///< a storage's name
    void restoreLayout() override;

private:
    void buildActions();
    Task<> load();
    void showBadge();
    void showAllowed();
    void tellAttached(const QJsonObject &answer);
    const StorageRow *chosen() const;

    RowModel<StorageRow> m_model;
    TablePane *m_pane = nullptr;
    QAction *m_create = nullptr;
    QAction *m_attach = nullptr;
    QAction *m_detach = nullptr;
    QAction *m_check = nullptr;
    QAction *m_reassign = nullptr;
    QAction *m_serveAlone = nullptr;
    bool m_isInFront = false;
    bool m_isAsking = false;
    QString m_wanted; ///< to be selected when it has come
};

} // namespace homeport
