// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Ctrl+K: everything that can be done from here, found by typing a part of its name.
#pragma once

#include <QDialog>
#include <QPointer>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;
class QWidget;

namespace homeport {

/// The actions in the menus of a menu bar, submenus included.
QList<QAction *> actionsOf(const QWidget *menuBar);

/// Deletes itself when closed; the chosen action runs after that.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void showReason();
    void runCurrent();
    QAction *current() const;

    QList<QPointer<QAction>> m_actions;
    QList<QPointer<QAction>> m_shown;
    QLineEdit *m_text = nullptr;
    QListWidget *m_list = nullptr;
    QLabel *m_reason = nullptr;
};

} // namespace homeport
