// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What stands across the window because it is important on every page, and where one does something about it.
#pragma once

#include "console/models/clusterwatch.h"

namespace homeport {

struct Notice
{
    QString
        id; ///< what it is about, the same while only its words change: "health", "away:back1.example.net"
    Severity severity = Severity::Notice;
    QString text;
    QString button; ///< empty: none
    QString page; ///< the button leads there,
    QString what; ///< and to this on it
    bool operator==(const Notice &) const = default;
};

/// The worst first; at most one per subject.
QList<Notice> noticesOf(
    const ClusterState &cluster, const JobsState &jobs, const QList<PendingHost> &pending);

/// The notices of what a ClusterWatch sees. GUI thread.
class Notices : public QObject
{
    Q_OBJECT

public:
    explicit Notices(const ClusterWatch &watch, QObject *parent = nullptr);
    const QList<Notice> &list() const { return m_list; }

Q_SIGNALS:
    void changed();

private:
    void judge();

    const ClusterWatch &m_watch;
    QList<Notice> m_list;
};

} // namespace homeport
