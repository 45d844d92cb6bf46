// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Columns and attributes as fields.
#include "shared/model/importfields.h"

#include "shared/base/bytes.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace homeport {

namespace {

struct Column
{
    const char *name;
    const char *field;
};
constexpr Column columns[] = {
    {"address", "address"},
    {"password", "password"},
    {"password_hash", "passwordHash"},
    {"host", "host"},
    {"storage", "storage"},
    {"quota", "quota"},
    {"enabled", "enabled"},
    {"aliases", "aliases"},
    {"targets", "targets"},
};

QString fieldOf(const QString &column)
{
    for (const Column &each : columns) {
        if (column == QLatin1String(each.name) || column == QLatin1String(each.field))
            return QString::fromLatin1(each.field);
    }
    return {};
}

bool isList(const QString &field) { return field == u"aliases" || field == u"targets"; }

/// `uid=ann,cn=example.org,…` -> ann@example.org; empty for any other form.
QByteArray addressOfDn(const QByteArray &dn)
{
    QByteArrayList parts{{}};
    for (qsizetype i = 0; i < dn.size() && parts.size() < 3; ++i) {
        if (dn[i] == '\\' && i + 1 < dn.size()) {
            quint8 byte = 0;
            if (parseHex(dn.mid(i + 1, 2), &byte, 1)) { // RFC 4514 2.4
                parts.last() += char(byte);
                i += 2;
            } else {
                parts.last() += dn[++i];
            }
        } else if (dn[i] == ',') {
            parts.append(QByteArray());
        } else {
            parts.last() += dn[i];
        }
    }
    const QByteArray name = parts.value(0).trimmed();
    const QByteArray domain = parts.value(1).trimmed();
    if (!asciiLower(name).startsWith("uid=") || !asciiLower(domain).startsWith("cn=")
        || !domain.contains('.'))
        return {};
    return name.mid(4) + '@' + domain.mid(3);
}

/// Values of the attributes of a field: of the first name that has any, or of all.
QList<LdifAttribute> valuesOf(const LdifRecord &record, const QList<QByteArray> &names, bool ofAll)
{
    QList<LdifAttribute> out;
    for (const QByteArray &name : names) {
        for (const LdifAttribute &attribute : record.attributes) {
            if (attribute.name == name)
                out.append(attribute);
        }
        if (!out.isEmpty() && !ofAll)
            break;
    }
    return out;
}

/// mail, else the form of our own names, else a uid that is an address. Further mails are aliases.
QByteArrayList addressesOf(const LdifRecord &record, const LdifNames &names)
{
    QByteArrayList out;
    const bool isOurs = !valuesOf(record, {"hostserver", "homeporttarget"}, true).isEmpty();
    if (const QByteArray named = addressOfDn(record.dn); isOurs && !named.isEmpty())
        out.append(named);
    const QList<LdifAttribute> mails = valuesOf(record, names.value(QStringLiteral("address")), false);
    for (const LdifAttribute &mail : mails)
        out.append(mail.value);
    const QList<LdifAttribute> uids = valuesOf(record, {"uid"}, false);
    if (out.isEmpty() && uids.size() == 1 && uids.first().value.contains('@'))
        out.append(uids.first().value);
    return out;
}

} // namespace

QStringList importColumns()
{
    QStringList names;
    for (const Column &column : columns)
        names.append(QString::fromLatin1(column.name));
    return names;
}

std::variant<CsvFields, ImportFault> CsvFields::fromHeader(const CsvRow &header)
{
    CsvFields fields;
    for (const QByteArray &cell : header.cells) {
        const QString name = QString::fromUtf8(cell).trimmed().toLower();
        const QString field = fieldOf(name);
        if (field.isEmpty() && header.cells.size() == 1 && (cell.contains(';') || cell.contains('\t')))
            return ImportFault{header.line, {}, {}, shownValue(cell),
                QStringLiteral("the columns are not separated by commas: save the file with commas"), true};
        if (field.isEmpty())
            return ImportFault{header.line, {}, QStringLiteral("column"), name.left(100),
                QStringLiteral("unknown column; known are: ") + importColumns().join(QStringLiteral(", ")),
                true};
        if (fields.m_columns.contains(field))
            return ImportFault{
                header.line, {}, {}, name.left(100), QStringLiteral("the column is there twice"), true};
        fields.m_columns.append(field);
    }
    if (!fields.m_columns.contains(QStringLiteral("address")))
        return ImportFault{header.line, {}, {}, {},
            QStringLiteral("the first row names the columns, and address is missing; known are: ")
                + importColumns().join(QStringLiteral(", ")),
            true};
    return fields;
}

