// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Comparing routes.
#include "console/models/routeview.h"

#include "shared/model/jsonreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Routes)
};

Result<RouteStepRow> stepFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RouteStepRow step;
    step.step = reader.filledText("step");
    step.text = reader.text("text");
    if (json.contains(u"from"_s))
        step.from = reader.text("from");
    return reader.finish(step);
}

Result<RouteOfMember> routeFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RouteOfMember route;
    route.member = reader.filledText("member");
    route.error = reader.text("error");
    if (!route.error.isEmpty())
        return reader.finish(route);
    route.steps = reader.list("steps", stepFromJson);
    route.mail = reader.text("mail");
    route.login = reader.text("login");
    return reader.finish(route);
}

/// The steps as one text: for comparing.
QString stepsText(const RouteOfMember &route)
{
    QStringList lines;
    for (const RouteStepRow &step : route.steps)
        lines.append(stepTitle(step.step) + u": "_s + step.text);
    return lines.join(u'\n');
}

/// What most members say; of equals, what was said first.
QString usual(const QList<RouteOfMember> &routes, QString (*told)(const RouteOfMember &))
{
    QMap<QString, int> votes;
    QString best;
    for (const RouteOfMember &route : routes) {
        if (!route.error.isEmpty())
            continue;
        const QString text = told(route);
        if (++votes[text] > votes.value(best))
            best = text;
    }
    return best;
}

} // namespace

Result<RouteView> routeViewFromJson(const QJsonObject &json)
{
    JsonReader reader(json);
    RouteView view;
    view.address = reader.text("address");
    view.routes = reader.list("routes", routeFromJson);
    return reader.finish(view);
}

QString stepTitle(const QString &step)
{
    if (step == u"domain")
        return Words::tr("Domain");
    if (step == u"alias")
        return Words::tr("Alias");
    if (step == u"record")
        return Words::tr("Directory record");
    if (step == u"storage")
        return Words::tr("Storage");
    if (step == u"owner")
        return Words::tr("Owner");
    if (step == u"address")
        return Words::tr("Ends at");
    return step;
}

RouteDifferences differencesOf(const RouteView &view)
{
    const auto mailOf = [](const RouteOfMember &route) { return route.mail; };
    const auto loginOf = [](const RouteOfMember &route) { return route.login; };
    const QString mail = usual(view.routes, mailOf);
    const QString login = usual(view.routes, loginOf);
    const QString steps = usual(view.routes, stepsText);
    RouteDifferences out;
    int answers = 0;
    int silent = 0;
    for (const RouteOfMember &route : view.routes) {
        if (!route.error.isEmpty()) {
            ++silent;
            continue;
        }
        ++answers;
        QStringList lines;
        if (route.mail != mail)
            lines.append(Words::tr("Senders are told something else than by most members."));
        if (route.login != login)
            lines.append(Words::tr("Clients are told something else than by most members."));
        if (lines.isEmpty() && stepsText(route) != steps)
            lines.append(Words::tr("It comes there by other steps than most members."));
        if (!lines.isEmpty())
            out.lines.insert(route.member, lines);
    }
    out.isAgreed = out.lines.isEmpty();
    if (answers == 0)
        out.summary = Words::tr("No member has answered.");
    else if (out.isAgreed)
        out.summary = Words::tr("%n member(s) asked: they agree.", nullptr, answers);
    else
        out.summary =
            Words::tr("Members differ: %1. Look at the steps that are marked; a member that was cut off "
                      "may still have an older table or a remembered record.")
                .arg(QStringList(out.lines.keys()).join(u", "_s));
    if (silent > 0)
        out.summary += u' ' + Words::tr("%n member(s) did not answer.", nullptr, silent);
    return out;
}

} // namespace homeport
