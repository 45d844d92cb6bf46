// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Asking, with the choices that an act has.
#include "console/views/queueactions.h"

#include "console/views/actdialog.h"
#include "console/views/tablepane.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QGroupBox>
#include <QPointer>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr std::array<MessageVerb, 5> allVerbs{
    MessageVerb::TryNow, MessageVerb::Reroute, MessageVerb::Hold, MessageVerb::Release, MessageVerb::Delete};

QString objectNameOf(MessageVerb verb)
{
    static const QStringList names{u"tryNow"_s, u"reroute"_s, u"hold"_s, u"release"_s, u"delete"_s};
    return names[int(verb)];
}

QBoxLayout *addBox(const QString &title, QBoxLayout *layout)
{
    auto *const box = new QGroupBox(title);
    box->setAccessibleName(title);
    layout->addWidget(box);
    return new QVBoxLayout(box);
}

/// What the dialog's choices have made of it.
struct Choice
{
    MessageScope scope;
    MessageChoices choices;
};

QRadioButton *radio(const QString &name, const QString &text, QBoxLayout *layout, QButtonGroup *group)
{
    auto *const button = new QRadioButton(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    layout->addWidget(button);
    group->addButton(button);
    return button;
}

} // namespace

QueueActions::QueueActions(ConsoleContext &context, const QString &place, QWidget *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(parent)
{
    for (const MessageVerb verb : allVerbs) {
        auto *const action = new QAction(verbTitle(verb), this);
        action->setObjectName(place + u'_' + objectNameOf(verb));
        connect(action, &QAction::triggered, this, [this, verb] { perform(verb); });
        m_actions[size_t(verb)] = action;
    }
    QAction *const remove = action(MessageVerb::Delete);
    remove->setShortcut(QKeySequence(QKeySequence::Delete));
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(&context.connection, &Connection::stateChanged, this, &QueueActions::showAllowed);
    showAllowed();
}

void QueueActions::addTo(TablePane *pane) const
{
    for (QAction *const action : m_actions)
        pane->addAction(action);
}

void QueueActions::setScope(const MessageScope &scope, const std::optional<MessageScope> &wider)
{
    m_scope = scope;
    m_wider = wider;
    showAllowed();
}

void QueueActions::showAllowed()
{
    for (const MessageVerb verb : allVerbs) {
        QString whyNot = m_context.connection.whyNot(AdministratorRole::Operator);
        if (whyNot.isEmpty())
            whyNot = whyNotNow(verb, m_scope);
        allow(action(verb), whyNot, verbTip(verb));
    }
}

void QueueActions::perform(MessageVerb verb)
{
    if (!whyNotNow(verb, m_scope).isEmpty())
        return;
    const bool isAboutQuarantined = verb == MessageVerb::Release && isOnlyQuarantined(m_scope);
    const Act act = messageAct(verb, m_scope, {false, isAboutQuarantined});
    const QPointer<QueueActions> self(this);
    const auto done = [self, verb](const QJsonObject &answer) {
        if (self)
            Q_EMIT self->done(outcomeText(verb, answer));
    };
    if (act.danger == ActDanger::Plain)
        return ActDialog::run(m_context.acts, act, m_window, done);
    auto *const dialog = new ActDialog(m_context.acts, act, done, m_window);
    if (QWidget *const options = optionsFor(verb, dialog))
        dialog->insert(options);
    dialog->open();
}

/// Null: there is nothing to choose.
QWidget *QueueActions::optionsFor(MessageVerb verb, ActDialog *dialog) const
{
    const bool hasWider = m_wider && m_wider->count > m_scope.count && whyNotNow(verb, *m_wider).isEmpty();
    const bool isRelease = verb == MessageVerb::Release;
    const bool mayBeQuarantined = isRelease && m_scope.quarantined != 0 && !isOnlyQuarantined(m_scope);
    if (!hasWider && !mayBeQuarantined && verb != MessageVerb::Delete)
        return nullptr;
    auto *const options = new QWidget;
    auto *const layout = new QVBoxLayout(options);
    layout->setContentsMargins({});
    const auto choice = std::make_shared<Choice>();
    choice->scope = m_scope;
    choice->choices.releasesQuarantined = isRelease && isOnlyQuarantined(m_scope);
    const auto changed = [verb, dialog, choice] {
        dialog->setAct(messageAct(verb, choice->scope, choice->choices));
    };
    if (hasWider) {
        auto *const group = new QButtonGroup(options);
        QBoxLayout *const box = addBox(tr("Which messages"), layout);
        radio(u"scopeSelected"_s, tr("The %Ln &selected message(s)", nullptr, int(m_scope.count)), box, group)
            ->setChecked(true);
        QRadioButton *const all = radio(u"scopeMatching"_s,
            tr("&All %Ln message(s) that match", nullptr, int(m_wider->count)), box, group);
        connect(all, &QRadioButton::toggled, dialog,
            [choice, changed, narrow = m_scope, wide = *m_wider](bool isAll) {
                choice->scope = isAll ? wide : narrow;
                changed();
            });
    }
    if (mayBeQuarantined || (hasWider && isRelease && !isOnlyQuarantined(m_scope))) {
        auto *const also = new QCheckBox(m_scope.quarantined > 0 && !hasWider
                ? tr("Release the %Ln &quarantined message(s) too", nullptr, int(m_scope.quarantined))
                : tr("Release &quarantined messages too"));
        also->setObjectName(u"releaseQuarantined"_s);
        also->setAccessibleName(also->text().remove(u'&'));
        layout->addWidget(also);
        connect(also, &QCheckBox::toggled, dialog, [choice, changed](bool isToo) {
            choice->choices.releasesQuarantined = isToo;
            changed();
        });
    }
    if (verb == MessageVerb::Delete) {
        auto *const group = new QButtonGroup(options);
        QBoxLayout *const box = addBox(tr("Who is told"), layout);
        radio(u"deleteSilently"_s, tr("N&obody"), box, group)->setChecked(true);
        QRadioButton *const told =
            radio(u"deleteNotifying"_s, tr("Each se&nder gets a notification"), box, group);
        told->setEnabled(hasSender(m_scope) || hasWider);
        if (!told->isEnabled())
            told->setToolTip(tr("The selected messages are notifications themselves: nobody sent them."));
        connect(told, &QRadioButton::toggled, dialog, [choice, changed](bool isTold) {
            choice->choices.notifiesSender = isTold;
            changed();
        });
    }
    return options;
}

} // namespace homeport
