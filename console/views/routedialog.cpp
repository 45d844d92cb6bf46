// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The tree of routes.
#include "console/views/routedialog.h"

#include "console/views/forms.h"
#include "console/views/look.h"
#include "shared/client/commandtext.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QJsonObject question(const QString &address) { return {{u"address"_s, address}, {u"all"_s, true}}; }

/// The first digit of an answer to a sender, or the word of one to a client, tells how it is meant.
Severity severityOfAnswer(const QString &text)
{
    if (text.startsWith(u'2') || text.startsWith(u"OK"))
        return Severity::Good;
    if (text.startsWith(u'4') || text.contains(u"[UNAVAILABLE]"))
        return Severity::Warning;
    return Severity::Bad;
}

} // namespace

RouteDialog::RouteDialog(ConsoleContext &context, const QString &address, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_address(address)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"routeDialog"_s);
    setWindowTitle(tr("Route of %1").arg(address));
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(paragraphLabel(this,
        tr("Every member decides by itself where mail and logins of an address go. This is what each one "
           "would do "
           "with %1 now.")
            .arg(address)));
    m_summary = paragraphLabel(this);
    m_summary->setObjectName(u"routeSummary"_s);
    layout->addWidget(m_summary);
    m_tree = new QTreeWidget(this);
    m_tree->setAccessibleName(windowTitle());
    m_tree->setHeaderLabels({tr("Member and step"), tr("What it finds"), tr("Who says so")});
    m_tree->setWordWrap(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    layout->addWidget(m_tree, 1);
    auto *const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    const auto button = [this, buttons](const QString &text) {
        auto *const made = new QPushButton(text, this);
        made->setAutoDefault(false);
        buttons->addWidget(made);
        return made;
    };
    QPushButton *const again = button(tr("Ask &again"));
    QPushButton *const copy = button(tr("&Copy as command"));
    connect(button(tr("Close")), &QPushButton::clicked, this, &QDialog::reject);
    layout->addLayout(buttons);
    connect(again, &QPushButton::clicked, this, [this] { load(); });
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(commandText(u"route"_s, question(m_address))); });
    const int width = fontMetrics().averageCharWidth();
    resize(width * 130, fontMetrics().height() * 28);
    m_tree->setColumnWidth(0, width * 36);
    m_tree->setColumnWidth(1, width * 60);
    load();
}

Task<> RouteDialog::load()
{
    const QPointer<RouteDialog> self(this);
    setStateText(m_summary, Severity::Busy, tr("Asking all members…"));
    const QJsonObject asked = question(m_address);
    const Result<RouteView> view = co_await m_context.connection.ask(u"route"_s, asked, routeViewFromJson);
    if (!self)
        co_return;
    if (view)
        showRoutes(*view);
    else
        setStateText(m_summary, Severity::Bad, view.error().forLog);
}

void RouteDialog::showRoutes(const RouteView &view)
{
    const RouteDifferences differences = differencesOf(view);
    setStateText(m_summary, differences.isAgreed ? Severity::Good : Severity::Warning, differences.summary);
    m_tree->clear();
    for (const RouteOfMember &route : view.routes)
        addRoute(route, differences);
    m_tree->expandAll();
}

void RouteDialog::addRoute(const RouteOfMember &route, const RouteDifferences &differences)
{
    auto *const top = new QTreeWidgetItem(m_tree);
    QFont bold = font();
    bold.setBold(true);
    top->setFont(0, bold);
    top->setText(0, route.member);
    const auto say = [this](QTreeWidgetItem *item, Severity severity, const QString &text) {
        item->setText(1, withGlyph(severity, text));
        item->setForeground(1, severityColour(severity, palette()));
        item->setToolTip(1, text);
    };
    if (!route.error.isEmpty())
        return say(top, Severity::Unknown, tr("did not answer: %1").arg(route.error));
    const QStringList differs = differences.lines.value(route.member);
    if (!differs.isEmpty())
        say(top, Severity::Warning, differs.join(u' '));
    for (const RouteStepRow &step : route.steps) {
        auto *const item = new QTreeWidgetItem(top, {stepTitle(step.step), step.text, step.from});
        item->setToolTip(1, step.text);
        item->setToolTip(2, step.from);
    }
    say(new QTreeWidgetItem(top, {tr("A sender is told")}), severityOfAnswer(route.mail), route.mail);
    say(new QTreeWidgetItem(top, {tr("A client that logs in is told")}), severityOfAnswer(route.login),
        route.login);
}

} // namespace homeport
