// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Painting by the style, with the text and colours of the state.
#include "console/views/statedelegate.h"

#include "console/models/rowmodelbase.h"
#include "console/views/look.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace homeport {

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto severity = index.data(rowrole::severity).value<Severity>();
    option->textElideMode = Qt::ElideMiddle;
    if (severity != Severity::None && !option->text.isEmpty()) {
        option->text = withGlyph(severity, option->text);
        const QColor colour = severityColour(severity, option->palette);
        option->palette.setColor(QPalette::Text, colour);
    }
    if (index.data(rowrole::stale).toBool())
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
}

/// Without a text of its own a cell tells what was cut.
bool StateDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()
        || !index.data(Qt::ToolTipRole).toString().isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    if (sizeHint(option, index).width() > view->visualRect(index).width())
        QToolTip::showText(event->globalPos(), index.data(Qt::DisplayRole).toString(), view);
    else
        QToolTip::hideText();
    return true;
}

} // namespace homeport
