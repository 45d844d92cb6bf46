// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One page of the main window.
#pragma once

#include "console/models/severity.h"
#include "console/views/context.h"

#include <QWidget>

namespace homeport {

/// Pages live as long as the main window and change with the connection. A page asks the daemon for what only
/// it shows while it is the one in front.
class Page : public QWidget
{
    Q_OBJECT

public:
    /// `id` names it in layouts and screenshots: "queues".
    Page(ConsoleContext &context, const QString &id, const QString &title, QWidget *parent = nullptr);

    QString id() const { return m_id; }
    QString title() const { return m_title; }
    /// How many things on it want attention, shown beside its title; the severity tells how bad the worst is.
    int badge() const { return m_badge; }
    Severity badgeSeverity() const { return m_badgeSeverity; }

    /// It comes to the front, or leaves it.
    virtual void activate() { }
    virtual void deactivate() { }
    /// F5.
    virtual void refresh() { }
    /// Ctrl+F: what takes the filter's text; null: nothing does.
    virtual QWidget *filterField() { return nullptr; }
    /// Something of this page, by id: a member, a lane ("host:back1"), an account. From other pages' links.
    virtual void show(const QString &what) { Q_UNUSED(what) }
    /// Other connection or "Reset layout": columns, splitters and filters are read again.
    virtual void restoreLayout() { }

Q_SIGNALS:
    void badgeChanged();
    /// A link to another page: its id and what it shall show there.
    void linkActivated(const QString &page, const QString &what);

protected:
    void setBadge(int count, Severity severity);
    ConsoleContext &m_context;

private:
    const QString m_id;
    const QString m_title;
    int m_badge = 0;
    Severity m_badgeSeverity = Severity::None;
};

} // namespace homeport
