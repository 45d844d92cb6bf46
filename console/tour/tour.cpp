// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The stations of the walk; tourfailover.cpp has those of a failover.
#include "console/tour/tour.h"

#include "console/tour/touring.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr auto lostFor = 14min;

DemoOptions quietDemo()
{
    DemoOptions options;
    options.speed = 10; // what takes seconds in a cluster takes tenths of them here
    options.failsAfter = 0s;
    options.otherAdministratorAfter = 0s;
    return options;
}

Profile profileNamed(const QString &name, const QString &address, const QString &colour)
{
    Profile profile;
    profile.id = name;
    profile.name = name;
    profile.address = address;
    profile.user = u"ann"_s;
    profile.colour = colour;
    return profile;
}

/// Actions that a user sees and can press now; not those that open menus or switch something.
QList<QPointer<QAction>> pressable(const QWidget *widget)
{
    QList<QPointer<QAction>> found;
    const QList<QAction *> all = widget->findChildren<QAction *>();
    for (QAction *const action : all) {
        const bool isPlain = !action->menu() && !action->isSeparator() && !action->isCheckable();
        if (isPlain && action->isEnabled() && action->isVisible() && !action->text().isEmpty())
            found.append(action);
    }
    return found;
}

} // namespace

void Tour::visit(const QString &name, QWidget *widget)
{
    QString unused = name;
    for (int i = 2; m_names.contains(unused); ++i)
        unused = u"%1-%2"_s.arg(name).arg(i);
    m_names.insert(unused);
    m_visit(unused, widget);
}

QString Tour::settings() { return u"%1/stage-%2.ini"_s.arg(m_folder).arg(++m_stages); }

Task<> Tour::run()
{
    co_await connections();
    co_await healthy();
    co_await failed();
    co_await diverged();
}

Task<> Tour::connections()
{
    const Error unreachable = Error::temporary(
        "unreachable", u"keeper.example.net:7800 does not answer: connection refused"_s, "unreachable");
    StageClient nobody = [unreachable](const Profile &) { return refusingClient(unreachable); };
    Stage stage(settings(), nobody);
    stage.window.show();
    co_await stage.settle();
    visit(u"connect-first"_s, &stage.window);
    stage.profiles.save(profileNamed(u"Production"_s, u"keeper.example.net:7800"_s, u"#b3261e"_s));
    Profile staging = profileNamed(u"Staging"_s, u"front1.staging.example.net:7800"_s, u"#1a6b3c"_s);
    staging.isReadOnly = true;
    stage.profiles.save(staging);
    stage.window.showConnections();
    co_await stage.settle();
    visit(u"connect-list"_s, &stage.window);
    const QList<QPointer<QAction>> actions = pressable(&stage.window);
    for (const QString &name : {u"addProfile"_s, u"editProfile"_s}) {
        press(&stage.window, name);
        co_await stage.settle();
        co_await visitOpenDialogs(stage, u"connect-"_s + name);
    }
    const Error unknown{
        Fault::Refused, "unknown-certificate", u"this certificate is not known yet"_s, "unknown-certificate"};
    const Error changed{Fault::Refused, "wrong-certificate",
        u"the daemon shows another certificate than the one that was trusted"_s, "wrong-certificate"};
    const Error password{
        Fault::Refused, "unauthorised", u"the name or the password is wrong"_s, "unauthorised"};
    co_await refusal(u"connect-trust"_s, unknown);
    co_await refusal(u"connect-changed"_s, changed);
    co_await refusal(u"connect-password"_s, password);
    co_await refusal(u"connect-unreachable"_s, unreachable);
}

Task<> Tour::refusal(QString name, Error why)
{
    StageClient client = [why](const Profile &) { return refusingClient(why); };
    Stage stage(settings(), client);
    Profile profile = profileNamed(u"Production"_s, u"keeper.example.net:7800"_s, u"#b3261e"_s);
    if (why.status != "unknown-certificate")
        profile.fingerprint = demoDigest(u"former certificate"_s);
    stage.profiles.save(profile);
    stage.window.show();
    stage.connection.open(profile, Secret("not the real one"));
    co_await stage.settle(400ms);
    visit(name, &stage.window);
}

Task<> Tour::healthy()
{
    Stage stage(settings(), quietDemo());
    stage.window.show();
    stage.connection.open(profileNamed(u"Demo"_s, u"the demo cluster"_s, {}), {});
    co_await stage.settle(600ms);
    co_await pages(stage, u"healthy"_s);
    co_await menuDialogs(stage);
}

Task<> Tour::failed()
{
    DemoOptions options = quietDemo();
    options.hasFailedFor = lostFor;
    Stage stage(settings(), options);
    stage.window.show();
    stage.connection.open(profileNamed(u"Demo"_s, u"the demo cluster"_s, {}), {});
    co_await stage.settle(600ms);
    stage.rememberAnHour(lostFor);
    co_await pages(stage, u"page"_s);
    const QList<Page *> all = stage.window.pages();
    for (Page *const page : all)
        co_await dialogs(stage, page);
    co_await reassign(stage);
    co_await pages(stage, u"after"_s);
    co_await restore(stage);
}

Task<> Tour::diverged()
{
    DemoOptions options = quietDemo();
    options.isDiverged = true;
    Stage stage(settings(), options);
    stage.window.show();
    stage.connection.open(profileNamed(u"Demo"_s, u"the demo cluster"_s, {}), {});
    co_await stage.settle(600ms);
    co_await pages(stage, u"diverged"_s);
    if (Page *const members = stage.window.page(u"members"_s))
        co_await dialogs(stage, members);
}

Task<> Tour::pages(Stage &stage, QString prefix)
{
    const QList<Page *> all = stage.window.pages();
    for (Page *const page : all) {
        stage.window.showPage(page->id());
        page->refresh();
        co_await stage.settle(400ms);
        visit(u"%1-%2"_s.arg(prefix, page->id()), &stage.window);
    }
}

Task<> Tour::dialogs(Stage &stage, Page *page)
{
    stage.window.showPage(page->id());
    co_await stage.settle();
    selectFirstRows(page);
    co_await stage.settle();
    visit(u"chosen-"_s + page->id(), &stage.window);
    const QList<QPointer<QAction>> actions = pressable(page);
    for (const QPointer<QAction> &action : actions) {
        if (!action || !action->isEnabled() || isForFiles(action->text()))
            continue;
        const QString name = u"%1-%2"_s.arg(page->id(), wordOf(action));
        action->trigger();
        co_await stage.settle(300ms);
        co_await visitOpenDialogs(stage, name);
        stage.window.showPage(page->id());
        selectFirstRows(page);
        co_await stage.settle(60ms);
    }
}

Task<> Tour::menuDialogs(Stage &stage)
{
    const QList<QPointer<QAction>> actions = pressable(stage.window.menuBar());
    for (const QPointer<QAction> &action : actions) {
        const bool opensDialog = action && action->text().endsWith(u'…');
        if (!opensDialog || isForFiles(action->text()))
            continue;
        action->trigger();
        co_await stage.settle();
        co_await visitOpenDialogs(stage, u"menu-"_s + wordOf(action));
    }
}

Task<> Tour::visitOpenDialogs(Stage &stage, QString name)
{
    for (int i = 0; i < 4; ++i) { // a dialog may open another when it is closed
        QPointer<QDialog> dialog = openDialog();
        if (!dialog)
            co_return;
        if (!isForFiles(dialog))
            visit(name, dialog);
        if (dialog) {
            dialog->reject();
            if (dialog && dialog->isVisible())
                dialog->close();
        }
        co_await stage.settle(60ms);
    }
}

} // namespace homeport
