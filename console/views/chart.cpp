// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Painting a line with round numbers beside it.
#include "console/views/chart.h"

#include "console/views/look.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int margin = 6;

QColor faint(const QPalette &palette, int alpha)
{
    QColor colour = palette.color(QPalette::Text);
    colour.setAlpha(alpha);
    return colour;
}

} // namespace

Chart::Chart(const QString &title, ChartUnit unit, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_unit(unit)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(title);
    setAccessibleDescription(chartDescription(m_values, m_unit));
}

void Chart::setValues(const ChartValues &values, const QDateTime &end, int secondsEach)
{
    m_values = values;
    m_end = end;
    m_secondsEach = secondsEach;
    double most = 0;
    for (const std::optional<double> &value : m_values)
        most = std::max(most, value.value_or(0));
    m_scale = chartScale(most, m_unit);
    if (m_pointed >= int(m_values.size()))
        m_pointed = -1;
    setAccessibleDescription(chartDescription(m_values, m_unit));
    update();
}

void Chart::setStale(bool isStale)
{
    m_isStale = isStale;
    update();
}

QSize Chart::sizeHint() const { return {fontMetrics().averageCharWidth() * 44, fontMetrics().height() * 8}; }

QSize Chart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 5};
}

int Chart::axisWidth() const
{
    int width = 0;
    for (double value = 0; value <= m_scale.top; value += m_scale.step)
        width = std::max(width, fontMetrics().horizontalAdvance(chartValueText(value, m_unit)));
    return width;
}

QRectF Chart::plot() const
{
    const int line = fontMetrics().height();
    return QRectF(rect()).adjusted(
        2 * margin + axisWidth(), margin + line * 1.5, -margin - 2, -margin - line * 1.1);
}

QPointF Chart::pointOf(int index) const
{
    const QRectF area = plot();
    const double steps = std::max<double>(1, double(m_values.size()) - 1);
    const double value = m_values[size_t(index)].value_or(0);
    return {area.left() + area.width() * index / steps, area.bottom() - area.height() * value / m_scale.top};
}

QDateTime Chart::timeOf(int index) const
{
    return m_end.addSecs(-qint64(m_secondsEach) * (qint64(m_values.size()) - 1 - index));
}

int Chart::nearest(double x) const
{
    if (m_values.empty())
        return -1;
    const QRectF area = plot();
    const double part = (x - area.left()) / std::max(1.0, area.width());
    return std::clamp(int(part * double(m_values.size() - 1) + 0.5), 0, int(m_values.size()) - 1);
}

void Chart::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    paintTitle(painter);
    if (chartStretches(m_values).isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(margin, 0, -margin, 0), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Nothing was measured in the last hour."));
    } else {
        paintAxes(painter);
        paintLine(painter);
        paintMark(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
}

void Chart::paintTitle(QPainter &painter) const
{
    const QRectF line(margin, margin, width() - 2 * margin, fontMetrics().height());
    QString value;
    int at = m_pointed;
    if (at < 0 && !m_values.empty() && m_values.back())
        at = int(m_values.size()) - 1;
    if (m_pointed >= 0) {
        const std::optional<double> &pointed = m_values[size_t(m_pointed)];
        value = tr("%1 at %2")
                    .arg(pointed ? chartValueText(*pointed, m_unit) : tr("not measured"),
                        timeOf(m_pointed).toLocalTime().toString(u"HH:mm:ss"_s));
    } else if (at >= 0) {
        value = chartValueText(*m_values[size_t(at)], m_unit);
    }
    QFont bold = font();
    bold.setBold(true);
    const int room = QFontMetrics(bold).horizontalAdvance(value) + margin;
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(
        line, Qt::AlignLeft, fontMetrics().elidedText(m_title, Qt::ElideRight, int(line.width()) - room));
    painter.setFont(bold);
    if (m_isStale)
        painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(line, Qt::AlignRight, value);
    painter.setFont(font());
}

void Chart::paintAxes(QPainter &painter) const
{
    const QRectF area = plot();
    const int height = fontMetrics().height();
    const int lines = int(m_scale.top / m_scale.step + 0.5);
    const bool isTight = area.height() < height * (lines + 1);
    for (int i = 0; i <= lines; ++i) {
        const double value = i * m_scale.step;
        const double y = std::round(area.bottom() - area.height() * value / m_scale.top) + 0.5;
        painter.setPen(faint(palette(), i == 0 ? 110 : 40));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        if (isTight && i != 0 && i != lines)
            continue; // no room for its number
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRectF(margin, y - height / 2.0, area.left() - 2 * margin, height),
            Qt::AlignRight | Qt::AlignVCenter, chartValueText(value, m_unit));
    }
    const QRectF below(area.left(), area.bottom() + 2, area.width(), height);
    painter.drawText(below, Qt::AlignLeft, timeOf(0).toLocalTime().toString(u"HH:mm"_s));
    painter.drawText(
        below, Qt::AlignRight, timeOf(int(m_values.size()) - 1).toLocalTime().toString(u"HH:mm"_s));
}

/// Every stretch by itself: nothing is drawn across a gap.
void Chart::paintLine(QPainter &painter) const
{
    const QColor colour =
        m_isStale ? palette().color(QPalette::PlaceholderText) : severityColour(Severity::Busy, palette());
    QColor below = colour;
    below.setAlpha(36);
    const double floor = plot().bottom();
    const QList<ChartStretch> stretches = chartStretches(m_values);
    for (const ChartStretch &stretch : stretches) {
        QPainterPath line(pointOf(stretch.first));
        for (int i = stretch.first + 1; i <= stretch.last; ++i)
            line.lineTo(pointOf(i));
        if (stretch.first == stretch.last) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawEllipse(pointOf(stretch.first), 2, 2);
            continue;
        }
        QPainterPath area = line;
        area.lineTo(pointOf(stretch.last).x(), floor);
        area.lineTo(pointOf(stretch.first).x(), floor);
        area.closeSubpath();
        painter.fillPath(area, below);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(line);
    }
}

void Chart::paintMark(QPainter &painter) const
{
    if (m_pointed < 0)
        return;
    const QPointF at = pointOf(m_pointed);
    const QRectF area = plot();
    painter.setPen(faint(palette(), 120));
    painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()));
    if (!m_values[size_t(m_pointed)])
        return;
    painter.setPen(QPen(palette().color(QPalette::Base), 1));
    painter.setBrush(palette().color(QPalette::Text));
    painter.drawEllipse(at, 3.5, 3.5);
}

void Chart::point(int index)
{
    if (index == m_pointed)
        return;
    m_pointed = index;
    update();
}

void Chart::mouseMoveEvent(QMouseEvent *event) { point(nearest(event->position().x())); }

void Chart::leaveEvent(QEvent *event)
{
    point(-1);
    QWidget::leaveEvent(event);
}

void Chart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_values.size()) - 1;
    const int from = m_pointed < 0 ? last : m_pointed;
    if (last < 0 || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right))
        return QWidget::keyPressEvent(event);
    point(std::clamp(from + (event->key() == Qt::Key_Left ? -1 : 1), 0, last));
}

void Chart::focusOutEvent(QFocusEvent *event)
{
    point(-1);
    QWidget::focusOutEvent(event);
}

} // namespace homeport
