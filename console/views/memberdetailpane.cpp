// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Text to the left, charts to the right.
#include "console/views/memberdetailpane.h"

#include "console/views/look.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollBar>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Measured
{
    const char *what; ///< in SampleHistory
    ChartUnit unit;
};
constexpr std::array<Measured, 4> measured{
    {{"sessions", ChartUnit::Count}, {"messagesPerMinute", ChartUnit::PerMinute},
        {"waiting", ChartUnit::Count}, {"oldestSeconds", ChartUnit::Seconds}}};

} // namespace

MemberDetailPane::MemberDetailPane(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"memberDetail"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Details and charts"));
    setFocusPolicy(Qt::NoFocus);
    auto *const body = new QWidget(this);
    auto *const layout = new QGridLayout(body);
    layout->setContentsMargins({});
    m_text = new QTextEdit(body);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Details"));
    m_text->setMinimumHeight(fontMetrics().height() * 8);
    layout->addWidget(m_text, 0, 0, 2, 1);
    const QStringList titles{tr("Sessions"), tr("Messages per minute"), tr("Messages waiting in its queue"),
        tr("Oldest waiting mail")};
    for (int i = 0; i < int(measured.size()); ++i) {
        auto *const chart = new Chart(titles[i], measured[size_t(i)].unit, body);
        chart->setObjectName(QString::fromLatin1(measured[size_t(i)].what));
        layout->addWidget(chart, i / 2, 1 + i % 2);
        m_charts.append(chart);
    }
    layout->setColumnStretch(0, 4);
    layout->setColumnStretch(1, 3);
    layout->setColumnStretch(2, 3);
    setWidget(body);
}

void MemberDetailPane::setDetail(const QString &member, const QList<DetailSection> &sections)
{
    if (member == m_member && sections == m_sections)
        return;
    m_member = member;
    m_sections = sections;
    showText();
}

void MemberDetailPane::showText()
{
    QString html;
    if (!m_member.isEmpty())
        html += u"<p style='margin:0 0 4px 0'><b>%1</b></p>"_s.arg(m_member.toHtmlEscaped());
    for (const DetailSection &section : std::as_const(m_sections)) {
        html += u"<p style='margin:6px 0 1px 0; color:%1'>%2</p>"_s.arg(
            palette().color(QPalette::PlaceholderText).name(), section.title.toHtmlEscaped());
        for (const StateWord &line : section.lines)
            html += u"<p style='margin:0 0 0 10px; color:%1'>%2</p>"_s.arg(
                severityColour(line.severity, palette()).name(),
                withGlyph(line.severity, line.word).toHtmlEscaped());
    }
    const int scrolled = m_text->verticalScrollBar()->value();
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(scrolled);
}

void MemberDetailPane::setSamples(const SampleHistory &samples, const QDateTime &now, bool isStale)
{
    for (int i = 0; i < int(m_charts.size()); ++i) {
        const QString what = QString::fromLatin1(measured[size_t(i)].what);
        m_charts[i]->setValues(samples.lastHour(m_member, what, now), now, SampleSeries::slotSeconds);
        m_charts[i]->setStale(isStale);
    }
}

void MemberDetailPane::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_text)
        showText();
}

} // namespace homeport
