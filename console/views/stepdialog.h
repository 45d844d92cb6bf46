// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A dialog of steps: where one is, the step itself, Back and Next, and why Next is not possible yet.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace homeport {

class Step : public QWidget
{
    Q_OBJECT

public:
    /// What Return does where no field takes it.
    enum class Default { Next, Cancel, Nothing };

    Step(const QString &id, const QString &title, QWidget *parent = nullptr);
    QString id() const { return m_id; }
    QString title() const { return m_title; }

    virtual void enter() { }
    virtual QString whyNotNext() const { return {}; }
    virtual QString nextText() const { return tr("&Next"); }
    virtual bool mayGoBack() const { return true; }
    virtual Default defaultButton() const { return Default::Next; }
    /// Next was pressed: true when it is left at once; else it goes on by itself with wantsStep().
    virtual bool leave() { return true; }

Q_SIGNALS:
    void changed(); ///< whyNotNext(), nextText()
    void wantsStep(const QString &id);

private:
    const QString m_id;
    const QString m_title;
};

/// Buttons: `back`, `next`, `cancel`. Labels: `trail`, `stepTitle`, `whyNotNext`. Deletes itself when closed.
class StepDialog : public QDialog
{
    Q_OBJECT

public:
    explicit StepDialog(QWidget *parent = nullptr);
    void addStep(Step *step);
    void showStep(const QString &id);
    Step *current() const;
    /// Beside the buttons: what closing means.
    void setCloseText(const QString &button, const QString &tip);

Q_SIGNALS:
    void stepShown(const QString &id);

private:
    int indexOf(const QString &id) const;
    void showAt(int index);
    void goNext();
    void showButtons();
    void showTrail();

    QList<Step *> m_steps;
    QLabel *m_trail = nullptr;
    QLabel *m_title = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_whyNot = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_cancel = nullptr;
};

/// A trail such as "✓ Source › ▸ Target › Attach"; `at` is the current one.
QString trailText(const QStringList &titles, int at);

} // namespace homeport
