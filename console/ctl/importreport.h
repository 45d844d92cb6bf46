// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What became of an import: counts, progress, and the report of what was refused and why.
#pragma once

#include "console/ctl/output.h"
#include "shared/base/result.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <optional>

namespace homeport {

struct ImportFault;

class ImportReport
{
public:
    /// Begins the file of --report: CSV, or JSON lines when its name ends with .jsonl; none: "".
    Result<> open(const QString &path);

    void fault(const ImportFault &fault);
    void passedOver() { ++m_passedOver; }
    /// The answer to one part of the file with `rows` rows.
    Result<> answer(const QJsonObject &answer, qint64 rows);
    /// A line on standard error, written over itself at a terminal. `progress`: 0 to 1.
    void showProgress(std::optional<double> progress);
    /// `stopped`: why not everything was done; empty: it was.
    Shown finish(const QString &stopped, bool isDryRun, bool asJson);

private:
    void problem(const QJsonObject &problem);
    QJsonObject totals(const QString &stopped, bool isDryRun) const;

    QFile m_file;
    bool m_isJson = false;
    bool m_isTerminal = false;
    bool m_hasLine = false;
    QElapsedTimer m_clock;
    qint64 m_lastShown = 0;
    qint64 m_rows = 0;
    qint64 m_passedOver = 0;
    qint64 m_added = 0;
    qint64 m_redirects = 0;
    qint64 m_equal = 0;
    qint64 m_refused = 0;
    qint64 m_different = 0;
    qint64 m_failed = 0;
    qint64 m_withoutPassword = 0;
    QStringList m_domains;
    QStringList m_first; ///< problems, for people
    QString m_fatal;
};

} // namespace homeport
