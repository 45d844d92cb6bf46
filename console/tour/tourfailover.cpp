// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The stations of a failover: the wizard's steps with the job under way, then the way back.
#include "console/tour/tour.h"

#include "console/tour/touring.h"
#include "console/views/reassignwizard.h"
#include "console/views/restoreguide.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int mostSteps = 20;
const char *const statement = "back2 has no power: breaker 7 in rack 3, seen by me";

QString pathOf(const QString &storage) { return u"/srv/mail/"_s + storage; }

} // namespace

/// Every AttachPane of the dialog that is open: path, look, statement, attach.
Task<> Tour::attachDisks(Stage &stage, QWidget *dialog)
{
    const QPointer<QWidget> watched(dialog);
    for (int i = 0; i < mostSteps; ++i) {
        QPointer<QWidget> pane;
        const QList<QWidget *> panes = dialog->findChildren<QWidget *>(u"attachPane"_s);
        for (QWidget *const one : panes) {
            auto *const attach = one->findChild<QPushButton *>(u"attach"_s);
            if (one->isVisible() && attach && attach->isVisible())
                pane = one;
        }
        if (!pane)
            co_return;
        const QString title = pane->property("title").toString();
        const QString storage = title.contains(u"archive2") ? u"archive2"_s : u"back2"_s;
        pane->findChild<QLineEdit *>(u"path"_s)->setText(pathOf(storage));
        press(pane, u"check"_s);
        co_await stage.settle();
        if (!watched || !pane)
            co_return;
        pane->findChild<QLineEdit *>(u"fencingStatement"_s)->setText(QString::fromLatin1(statement));
        pane->findChild<QCheckBox *>(u"vouch"_s)->setChecked(true);
        co_await stage.settle(60ms);
        visit(u"attach-"_s + storage, dialog);
        press(pane, u"attach"_s);
        co_await stage.settle();
        if (QDialog *const asks = openDialog(); asks && asks->objectName() == u"actDialog"_s) {
            if (auto *const typed = asks->findChild<QLineEdit *>(u"typedConfirmation"_s);
                typed && typed->isVisible())
                typed->setText(typed->placeholderText());
            visit(u"attach-confirm-"_s + storage, asks);
            press(asks, u"doIt"_s);
        }
        co_await stage.settle(600ms);
        co_await stage.pass(0ms);
    }
}

Task<> Tour::reassign(Stage &stage)
{
    stage.window.showPage(u"jobs"_s);
    auto *const created = new ReassignWizard(stage.context, u"back2.example.net"_s, &stage.window);
    const QPointer<ReassignWizard> wizard(created);
    created->open();
    for (int i = 0; i < mostSteps && wizard; ++i) {
        co_await stage.settle();
        if (!wizard || !wizard->current())
            co_return;
        const QString step = wizard->current()->id();
        visit(u"wizard-"_s + step, wizard);
        auto *const next = wizard->findChild<QPushButton *>(u"next"_s);
        if (step == u"attach") {
            co_await attachDisks(stage, wizard);
        } else if (step == u"progress") {
            co_await stage.pass(900ms);
            visit(u"wizard-progress-half"_s, wizard);
            for (int part = 0; part < 8; ++part) // everybody looks on, to the end
                co_await stage.pass(200ms);
        } else if (!next->isEnabled()) {
            selectFirstRows(wizard);
        }
        co_await stage.settle();
        if (!wizard || !next->isEnabled())
            break;
        next->click();
    }
    if (wizard)
        wizard->reject();
    co_await stage.settle();
}

Task<> Tour::restore(Stage &stage)
{
    ReturnOrder order;
    order.member = u"back2.example.net"_s;
    auto *const created = new RestoreGuide(stage.context, order, &stage.window);
    const QPointer<RestoreGuide> guide(created);
    created->open();
    co_await stage.settle();
    visit(u"restore-home-is-away"_s, guide);
    co_await stage.pass(10s); // back2 is switched on again
    for (int i = 0; i < mostSteps && guide; ++i) {
        co_await stage.pass(0ms);
        if (!guide)
            co_return;
        visit(u"restore-stage-%1"_s.arg(int(guide->stage())), guide);
        if (guide->stage() == ReturnStage::Ended || guide->stage() == ReturnStage::Nothing)
            break;
        if (guide->stage() == ReturnStage::MoveDisk)
            co_await attachDisks(stage, guide);
        if (guide->stage() == ReturnStage::Records)
            co_await stage.pass(1s);
        press(guide, u"proceed"_s);
        co_await stage.settle();
        if (QDialog *const asks = openDialog(); asks && asks->objectName() == u"actDialog"_s) {
            visit(u"restore-confirm"_s, asks);
            press(asks, u"doIt"_s);
            co_await stage.settle();
        }
    }
    if (guide)
        guide->reject();
    co_await stage.settle();
}

} // namespace homeport
