// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One member, or the whole cluster: what there is to know, and four charts of the last hour.
#pragma once

#include "console/models/memberdetail.h"
#include "console/models/samples.h"
#include "console/views/chart.h"

#include <QScrollArea>

class QTextEdit;

namespace homeport {

class MemberDetailPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit MemberDetailPane(QWidget *parent = nullptr);
    /// `member` is empty for the whole cluster.
    void setDetail(const QString &member, const QList<DetailSection> &sections);
    void setSamples(const SampleHistory &samples, const QDateTime &now, bool isStale);
    QList<Chart *> charts() const { return m_charts; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void showText();

    QString m_member;
    QList<DetailSection> m_sections;
    QTextEdit *m_text = nullptr;
    QList<Chart *> m_charts;
};

} // namespace homeport
