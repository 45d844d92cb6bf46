// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The member table, edited in place.
#pragma once

#include "console/models/tableeditormodel.h"
#include "console/views/context.h"

#include <QAction>
#include <QWidget>

class QLabel;

namespace homeport {

class MemberActions;
class TablePane;
class VerificationPane;

class MemberTablePane : public QWidget
{
    Q_OBJECT

public:
    explicit MemberTablePane(ConsoleContext &context, QWidget *parent = nullptr);

    /// Reads the table again.
    void refresh();
    void setActive(bool isActive);
    void select(const QString &member);
    TablePane *pane() const { return m_pane; }
    MemberTableEditor &editor() { return m_editor; }
    void invite();

private:
    void buildActions();
    QAction *make(const QString &text, const QString &name, void (MemberTablePane::*run)());
    Task<> load();
    void takeCluster();
    void showState();
    void showAllowed();
    void add();
    void discard();
    void paste();
    void review();
    void test();
    Task<> testRows(QList<int> ids);
    const MemberEdit *selected() const;

    ConsoleContext &m_context;
    MemberTableEditor m_editor;
    TableEditorModel m_model;
    TablePane *m_pane = nullptr;
    QLabel *m_state = nullptr;
    VerificationPane *m_verification = nullptr;
    MemberActions *m_acts = nullptr;
    QAction *m_add = nullptr;
    QAction *m_paste = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_discard = nullptr;
    QAction *m_test = nullptr;
    QAction *m_review = nullptr;
    QAction *m_invite = nullptr;
    bool m_isActive = false;
    bool m_isLoading = false;
    bool m_isTesting = false;
    QString m_failedHash; ///< of the table that could not be read: not tried again by itself
};

} // namespace homeport
