// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What waits for whom: a row per destination, and below which member holds how much of it.
#pragma once

#include "console/models/hostlanes.h"
#include "console/views/context.h"

#include <QWidget>

class QLabel;
class QSplitter;

namespace homeport {

class QueueActions;
class ReasonLine;
class TablePane;

class QueueStart : public QWidget
{
    Q_OBJECT

public:
    explicit QueueStart(ConsoleContext &context, QWidget *parent = nullptr);

    /// From the watch; `destinations` in their default order.
    void take(const QList<DestinationLanes> &destinations);
    void showAges();
    TablePane *destinations() const { return m_destinations; }
    void restoreLayout();

Q_SIGNALS:
    void opened(const QString &destination); ///< its messages are wanted
    void laneOpened(const homeport::Lane &lane);
    void linkActivated(const QString &page, const QString &what);

private:
    void showCurrent();
    void showSummary();
    void setWidths();

    ConsoleContext &m_context;
    DestinationModel m_model;
    LaneModel m_lanes;
    QLabel *m_summary = nullptr;
    QLabel *m_outcome = nullptr;
    ReasonLine *m_reason = nullptr;
    QSplitter *m_splitter = nullptr;
    TablePane *m_destinations = nullptr;
    QLabel *m_lanesTitle = nullptr;
    TablePane *m_lanesPane = nullptr;
    QueueActions *m_actions = nullptr;
    QAction *m_open = nullptr;
};

} // namespace homeport
