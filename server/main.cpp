// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// homeportd: the daemon, its setup, and the checks that need neither.
#include "server/app/commandline.h"
#include "shared/base/log.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    homeport::useOwnEventDispatcher();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("homeportd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOMEPORT_VERSION));
    homeport::installLogHandler();
    return homeport::runCommandLine(app);
}
