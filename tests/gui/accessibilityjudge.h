// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Looks at every control of a window as somebody would who has no mouse and no screen.
#pragma once

#include <QAbstractItemView>
#include <QAccessible>
#include <QtWidgets>

#include <QTest>

namespace homeport {

class AccessibilityJudge
{
public:
    /// Where, and what is wrong; each once.
    const QStringList &problems() const { return m_problems; }

    void judge(const QString &stop, QWidget *window)
    {
        m_stop = stop;
        const QList<QWidget *> all = window->findChildren<QWidget *>();
        for (QWidget *const widget : all) {
            if (!widget->isVisibleTo(window))
                continue;
            judgeWords(widget);
            if (isControl(widget))
                judgeControl(widget);
        }
        const QList<QAction *> actions = window->findChildren<QAction *>();
        for (const QAction *const action : actions)
            judgeAction(action);
        judgeTabOrder(window, all);
    }

private:
    /// Parts of other widgets are theirs to look after.
    static bool isPart(const QWidget *widget)
    {
        const QWidget *const parent = widget->parentWidget();
        return widget->objectName().startsWith(QLatin1String("qt_"))
            || qobject_cast<const QHeaderView *>(widget) || qobject_cast<const QLineEdit *>(parent)
            || qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)
            || qobject_cast<const QTabBar *>(parent) || qobject_cast<const QAbstractItemView *>(parent)
            || qobject_cast<const QScrollBar *>(widget);
    }

