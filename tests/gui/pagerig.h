// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a page needs around it: a fake cluster, a connection to it, acts, profiles that leave nothing behind.
#pragma once

#include "console/views/context.h"
#include "tests/support/fakeclusterclient.h"

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace homeport {

struct PageRig
{
    QTemporaryDir folder;
    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    Connection connection{fakeClients(client)};
    ClusterWatch watch{connection};
    ActRunner acts{connection};
    ProfileStore profiles{folder.filePath(QStringLiteral("console.ini"))};
    ConsoleContext context{connection, watch, acts, profiles};

    bool open()
    {
        connection.open(fakeProfile(), {});
        return QTest::qWaitFor([this] { return connection.state() == LinkState::Connected; });
    }
};

/// The button of the toolbar that stands for the action of this name.
inline QWidget *buttonOf(QWidget *page, const QString &actionName)
{
    const auto *const action = page->findChild<QAction *>(actionName);
    const QList<QToolButton *> buttons = page->findChildren<QToolButton *>();
    for (QToolButton *const button : buttons) {
        if (action && button->defaultAction() == action)
            return button;
    }
    return nullptr;
}

/// The dialog of this name that is shown now; null when none comes up.
inline QDialog *shownDialog(const QString &name)
{
    QDialog *found = nullptr;
    const auto isThere = [&] {
        const QWidgetList windows = QApplication::topLevelWidgets();
        for (QWidget *const window : windows) {
            if (window->objectName() == name && window->isVisible())
                found = qobject_cast<QDialog *>(window);
        }
        return found != nullptr;
    };
    return QTest::qWaitFor(isThere) ? found : nullptr;
}

} // namespace homeport
