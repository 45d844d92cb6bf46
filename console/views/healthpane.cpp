// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A sentence and a list whose lines can be selected and copied.
#include "console/views/healthpane.h"

#include "console/models/membermodel.h"
#include "console/models/texts.h"
#include "console/views/look.h"

#include <QAction>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int mostLines = 5; ///< shown at once; the rest is scrolled to

} // namespace

HealthPane::HealthPane(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"healthPane"_s);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const line = new QHBoxLayout;
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(u"healthSentence"_s);
    m_sentence->setAccessibleName(tr("Health of the cluster"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_sentence->setFont(large);
    m_rest = new QLabel(this);
    m_rest->setAccessibleName(tr("Who says so, and when"));
    m_copy = new QPushButton(tr("Copy all"), this);
    m_copy->setAccessibleName(tr("Copy all problems"));
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(true); });
    line->addWidget(m_sentence);
    line->addStretch(1);
    line->addWidget(m_rest);
    line->addWidget(m_copy);
    layout->addLayout(line);
    m_list = new QListWidget(this);
    m_list->setObjectName(u"problems"_s);
    m_list->setAccessibleName(tr("What is wrong, and advice"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setWordWrap(true);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *const copyLines = new QAction(tr("Copy"), m_list);
    copyLines->setShortcut(QKeySequence::Copy);
    copyLines->setShortcutContext(Qt::WidgetShortcut);
    connect(copyLines, &QAction::triggered, this, [this] { copy(false); });
    m_list->addAction(copyLines);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    layout->addWidget(m_list);
    showState();
}

void HealthPane::copy(bool all) const
{
    QStringList lines;
    for (int i = 0; i < m_list->count(); ++i) {
        if (all || m_list->item(i)->isSelected())
            lines.append(m_list->item(i)->data(Qt::UserRole).toString());
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void HealthPane::setState(const ClusterState &cluster, const QDateTime &asOf, bool isStale)
{
    m_cluster = cluster;
    m_asOf = asOf;
    m_isStale = isStale;
    showState();
}

void HealthPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_list) {
        m_shown.clear();
        showState();
    }
}

void HealthPane::addLine(Severity severity, const QString &text)
{
    auto *const item = new QListWidgetItem(withGlyph(severity, text), m_list);
    item->setData(Qt::UserRole, text);
    item->setForeground(severityColour(severity, palette()));
}

void HealthPane::showState()
{
    const bool isKnown = m_asOf.isValid();
    StateWord word = healthWord(m_cluster);
    if (!isKnown)
        word = {tr("Nothing is known of the cluster yet."), Severity::Unknown};
    else if (m_isStale)
        word = {tr("Not known at this moment. At %1: %2")
                    .arg(timeText(m_asOf, QDateTime::currentDateTimeUtc()), word.word),
            Severity::Unknown};
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, severityColour(word.severity, palette()));
    m_sentence->setPalette(colours);
    m_sentence->setText(withGlyph(word.severity, word.word));
    m_rest->setText(isKnown ? tr("as told by %1").arg(m_cluster.answeredBy) : QString());
    const Severity severity = m_cluster.health == u"critical" ? Severity::Bad : Severity::Warning;
    const QStringList lines = m_cluster.problems + m_cluster.advice;
    if (lines != m_shown) { // selected lines stay selected while nothing changes
        m_list->clear();
        for (const QString &problem : std::as_const(m_cluster.problems))
            addLine(severity, problem);
        for (const QString &advice : std::as_const(m_cluster.advice))
            addLine(Severity::Notice, advice);
        m_shown = lines;
    }
    m_list->setVisible(!lines.isEmpty());
    m_copy->setVisible(!lines.isEmpty());
    const int shown = std::min(mostLines, int(lines.size()));
    m_list->setFixedHeight(shown * (fontMetrics().height() + 4) + 2 * m_list->frameWidth() + 4);
}

} // namespace homeport
