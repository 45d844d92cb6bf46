// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Text, glyph, button.
#include "console/views/banner.h"

#include "console/views/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace homeport {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    auto *const line = new QHBoxLayout(this);
    line->setContentsMargins(10, 4, 10, 4);
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button = new QPushButton(this);
    m_button->setAutoDefault(false);
    line->addWidget(m_text, 1);
    line->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &Banner::buttonClicked);
    hide();
}

void Banner::setMessage(Severity severity, const QString &text, const QString &button)
{
    m_severity = severity;
    m_text->setText(withGlyph(severity, text));
    m_text->setAccessibleName(text);
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    setVisible(!text.isEmpty());
    colour();
}

QString Banner::text() const { return m_text->accessibleName(); }

void Banner::colour()
{
    if (!parentWidget())
        return;
    QPalette colours = parentWidget()->palette();
    const QColor background = severityBackground(m_severity, colours);
    const QColor foreground = severityColour(m_severity, colours);
    if (palette().color(QPalette::Window) == background
        && m_text->palette().color(QPalette::WindowText) == foreground)
        return; // setPalette() would come back here
    QPalette text = colours;
    text.setColor(QPalette::WindowText, foreground);
    colours.setColor(QPalette::Window, background);
    setPalette(colours);
    m_text->setPalette(text);
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace homeport
