// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the edits of the member table would change, old and new side by side, and the button that applies
// them.
#pragma once

#include "console/models/tableeditor.h"
#include "console/views/context.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace homeport {

class TablePane;

/// When somebody else was faster, the new table is fetched, the edits are put on top of it, and the new
/// difference is shown for another look. Deletes itself when closed.
class ReviewDialog : public QDialog
{
    Q_OBJECT

public:
    ReviewDialog(ConsoleContext &context, MemberTableEditor &editor, QWidget *parent);

Q_SIGNALS:
    void applied(const homeport::TableRevision &revision);

private:
    void build();
    void showChanges();
    Task<> apply();
    Task<> rebase(QString conflict);
    void tell(Severity severity, const QString &text);
    void saveRows();
    void showAllowed();

    ConsoleContext &m_context;
    MemberTableEditor &m_editor;
    TableChangeModel m_model;
    TablePane *m_pane = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_takeBack = nullptr;
    QLabel *m_outcome = nullptr;
    QLineEdit *m_comment = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_cancel = nullptr;
    bool m_isRunning = false;
};

} // namespace homeport
