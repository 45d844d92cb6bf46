// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Words for numbers.
#include "console/models/texts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Texts)
};

} // namespace

QString timeText(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    if (local.date() == now.toLocalTime().date())
        return local.toString(u"HH:mm:ss"_s);
    return QLocale().toString(local, u"d MMM HH:mm"_s);
}

QString fullTimeText(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss t"_s) + u"\n"_s + exportTime(time);
}

QString ageText(qint64 seconds)
{
    seconds = std::max<qint64>(0, seconds);
    if (seconds < 60)
        return Texts::tr("%1 s").arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return Texts::tr("%1 min").arg(minutes);
    const qint64 hours = minutes / 60;
    if (hours < 24)
        return minutes % 60 == 0 ? Texts::tr("%1 h").arg(hours)
                                 : Texts::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return hours % 24 == 0 ? Texts::tr("%1 d").arg(hours / 24)
                           : Texts::tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

QString ageText(const QDateTime &since, const QDateTime &now)
{
    return since.isValid() ? ageText(since.secsTo(now)) : QString();
}

QString sizeForPeople(qint64 bytes)
{
    return bytes < 0 ? QString() : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QString countText(qint64 count) { return QLocale().toString(count); }

QString exportTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace homeport
