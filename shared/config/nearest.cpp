// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The name that somebody who mistyped one probably meant.
#include "shared/config/nearest.h"

#include <algorithm>
#include <vector>

namespace homeport {

// Optimal string alignment: Levenshtein's table with swaps of neighbours, three rows kept.
int editDistance(QStringView a, QStringView b)
{
    const auto width = size_t(b.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> previous(width);
    std::vector<int> current(width);
    for (size_t j = 0; j < width; ++j)
        previous[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = size_t(j);
            const int replaced = previous[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[at] = std::min({replaced, previous[at] + 1, current[at - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[at] = std::min(current[at], before[at - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[width - 1];
}

QString nearestName(const QString &name, const QStringList &candidates)
{
    const auto lastPart = [](const QString &text) { return text.mid(text.lastIndexOf(u'.') + 1); };
    int best = std::max(2, int(name.size()) / 3) + 1;
    QString found;
    for (const QString &candidate : candidates) {
        int distance = editDistance(name, candidate);
        if (lastPart(name) == lastPart(candidate))
            distance = std::min(distance, 2);
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

} // namespace homeport
