// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The table of moves.
#include "console/views/movesdialog.h"

#include "console/views/actdialog.h"
#include "console/views/forms.h"
#include "console/views/tablepane.h"

#include <QDialogButtonBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

MovesDialog::MovesDialog(ConsoleContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_model(moveColumns(), [](const MoveRow &row) { return QString(row.address + u' ' + row.on); })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"movesDialog"_s);
    setWindowTitle(tr("Moves of accounts"));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("Accounts that move now, and finished moves of which the old storage keeps a copy for 30 days.")));
    m_pane = new TablePane(m_model, context, u"accounts/moves"_s, windowTitle());
    m_pane->setEmptyText(tr("No account moves, and no old copy is kept.\nTo move one, select it on the page "
                            "\"Accounts\" and choose \"Move…\"."));
    m_pane->setWidths({30, 30, 14, 14, 14, 16, 22, 14});
    layout->addWidget(m_pane, 1);
    const auto action = [this](const QString &text, const QString &name, Act (*makeAct)(const MoveRow &)) {
        auto *const made = new QAction(text, this);
        made->setObjectName(name);
        connect(made, &QAction::triggered, this, [this, makeAct] { runOn(makeAct); });
        m_pane->addAction(made);
        return made;
    };
    m_resume = action(tr("&Go on…"), u"resumeMove"_s, resumeMoveAct);
    m_revert = action(tr("Re&vert…"), u"revertMove"_s, revertMoveAct);
    m_purge = action(tr("&Purge the old copy…"), u"purgeMove"_s, purgeMoveAct);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_pane, &TablePane::selectionChanged, this, &MovesDialog::showAllowed);
    connect(m_pane, &TablePane::retryRequested, this, [this] { load(); });
    connect(&context.connection, &Connection::stateChanged, this, &MovesDialog::showAllowed);
    connect(&m_timer, &QTimer::timeout, this, [this] { load(); });
    m_timer.start(ClusterWatch::interval);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 24);
    showAllowed();
    load();
}

const MoveRow *MovesDialog::chosen() const
{
    const QStringList keys = m_pane->selectedKeys();
    return keys.size() == 1 ? m_model.find(keys.first()) : nullptr;
}

void MovesDialog::showAllowed()
{
    const QString denied = m_context.connection.whyNot(AdministratorRole::Administrator);
    const MoveRow *const row = chosen();
    const auto decide = [&](QAction *action, const QString &whyNot) {
        allow(action, !denied.isEmpty() ? denied : !row ? tr("Select one move.") : whyNot);
    };
    const bool isUnderWay = row && row->isUnderWay();
    const bool isDriven = row && !row->phase.isEmpty();
    decide(m_resume,
        isDriven          ? tr("It is going on already.")
            : !isUnderWay ? tr("This move is finished.")
                          : QString());
    decide(m_revert, {});
    decide(m_purge,
        isUnderWay                        ? tr("The move is not finished: revert it, or go on with it.")
            : row && row->aside.isEmpty() ? tr("Nothing is kept aside of it.")
                                          : QString());
}

void MovesDialog::runOn(Act (*makeAct)(const MoveRow &))
{
    const MoveRow *const row = chosen();
    if (!row)
        return;
    const QPointer<MovesDialog> self(this);
    ActDialog::run(m_context.acts, makeAct(*row), this, [self](const QJsonObject &) {
        if (!self)
            return;
        self->load();
        Q_EMIT self->changed();
    });
}

Task<> MovesDialog::load()
{
    if (m_isAsking)
        co_return;
    const QPointer<MovesDialog> self(this);
    m_isAsking = true;
    const QJsonObject nothing;
    const Result<MoveList> list =
        co_await m_context.connection.ask(u"account.move.show"_s, nothing, moveListFromJson);
    if (!self)
        co_return;
    m_isAsking = false;
    m_model.setStale(!list);
    if (!list) {
        m_pane->setProblem(list.error().forLog);
        co_return;
    }
    m_model.setRows(list->moves);
    m_pane->setAsOf(QDateTime::currentDateTimeUtc());
    m_pane->setProblem(list->unreachable.isEmpty()
            ? QString()
            : tr("Not all members answered; what they keep is not shown: %1")
                  .arg(list->unreachable.join(u"; "_s)));
    showAllowed();
}

} // namespace homeport