    static bool isControl(const QWidget *widget)
    {
        if (isPart(widget))
            return false;
        return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget)
            || qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QTextEdit *>(widget)
            || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTabBar *>(widget)
            || qobject_cast<const QSlider *>(widget);
    }

    static QString pathOf(const QWidget *widget)
    {
        QStringList path;
        for (; widget && path.size() < 5; widget = widget->parentWidget()) {
            const QString type = QString::fromLatin1(widget->metaObject()->className()).section(u':', -1);
            path.prepend(widget->objectName().isEmpty() ? type : type + u'#' + widget->objectName());
        }
        return path.join(u'/');
    }

    void complain(const QWidget *widget, const QString &what)
    {
        const QString where = pathOf(widget) + QStringLiteral(": ") + what;
        if (m_known.contains(where))
            return;
        m_known.insert(where);
        m_problems.append(m_stop + QStringLiteral(": ") + where);
    }

    /// A glyph alone says nothing to a screen reader.
    static bool isSpoken(const QString &name)
    {
        return std::any_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber(); });
    }

    void judgeControl(QWidget *widget)
    {
        const QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(widget);
        if (!face || !isSpoken(face->text(QAccessible::Name)))
            complain(widget, QStringLiteral("has no accessible name"));
        const bool isUsable = widget->isEnabled();
        if (isUsable && !(widget->focusPolicy() & Qt::TabFocus))
            complain(widget, QStringLiteral("is not reachable by Tab"));
        if (const auto *const text = qobject_cast<QPlainTextEdit *>(widget); text && !text->tabChangesFocus())
            complain(widget, QStringLiteral("traps Tab (tabChangesFocus)"));
        if (const auto *const text = qobject_cast<QTextEdit *>(widget); text && !text->tabChangesFocus())
            complain(widget, QStringLiteral("traps Tab (tabChangesFocus)"));
        if (const auto *const view = qobject_cast<QAbstractItemView *>(widget);
            view && view->tabKeyNavigation())
            complain(widget, QStringLiteral("traps Tab (tabKeyNavigation)"));
        judgeWheel(widget);
        judgeButton(qobject_cast<QPushButton *>(widget));
    }

    void judgeWheel(QWidget *widget)
    {
        const auto *const box = qobject_cast<QComboBox *>(widget);
        const auto *const spin = qobject_cast<QAbstractSpinBox *>(widget);
        if ((!box && !spin) || !widget->isEnabled() || widget->hasFocus())
            return;
        const QString before = box ? box->currentText() : spin->text();
        for (const int angle : {-120, 120}) {
            QWheelEvent wheel(widget->rect().center(), widget->mapToGlobal(widget->rect().center()), {},
                {0, angle}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(widget, &wheel);
            if ((box ? box->currentText() : spin->text()) != before)
                complain(widget, QStringLiteral("the wheel changes it without the focus"));
        }
    }

    void judgeButton(const QPushButton *button)
    {
        if (!button)
            return;
        static const QRegularExpression destructive(
            QStringLiteral("^&?(Delete|Remove|Purge|Reassign|Withdraw|Drain|End|Detach|Forget|Undo|Disable|"
                           "Hold|Discard)\\b"));
        if (button->isDefault() && destructive.match(button->text()).hasMatch())
            complain(button, QStringLiteral("\"%1\" is the default button").arg(button->text()));
        if (!button->isEnabled() && button->toolTip().isEmpty() && button->parentWidget()->isEnabled())
            complain(button, QStringLiteral("\"%1\" is disabled and does not say why").arg(button->text()));
    }

    void judgeAction(const QAction *action)
    {
        judgeWord(nullptr, action->text());
        judgeWord(nullptr, action->toolTip());
        QString text = action->text();
        text.remove(u'&');
        const bool isSaid = action->toolTip() != text && action->toolTip() + QStringLiteral("…") != text
            && !action->toolTip().isEmpty();
        if (action->isVisible() && !action->isEnabled() && !action->isSeparator() && !text.isEmpty()
            && !isSaid && !action->objectName().startsWith(QLatin1String("qt_")) && !action->menu()) {
            const QString where = QStringLiteral("action \"%1\" (%2)").arg(text, action->objectName());
            if (!m_known.contains(where))
                m_problems.append(m_stop + QStringLiteral(": ") + where
                    + QStringLiteral(" is disabled and does not say why"));
            m_known.insert(where);
        }
    }

    void judgeWords(const QWidget *widget)
    {
        judgeWord(widget, widget->toolTip());
        judgeWord(widget, widget->windowTitle());
        judgeWord(widget, widget->accessibleName());
        for (const char *property : {"text", "placeholderText", "plainText", "title"})
            judgeWord(widget, widget->property(property).toString());
    }

    void judgeWord(const QWidget *widget, const QString &text)
    {
        if (!text.contains(QLatin1String("flush"), Qt::CaseInsensitive))
            return;
        if (widget)
            complain(widget, QStringLiteral("says \"%1\"").arg(text));
        else
            m_problems.append(m_stop + QStringLiteral(": an action says: ") + text);
    }

    static bool isMetByTab(const QWidget *widget)
    {
        if (!isControl(widget) || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus)
            || widget->visibleRegion().isEmpty())
            return false;
        const auto *const radio = qobject_cast<const QRadioButton *>(widget);
        return !radio || radio->isChecked(); // the others are met with the arrow keys
    }

    /// Pressing Tab again and again comes past every control, and back to where it began.
    void judgeTabOrder(QWidget *window, const QList<QWidget *> &all)
    {
        QSet<const QWidget *> open;
        for (const QWidget *const widget : all) {
            if (widget->isVisibleTo(window) && widget->window() == window && isMetByTab(widget))
                open.insert(widget);
        }
        if (open.isEmpty())
            return;
        QApplication::setActiveWindow(window);
        const auto first =
            std::find_if(all.begin(), all.end(), [&](QWidget *one) { return open.contains(one); });
        (*first)->setFocus(Qt::TabFocusReason);
        const qsizetype most = 3 * open.size() + 60;
        for (qsizetype i = 0; i < most && !open.isEmpty(); ++i) {
            QWidget *const focus = QApplication::focusWidget();
            if (!focus || focus->window() != window) {
                complain(window,
                    QStringLiteral("loses the focus to ")
                        + (focus ? pathOf(focus) : QStringLiteral("nobody")));
                return;
            }
            for (const QWidget *one = focus; one; one = one->parentWidget())
                open.remove(one); // a part of it may have the focus
            QTest::keyClick(focus, Qt::Key_Tab);
            if (qobject_cast<QLabel *>(focus) && QApplication::focusWidget() == focus)
                QTest::keyClick(focus, Qt::Key_Tab); // the first one went to the link in it
            if (QApplication::focusWidget() == focus && !open.isEmpty()) {
                complain(focus, QStringLiteral("keeps the focus when Tab is pressed"));
                return;
            }
        }
        for (const QWidget *const missed : std::as_const(open))
            complain(missed, QStringLiteral("is not met when Tab is pressed again and again"));
    }

    QString m_stop;
    QStringList m_problems;
    QSet<QString> m_known;
};

} // namespace homeport
