// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Glyph, text and link in one label.
#include "console/views/reasonline.h"

#include "console/views/look.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace homeport {

ReasonLine::ReasonLine(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(
        Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setAccessibleName(tr("Why mail waits"));
    hide();
}

void ReasonLine::setReason(Severity severity, const QString &text, const QString &link, const QString &target)
{
    if (m_severity == severity && m_text == text && m_link == link && m_target == target)
        return; // the focus on a link survives
    m_severity = severity;
    m_text = text;
    m_link = link;
    m_target = target;
    setVisible(!text.isEmpty());
    setFocusPolicy(link.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setAccessibleDescription(link.isEmpty() ? text : text + u' ' + link);
    showText();
}

void ReasonLine::showText()
{
    QString text = m_text.toHtmlEscaped();
    if (m_severity != Severity::None) {
        text = u"<span style=\"color:%1\">%2</span> %3"_s.arg(
            severityColour(m_severity, palette()).name(), QString(glyphOf(m_severity)), text);
    }
    if (!m_link.isEmpty())
        text += u" <a href=\"%1\">%2</a>"_s.arg(m_target.toHtmlEscaped(), m_link.toHtmlEscaped());
    setText(text);
}

void ReasonLine::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showText();
}

} // namespace homeport
