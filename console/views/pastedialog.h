// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Member rows from a spreadsheet: pasted, looked at, taken over into the editor.
#pragma once

#include "console/models/tableeditor.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace homeport {

/// Nothing is sent to the cluster. Deletes itself when closed.
class PasteDialog : public QDialog
{
    Q_OBJECT

public:
    PasteDialog(MemberTableEditor &editor, QWidget *parent);

private:
    void showWhatIsRead();

    MemberTableEditor &m_editor;
    PastedMembers m_pasted;
    QPlainTextEdit *m_text = nullptr;
    QPlainTextEdit *m_problems = nullptr;
    QLabel *m_summary = nullptr;
    QPushButton *m_take = nullptr;
};

} // namespace homeport
