// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the stations of the tour do with widgets.
#pragma once

#include <QString>

class QAction;
class QDialog;
class QWidget;

namespace homeport {

/// The newest dialog that is open; null: none.
QDialog *openDialog();
bool isForFiles(const QWidget *dialog);
bool isForFiles(const QString &text); ///< of an action
/// In every table on it.
void selectFirstRows(QWidget *widget);
/// Presses the button or action with that object name, where there is one and it is enabled.
bool press(QWidget *parent, const QString &name);
/// For a file's name: the object name, or the text in small letters and dashes.
QString wordOf(const QAction *action);

} // namespace homeport
