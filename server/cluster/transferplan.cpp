// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Comparing two listings.
#include "server/cluster/transferplan.h"

#include <QHash>
#include <QSet>

namespace homeport {

namespace {

bool isMessage(const QByteArray &name) { return name.startsWith("cur/") || name.startsWith("new/"); }

/// What names a file for good.
QByteArray keyOf(const QByteArray &name)
{
    if (!isMessage(name))
        return name;
    const qsizetype colon = name.indexOf(':');
    return "m/" + name.mid(4, colon < 0 ? -1 : colon - 4);
}

bool isAlike(const TransferFile &a, const TransferFile &b)
{
    constexpr qint64 perMs = 1'000'000;
    return a.size == b.size && a.modifiedNs / perMs == b.modifiedNs / perMs;
}

} // namespace

TransferPlan planTransfer(
    const QList<TransferFile> &there, const QList<TransferFile> &here, ControlFiles controls)
{
    TransferPlan plan;
    QHash<QByteArray, TransferFile> present;
    for (const TransferFile &file : here) {
        const QByteArray key = keyOf(file.name);
        if (present.contains(key))
            plan.remove.append(file.name);
        else
            present.insert(key, file);
    }
    QSet<QByteArray> seen;
    for (const TransferFile &file : there) {
        const QByteArray key = keyOf(file.name);
        if (seen.contains(key))
            continue; // listed in new and in cur: claimed meanwhile
        seen.insert(key);
        const auto known = present.constFind(key);
        const bool isThere = known != present.constEnd() && isAlike(*known, file);
        const bool isControl = !isMessage(file.name);
        if (!isThere || (isControl && controls == ControlFiles::Always)) {
            if (known != present.constEnd() && known->name != file.name)
                plan.remove.append(known->name); // another file under the same key
            plan.fetch.append(file);
        } else if (known->name != file.name) {
            plan.rename.append({known->name, file.name});
            plan.same.append(file);
        } else if (!isControl) {
            plan.same.append(file);
        }
    }
    for (auto it = present.cbegin(); it != present.cend(); ++it) {
        if (!seen.contains(it.key()))
            plan.remove.append(it->name);
    }
    return plan;
}

} // namespace homeport
