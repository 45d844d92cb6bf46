// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The tour with a painter at its hand.
#include "console/app/screenshots.h"

#include "console/tour/tour.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

constexpr int cannotWrite = 73; // sysexits(3): EX_CANTCREAT
constexpr int smallest = 0; ///< PNG: zlib works hardest

bool draw(QWidget &widget, const QString &file, qreal scale)
{
    QPixmap picture(widget.size() * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(widget.palette().color(QPalette::Window));
    widget.render(&picture);
    return picture.save(file, "PNG", smallest);
}

Task<> walk(std::shared_ptr<Tour> tour)
{
    co_await tour->run();
    QApplication::exit(0);
}

} // namespace

int drawScreenshots(const QString &folder, qreal scale)
{
    const QTemporaryDir settings;
    if (!QDir().mkpath(folder) || !settings.isValid()) {
        std::fputs(qPrintable(u"homeport-console: --screenshot: %1 cannot be made\n"_s.arg(folder)), stderr);
        return cannotWrite;
    }
    QApplication::setQuitOnLastWindowClosed(false);
    const QDir target(folder);
    bool hasFailed = false;
    const auto tour = std::make_shared<Tour>(settings.path(), [&](const QString &name, QWidget *widget) {
        const QString file = target.filePath(name + u".png"_s);
        if (draw(*widget, file, scale))
            std::puts(qPrintable(file));
        else
            hasFailed = true;
    });
    walk(tour);
    const int ended = QApplication::exec();
    if (hasFailed)
        std::fputs(
            qPrintable(u"homeport-console: --screenshot: %1 cannot be written\n"_s.arg(folder)), stderr);
    return hasFailed ? cannotWrite : ended;
}

} // namespace homeport
