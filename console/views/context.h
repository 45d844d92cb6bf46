// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What every page works with; made once, outlives all widgets.
#pragma once

#include "console/models/act.h"
#include "console/models/clusterwatch.h"
#include "console/models/profile.h"

namespace homeport {

struct ConsoleContext
{
    Connection &connection;
    ClusterWatch &watch;
    ActRunner &acts;
    ProfileStore &profiles;

    QByteArray layout(const QString &place) const { return profiles.layout(connection.profile().id, place); }
    void setLayout(const QString &place, const QByteArray &layout) const
    {
        if (!connection.profile().id.isEmpty())
            profiles.setLayout(connection.profile().id, place, layout);
    }
};

} // namespace homeport
