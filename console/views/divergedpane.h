// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Tables that have grown apart, side by side, and the choice that makes one of them.
#pragma once

#include "console/models/divergence.h"
#include "console/views/context.h"

#include <QAction>
#include <QWidget>

class QComboBox;
class QLabel;

namespace homeport {

class TablePane;

class DivergedPane : public QWidget
{
    Q_OBJECT

public:
    explicit DivergedPane(ConsoleContext &context, QWidget *parent = nullptr);
    void setActive(bool isActive);
    void refresh();
    bool hasBranches() const { return !m_divergences.branches.isEmpty(); }
    TablePane *pane() const { return m_pane; }

Q_SIGNALS:
    void branchesChanged(); ///< there are some now, or none any more
    void tableChanged();

private:
    QAction *make(const QString &text, const QString &name, const QString &side);
    Task<> load();
    void takeCluster();
    void showBranch();
    void showAllowed();

    ConsoleContext &m_context;
    DivergenceModel m_model;
    Divergences m_divergences;
    QLabel *m_text = nullptr;
    QComboBox *m_branches = nullptr;
    TablePane *m_pane = nullptr;
    QAction *m_ours = nullptr;
    QAction *m_theirs = nullptr;
    QAction *m_merge = nullptr;
    QByteArray m_asked; ///< what the members said of their tables when table.diff was asked
    bool m_isActive = false;
    bool m_isLoading = false;
};

} // namespace homeport
