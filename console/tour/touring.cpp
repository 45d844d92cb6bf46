// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Pressing and choosing as a user would.
#include "console/tour/touring.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace homeport {

QDialog *openDialog()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    QDialog *found = nullptr;
    for (QWidget *const window : windows) {
        auto *const dialog = qobject_cast<QDialog *>(window);
        if (dialog && dialog->isVisible() && (!found || dialog->parentWidget() == found))
            found = dialog;
    }
    return found;
}

bool isForFiles(const QWidget *dialog) { return qobject_cast<const QFileDialog *>(dialog) != nullptr; }

bool isForFiles(const QString &text)
{
    return text.contains(u"export"_s, Qt::CaseInsensitive) || text.contains(u"quit"_s, Qt::CaseInsensitive);
}

void selectFirstRows(QWidget *widget)
{
    const QList<QTableView *> tables = widget->findChildren<QTableView *>();
    for (QTableView *const table : tables) {
        if (table->isVisible() && table->model() && table->model()->rowCount() > 0)
            table->selectRow(0);
    }
}

bool press(QWidget *parent, const QString &name)
{
    if (auto *const button = parent->findChild<QAbstractButton *>(name);
        button && button->isEnabled() && button->isVisible()) {
        button->click();
        return true;
    }
    if (auto *const action = parent->findChild<QAction *>(name); action && action->isEnabled()) {
        action->trigger();
        return true;
    }
    return false;
}

QString wordOf(const QAction *action)
{
    if (!action->objectName().isEmpty())
        return action->objectName();
    QString word;
    for (const QChar c : action->text().toLower()) {
        if (c.isLetterOrNumber())
            word += c;
        else if (!word.isEmpty() && !word.endsWith(u'-') && c != u'&')
            word += u'-';
    }
    return word.endsWith(u'-') ? word.chopped(1) : word;
}

} // namespace homeport
