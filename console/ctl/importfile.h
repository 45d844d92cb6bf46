// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows of a CSV or LDIF file of accounts, read piece by piece.
#pragma once

#include "shared/base/result.h"
#include "shared/model/importfields.h"

#include <QFile>
#include <memory>

namespace homeport {

struct ImportFileOptions
{
    QString path; ///< "-": standard input
    QString format; ///< "csv" or "ldif"; empty: by the end of the name
    QStringList attributes; ///< FIELD=ATTRIBUTE, for LDIF
};

class ImportFile
{
public:
    /// Errors are for the administrator: they name the option or file and what would be right.
    static Result<std::unique_ptr<ImportFile>> open(const ImportFileOptions &options);

    struct PassedOver
    {
    };
    using Step = std::variant<QJsonObject, ImportFault, PassedOver, AtEnd>;
    /// Blocks for the disk. Behind a fatal fault nothing comes.
    Step next();
    /// 0 to 1; nothing when the size is not known.
    std::optional<double> progress() const;

private:
    ImportFile() = default;
    std::optional<Step> nextOfCsv();
    std::optional<Step> nextOfLdif();
    Step lastFault(ImportFault fault);

    QFile m_file;
    qint64 m_size = 0;
    qint64 m_read = 0;
    bool m_isCsv = false;
    bool m_isAtEnd = false;
    bool m_isDead = false;
    CsvReader m_csv;
    std::optional<CsvFields> m_fields;
    LdifReader m_ldif;
    LdifNames m_names = standardLdifNames();
};

} // namespace homeport
