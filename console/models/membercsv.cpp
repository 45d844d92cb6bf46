// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Lines to rows.
#include "console/models/membercsv.h"

#include "shared/model/csvreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

/// CsvReader knows commas: outside quotes the separator of the first line becomes one.
QByteArray withCommas(const QString &text)
{
    const QString first = text.section(u'\n', 0, 0);
    const bool hasSemicolons = first.contains(u';') && !first.section(u';', 0, 0).contains(u',');
    const QChar separator = first.contains(u'\t') ? u'\t' : hasSemicolons ? u';' : u',';
    if (separator == u',')
        return text.toUtf8();
    QString out;
    bool isQuoted = false;
    bool isAtStart = true;
    for (const QChar c : text) {
        if (c == u'"' && (isQuoted || isAtStart))
            isQuoted = !isQuoted;
        isAtStart = !isQuoted && (c == separator || c == u'\n' || c == u'\r');
        if (isQuoted)
            out += c;
        else
            out += c == separator ? QChar(u',')
                : c == u','       ? QChar(u' ')
                                  : c; // both part lists within a cell
    }
    return out.toUtf8();
}

QString plainTitle(QString text) { return text.remove(u' ').remove(u'-').remove(u'_').toLower(); }

std::optional<MemberField> fieldNamed(const QString &text)
{
    const QString wanted = plainTitle(text);
    for (const MemberField field : memberFields) {
        if (wanted == plainTitle(fieldName(field)) || wanted == plainTitle(fieldTitle(field)))
            return field;
    }
    if (wanted == u"member")
        return MemberField::Name;
    if (wanted == u"address")
        return MemberField::Addresses;
    return wanted == u"adminaddress" ? std::optional(MemberField::AdminAddresses) : std::nullopt;
}

class MemberCsv
{
    Q_DECLARE_TR_FUNCTIONS(MemberCsv)

public:
    PastedMembers read(const QString &text)
    {
        CsvReader reader;
        reader.feed(withCommas(text));
        reader.end();
        for (;;) {
            const CsvReader::Step step = reader.next();
            if (const auto *row = std::get_if<CsvRow>(&step))
                take(*row);
            else if (const auto *fault = std::get_if<ImportFault>(&step))
                problem(fault->line, 0, fault->text);
            else
                return m_out;
        }
    }

private:
    void problem(qint64 line, qsizetype column, const QString &text)
    {
        m_out.problems.append({line, int(column), text});
    }

    void take(const CsvRow &row)
    {
        if (!std::exchange(m_isBehindFirst, true) && takeTitles(row))
            return;
        if (row.cells.size() > m_columns.size())
            return problem(row.line, m_columns.size() + 1,
                tr("%1 cells; at most %2 would be right: %3")
                    .arg(row.cells.size())
                    .arg(m_columns.size())
                    .arg(titles(m_columns)));
        const qsizetype before = m_out.problems.size();
        PastedMember member;
        member.line = row.line;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            takeCell(row, i, member);
        if (m_out.problems.size() == before && !member.texts[size_t(MemberField::Name)])
            problem(row.line, m_columns.indexOf(MemberField::Name) + 1,
                tr("name: missing; a host name such as back2.example.net would be right"));
        if (m_out.problems.size() == before)
            m_out.rows.append(member);
    }

    /// False: the first line is data.
    bool takeTitles(const CsvRow &row)
    {
        QList<MemberField> columns;
        for (const QByteArray &cell : row.cells) {
            const std::optional<MemberField> field = fieldNamed(QString::fromUtf8(cell));
            if (!field && columns.isEmpty())
                return false;
            if (!field || columns.contains(*field)) {
                problem(row.line, columns.size() + 1,
                    tr("\"%1\" is no column, or stands there twice; there are %2")
                        .arg(QString::fromUtf8(cell).left(100),
                            titles({memberFields.begin(), memberFields.end()})));
                return true;
            }
            columns.append(*field);
        }
        if (!columns.contains(MemberField::Name))
            problem(row.line, 0, tr("there is no column \"name\""));
        m_columns = columns;
        return true;
    }

    void takeCell(const CsvRow &row, qsizetype column, PastedMember &member)
    {
        const MemberField field = m_columns[column];
        const QString text = normalText(field, QString::fromUtf8(row.cells[column]));
        if (text.isEmpty())
            return; // changes nothing
        MemberEdit edit = newMemberEdit(0);
        edit.text(field) = text;
        const QList<FieldProblem> problems = problemsOf({edit}, ClusterTable());
        for (const FieldProblem &one : problems) {
            if (one.field == field)
                return problem(row.line, column + 1, one.text);
        }
        member.texts[size_t(field)] = text;
    }

    static QString titles(const QList<MemberField> &fields)
    {
        QStringList names;
        for (const MemberField field : fields)
            names.append(fieldName(field));
        return names.join(u", "_s);
    }

    QList<MemberField> m_columns{memberFields.begin(), memberFields.end()};
    bool m_isBehindFirst = false;
    PastedMembers m_out;
};

} // namespace

PastedMembers membersFromCsv(const QString &text) { return MemberCsv().read(text); }

} // namespace homeport
