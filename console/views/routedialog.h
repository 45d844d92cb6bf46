// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// "Explain route": where mail and logins of an address go, as every member sees it.
#pragma once

#include "console/models/routeview.h"
#include "console/views/context.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QTreeWidget;

namespace homeport {

/// Beside the window; deletes itself when closed.
class RouteDialog : public QDialog
{
    Q_OBJECT

public:
    RouteDialog(ConsoleContext &context, const QString &address, QWidget *parent);

private:
    Task<> load();
    void showRoutes(const RouteView &view);
    void addRoute(const RouteOfMember &route, const RouteDifferences &differences);

    ConsoleContext &m_context;
    const QString m_address;
    QLabel *m_summary = nullptr;
    QTreeWidget *m_tree = nullptr;
};

} // namespace homeport
