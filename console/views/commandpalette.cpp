// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A field, a list, one action.
#include "console/views/commandpalette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString nameOf(const QAction *action)
{
    QString text = action->text();
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

bool hasWords(const QString &name, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(),
        [&name](const QString &word) { return name.contains(word, Qt::CaseInsensitive); });
}

} // namespace

QList<QAction *> actionsOf(const QWidget *menuBar)
{
    QList<QAction *> out;
    const QList<QAction *> actions = menuBar->actions();
    for (QAction *const action : actions) {
        if (action->menu())
            out += actionsOf(action->menu());
        else if (!action->isSeparator() && action->isVisible())
            out.append(action);
    }
    return out;
}

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"commandPaletteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find a page or an action"));
    QStringList names;
    for (QAction *const action : actions) {
        if (names.contains(nameOf(action)) || action->objectName() == u"commandPalette")
            continue;
        names.append(nameOf(action));
        m_actions.append(action);
    }
    auto *const lines = new QVBoxLayout(this);
    m_text = new QLineEdit(this);
    m_text->setObjectName(u"paletteText"_s);
    m_text->setPlaceholderText(tr("Type a part of its name"));
    m_text->setAccessibleName(tr("Name of a page or an action"));
    m_text->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Pages and actions"));
    m_list->setUniformItemSizes(true);
    m_reason = new QLabel(this);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setMinimumHeight(fontMetrics().height() * 2);
    m_reason->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    lines->addWidget(m_text);
    lines->addWidget(m_list, 1);
    lines->addWidget(m_reason);
    const int width = fontMetrics().averageCharWidth();
    resize(width * 72, fontMetrics().height() * 22);
    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::currentRowChanged, this, &CommandPalette::showReason);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::runCurrent);
    fill();
    m_text->setFocus();
}

void CommandPalette::fill()
{
    m_list->clear();
    m_shown.clear();
    const QStringList words = m_text->text().simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QPointer<QAction> &action : std::as_const(m_actions)) {
        if (!action || !hasWords(nameOf(action), words))
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *const item = new QListWidgetItem(
            keys.isEmpty() ? nameOf(action) : tr("%1   (%2)").arg(nameOf(action), keys), m_list);
        if (!action->isEnabled())
            item->setForeground(palette().color(QPalette::Disabled, QPalette::Text));
        m_shown.append(action);
    }
    m_list->setCurrentRow(m_shown.isEmpty() ? -1 : 0);
    showReason();
}

QAction *CommandPalette::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_shown.size()) ? m_shown[row].data() : nullptr;
}

void CommandPalette::showReason()
{
    const QAction *const action = current();
    if (!action)
        m_reason->setText(tr("Nothing here has such a name."));
    else if (action->isEnabled())
        m_reason->setText(action->toolTip() == nameOf(action) ? QString() : action->toolTip());
    else
        m_reason->setText(tr("Not now: %1").arg(action->toolTip()));
}

void CommandPalette::runCurrent()
{
    const QPointer<QAction> action = current();
    if (!action || !action->isEnabled())
        return;
    QTimer::singleShot(0, action.data(), [action] { action->trigger(); }); // behind this dialog's end
    accept();
}

/// The arrows move in the list while one types.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            runCurrent();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace homeport
