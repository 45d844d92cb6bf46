// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A measured value over the last hour as a line; what was not measured is a gap.
#pragma once

#include "console/models/chartscale.h"

#include <QDateTime>
#include <QWidget>

namespace homeport {

/// Colours are the palette's. Hovering shows value and time, so do the arrow keys while it has the focus.
class Chart : public QWidget
{
    Q_OBJECT

public:
    Chart(const QString &title, ChartUnit unit, QWidget *parent = nullptr);

    /// Oldest first, `secondsEach` apart; the last one was measured at `end`.
    void setValues(const ChartValues &values, const QDateTime &end, int secondsEach);
    /// Greyed: what is shown is old.
    void setStale(bool isStale);

    /// Where the values are drawn, and one of them; for hovering and tests.
    QRectF plot() const;
    QPointF pointOf(int index) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void paintTitle(QPainter &painter) const;
    void paintAxes(QPainter &painter) const;
    void paintLine(QPainter &painter) const;
    void paintMark(QPainter &painter) const;
    QDateTime timeOf(int index) const;
    int nearest(double x) const;
    int axisWidth() const;
    void point(int index);

    const QString m_title;
    const ChartUnit m_unit;
    ChartValues m_values;
    QDateTime m_end;
    int m_secondsEach = 10;
    ChartScale m_scale;
    int m_pointed = -1; ///< index that is explained; -1: none
    bool m_isStale = false;
};

} // namespace homeport
