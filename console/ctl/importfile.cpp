// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Opening and reading.
#include "console/ctl/importfile.h"

#include "shared/config/nearest.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {
constexpr qint64 pieceSize = 64 * 1024;
}

Result<std::unique_ptr<ImportFile>> ImportFile::open(const ImportFileOptions &options)
{
    std::unique_ptr<ImportFile> file(new ImportFile);
    const QString lower = options.path.toLower();
    QString format = options.format.toLower();
    if (format.isEmpty())
        format = lower.endsWith(u".csv") ? u"csv"_s : lower.endsWith(u".ldif") ? u"ldif"_s : QString();
    if (format != u"csv" && format != u"ldif")
        return fail(Error::internal(options.format.isEmpty()
                ? u"%1: give --format csv or --format ldif: the name does not tell"_s.arg(options.path)
                : u"--format: \"%1\" is no form: expected csv or ldif"_s.arg(options.format)));
    file->m_isCsv = format == u"csv";
    if (file->m_isCsv && !options.attributes.isEmpty())
        return fail(
            Error::internal(u"--attribute: for LDIF only; a CSV file names its columns in its first row"_s));
    for (const QString &assignment : options.attributes) {
        if (!setLdifName(file->m_names, assignment))
            return fail(Error::internal(
                u"--attribute: \"%1\" is none: expected FIELD=ATTRIBUTE with FIELD one of %2"_s.arg(
                    assignment, importColumns().join(u", "_s))));
    }
    const bool isStdin = options.path == u"-";
    file->m_file.setFileName(options.path);
    const bool isOpen =
        isStdin ? file->m_file.open(stdin, QIODevice::ReadOnly) : file->m_file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(Error::internal(u"cannot read %1: %2"_s.arg(options.path, file->m_file.errorString())));
    file->m_size = isStdin || file->m_file.isSequential() ? 0 : file->m_file.size();
    return file;
}

std::optional<double> ImportFile::progress() const
{
    if (m_size <= 0)
        return std::nullopt;
    return std::min(1.0, double(m_read) / double(m_size));
}

ImportFile::Step ImportFile::lastFault(ImportFault fault)
{
    m_isDead = true;
    fault.isFatal = true;
    return fault;
}

ImportFile::Step ImportFile::next()
{
    for (;;) {
        if (m_isDead)
            return AtEnd{};
        if (std::optional<Step> step = m_isCsv ? nextOfCsv() : nextOfLdif()) {
            const auto *const fault = std::get_if<ImportFault>(&*step);
            m_isDead = fault && fault->isFatal;
            return *std::move(step);
        }
        const QByteArray piece = m_file.read(pieceSize);
        if (piece.isEmpty() && m_file.error() != QFileDevice::NoError)
            return lastFault({0, {}, {}, {}, u"cannot read on: "_s + m_file.errorString(), true});
        m_read += piece.size();
        if (piece.isEmpty()) {
            m_csv.end();
            m_ldif.end();
        } else if (m_isCsv) {
            m_csv.feed(piece);
        } else {
            m_ldif.feed(piece);
        }
    }
}

std::optional<ImportFile::Step> ImportFile::nextOfCsv()
{
    const CsvReader::Step step = m_csv.next();
    if (std::holds_alternative<NeedMore>(step))
        return std::nullopt;
    if (const auto *const fault = std::get_if<ImportFault>(&step))
        return m_fields ? Step(*fault) : lastFault(*fault); // no header, no meaning
    const auto *const row = std::get_if<CsvRow>(&step);
    if (!row && !m_fields)
        return lastFault(
            {1, {}, {}, {}, u"the file is empty: expected a row that names the columns"_s, true});
    if (!row)
        return AtEnd{};
    if (m_fields) {
        const auto item = m_fields->item(*row);
        if (const auto *const fault = std::get_if<ImportFault>(&item))
            return *fault;
        return std::get<QJsonObject>(item);
    }
    const auto fields = CsvFields::fromHeader(*row);
    if (const auto *const wrong = std::get_if<ImportFault>(&fields)) {
        ImportFault fault = *wrong;
        const QString near = fault.field == u"column" ? nearestName(fault.value, importColumns()) : QString();
        if (!near.isEmpty())
            fault.text.prepend(u"did you mean %1? "_s.arg(near));
        return lastFault(fault);
    }
    m_fields = std::get<CsvFields>(fields);
    return nextOfCsv();
}

std::optional<ImportFile::Step> ImportFile::nextOfLdif()
{
    const LdifReader::Step step = m_ldif.next();
    if (std::holds_alternative<NeedMore>(step))
        return std::nullopt;
    if (std::holds_alternative<AtEnd>(step))
        return AtEnd{};
    if (const auto *const fault = std::get_if<ImportFault>(&step))
        return *fault;
    const auto item = ldifItem(std::get<LdifRecord>(step), m_names);
    if (const auto *const fault = std::get_if<ImportFault>(&item))
        return *fault;
    if (const auto *const json = std::get_if<QJsonObject>(&item))
        return *json;
    return PassedOver{};
}

} // namespace homeport
