// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Shortcuts and versions.
#include "console/views/helpdialogs.h"

#include "console/views/commandpalette.h"
#include "console/views/forms.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QDialog *plainDialog(const QString &name, const QString &title, QWidget *parent)
{
    auto *const dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    new QVBoxLayout(dialog);
    return dialog;
}

void addClose(QDialog *dialog)
{
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->layout()->addWidget(buttons);
}

void addKey(QTreeWidget *list, const QString &keys, const QString &what)
{
    new QTreeWidgetItem(list, {keys, QString(what).remove(u'&')});
}

} // namespace

void openShortcutSheet(const QWidget *menuBar, QWidget *parent)
{
    QDialog *const dialog = plainDialog(u"shortcutDialog"_s, Text::tr("Keyboard shortcuts"), parent);
    auto *const list = new QTreeWidget(dialog);
    list->setHeaderLabels({Text::tr("Keys"), Text::tr("What they do")});
    list->setAccessibleName(Text::tr("Keyboard shortcuts"));
    list->setRootIsDecorated(false);
    list->setAllColumnsShowFocus(true);
    const QList<QAction *> actions = actionsOf(menuBar);
    for (const QAction *const action : actions) {
        if (!action->shortcut().isEmpty())
            addKey(list, action->shortcut().toString(QKeySequence::NativeText), action->text());
    }
    addKey(
        list, Text::tr("Tab, Shift+Tab"), Text::tr("To the next or previous control, also out of a table"));
    addKey(list, Text::tr("Up, Down, Shift, Ctrl+A"), Text::tr("Move and select in a table"));
    addKey(list, Text::tr("Return"), Text::tr("Open the row"));
    addKey(list, Text::tr("Menu key, Shift+F10"), Text::tr("The actions for the selected rows"));
    addKey(list, Text::tr("Esc"), Text::tr("Close a dialog without changing anything"));
    list->resizeColumnToContents(0);
    dialog->layout()->addWidget(list);
    addClose(dialog);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 80, dialog->fontMetrics().height() * 26);
    dialog->open();
}

void openAboutDialog(QWidget *parent)
{
    QDialog *const dialog = plainDialog(u"aboutDialog"_s, Text::tr("About Homeport"), parent);
    QLabel *const heading = headingLabel(dialog);
    heading->setText(Text::tr("Homeport console %1").arg(QApplication::applicationVersion()));
    dialog->layout()->addWidget(heading);
    dialog->layout()->addWidget(paragraphLabel(dialog,
        Text::tr("Administers a Homeport cluster: an open-source mail server whose accounts have one home "
                 "each.")));
    dialog->layout()->addWidget(paragraphLabel(dialog,
        Text::tr(
            "Copyright 2026 The Homeport authors. Licensed under the Apache License, version 2.0: you may "
            "use, "
            "change and pass it on under its terms; it comes without warranty.")));
    dialog->layout()->addWidget(paragraphLabel(dialog,
        Text::tr(
            "Runs with Qt %1 (LGPL 3), OpenSSL (Apache 2.0), nghttp2 (MIT), QCoro (MIT), tl::expected (CC0), "
            "QtKeychain (BSD).")
            .arg(QString::fromLatin1(qVersion()))));
    dialog->setMinimumWidth(dialog->fontMetrics().averageCharWidth() * 70);
    addClose(dialog);
    dialog->open();
}

} // namespace homeport
