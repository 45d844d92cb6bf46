// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A walk past everything that the console can show: every page, every step, every dialog. Pictures are made
// and accessibility is judged on it; new pages, actions and steps are met by themselves.
#pragma once

#include "console/tour/stage.h"

#include <QPointer>
#include <QSet>

class QDialog;

namespace homeport {

class Page;

/// GUI thread. One tour at a time: dialogs are found among the top-level windows.
class Tour
{
public:
    /// `name` is new each time: "page-queues", "wizard-attach", "accounts-create".
    using Visit = std::function<void(const QString &name, QWidget *widget)>;

    /// `folder` takes profiles and layouts; it may be empty and temporary.
    Tour(const QString &folder, Visit visit)
        : m_folder(folder)
        , m_visit(std::move(visit))
    {
    }
    Task<> run();

private:
    Task<> connections();
    Task<> refusal(QString name, Error why);
    Task<> healthy();
    Task<> failed();
    Task<> diverged();
    Task<> pages(Stage &stage, QString prefix);
    Task<> dialogs(Stage &stage, Page *page);
    Task<> menuDialogs(Stage &stage);
    Task<> reassign(Stage &stage);
    Task<> attachDisks(Stage &stage, QWidget *dialog);
    Task<> restore(Stage &stage);
    void visit(const QString &name, QWidget *widget);
    /// Dialogs that are open, visited and closed.
    Task<> visitOpenDialogs(Stage &stage, QString name);
    QString settings();

    const QString m_folder;
    const Visit m_visit;
    QSet<QString> m_names;
    int m_stages = 0;
};

} // namespace homeport
