// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The queues: destinations first, the messages of one behind it.
#pragma once

#include "console/models/hostlanes.h"
#include "console/views/page.h"

class QStackedWidget;

namespace homeport {

class QueueMessages;
class QueueStart;

/// show(): "host:back1.example.net", "domain:example.com" or "storage:<id>"; "": all destinations.
class QueuesPage : public Page
{
    Q_OBJECT

public:
    explicit QueuesPage(ConsoleContext &context, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    QWidget *filterField() override;
    void show(const QString &what) override;
    void restoreLayout() override;

private:
    void takeLanes();
    void openMessages(const QString &lane, const QString &member = {}, const QString &label = {});
    void showStart();
    bool showsMessages() const;
    bool canBeDestination(const QString &lane) const;
    void tellDestination();

    QList<DestinationLanes> m_destinations;
    QStackedWidget *m_stack = nullptr;
    QueueStart *m_start = nullptr;
    QueueMessages *m_messages = nullptr;
    QString m_profileId;
    bool m_isActive = false;
};

} // namespace homeport