std::variant<QJsonObject, ImportFault> CsvFields::item(const CsvRow &row) const
{
    static const QRegularExpression separators(QStringLiteral("[\\s;,]+"));
    const qsizetype addressColumn = m_columns.indexOf(QStringLiteral("address"));
    const QString address = QString::fromUtf8(row.cells.value(addressColumn)).trimmed();
    if (row.cells.size() != m_columns.size())
        return ImportFault{row.line, address, {}, {},
            QStringLiteral("%1 cells: expected %2, as the header has")
                .arg(row.cells.size())
                .arg(m_columns.size())};
    QJsonObject item{{QStringLiteral("line"), row.line}};
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const QString &field = m_columns[i];
        const QString text = QString::fromUtf8(row.cells[i]);
        const bool isPassword = field == u"password"; // its blanks belong to it
        const QString value = isPassword ? text : text.trimmed();
        if (value.isEmpty() && field != u"address")
            continue;
        if (isList(field))
            item.insert(field, QJsonArray::fromStringList(value.split(separators, Qt::SkipEmptyParts)));
        else
            item.insert(field, value);
    }
    return item;
}

LdifNames standardLdifNames()
{
    return {
        {QStringLiteral("address"), {"mail"}},
        {QStringLiteral("passwordHash"), {"userpassword"}},
        {QStringLiteral("password"), {}},
        {QStringLiteral("host"), {"hostserver", "mailhost"}},
        {QStringLiteral("storage"), {"accountstorage"}},
        {QStringLiteral("quota"), {"homeportquota", "mailquota"}},
        {QStringLiteral("enabled"), {"homeportenabled"}},
        {QStringLiteral("aliases"), {"mailalternateaddress", "maillocaladdress", "mailalias"}},
        {QStringLiteral("targets"), {"homeporttarget"}},
    };
}

bool setLdifName(LdifNames &names, const QString &assignment)
{
    const qsizetype equals = assignment.indexOf(u'=');
    const QString field = fieldOf(assignment.left(std::max<qsizetype>(equals, 0)));
    const QByteArray attribute = asciiLower(assignment.mid(equals + 1).toUtf8());
    if (equals < 0 || field.isEmpty() || attribute.isEmpty())
        return false;
    for (QList<QByteArray> &others : names) // it means one thing only
        others.removeAll(attribute);
    names[field] = {attribute};
    return true;
}

std::variant<QJsonObject, ImportFault, std::monostate> ldifItem(
    const LdifRecord &record, const LdifNames &names)
{
    QByteArrayList addresses = addressesOf(record, names);
    const QList<LdifAttribute> targets = valuesOf(record, names.value(QStringLiteral("targets")), true);
    bool isAccount = false;
    for (const char *field : {"passwordHash", "password", "host", "storage"})
        isAccount = isAccount || !valuesOf(record, names.value(QLatin1String(field)), false).isEmpty();
    if (addresses.isEmpty() || (!isAccount && targets.isEmpty()))
        return std::monostate{};
    QJsonObject item{{QStringLiteral("line"), record.line},
        {QStringLiteral("address"), QString::fromUtf8(addresses.takeFirst().trimmed())}};
    const QString address = item[QStringLiteral("address")].toString();
    for (const char *name : {"passwordHash", "password", "host", "storage", "quota", "enabled"}) {
        const QString field = QString::fromLatin1(name);
        const QList<LdifAttribute> values = valuesOf(record, names.value(field), false);
        if (values.isEmpty())
            continue;
        if (values.size() > 1)
            return ImportFault{values[1].line, address, field, {},
                QStringLiteral("%1 values of %2: expected one")
                    .arg(values.size())
                    .arg(QString::fromUtf8(values.first().name))};
        if (!isValidUtf8(values.first().value))
            return ImportFault{values.first().line, address, field, {}, QStringLiteral("no text in UTF-8")};
        item.insert(field, QString::fromUtf8(values.first().value));
    }
    QJsonArray aliases;
    for (const QByteArray &mail : std::as_const(addresses))
        aliases.append(QString::fromUtf8(mail));
    for (const LdifAttribute &alias : valuesOf(record, names.value(QStringLiteral("aliases")), true))
        aliases.append(QString::fromUtf8(alias.value));
    QJsonArray others;
    for (const LdifAttribute &target : targets)
        others.append(QString::fromUtf8(target.value));
    if (!aliases.isEmpty())
        item.insert(QStringLiteral("aliases"), aliases);
    if (!others.isEmpty())
        item.insert(QStringLiteral("targets"), others);
    return item;
}

} // namespace homeport
