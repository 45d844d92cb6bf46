// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The cluster's health in one sentence, and below it what is wrong and what would be wise.
#pragma once

#include "console/models/clusterstate.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace homeport {

class HealthPane : public QWidget
{
    Q_OBJECT

public:
    explicit HealthPane(QWidget *parent = nullptr);
    void setState(const ClusterState &cluster, const QDateTime &asOf, bool isStale);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();
    void addLine(Severity severity, const QString &text);
    void copy(bool all) const;

    ClusterState m_cluster;
    QDateTime m_asOf;
    bool m_isStale = false;
    QLabel *m_sentence = nullptr;
    QLabel *m_rest = nullptr;
    QPushButton *m_copy = nullptr;
    QListWidget *m_list = nullptr;
    QStringList m_shown;
};

} // namespace homeport
