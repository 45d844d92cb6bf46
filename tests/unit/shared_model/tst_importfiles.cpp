// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CSV and LDIF files of accounts: each case whole, then split at every byte; hostile ones too.
#include "shared/model/importfields.h"

#include <QJsonArray>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

QString shown(const CsvRow &row)
{
    return QString::number(row.line) + u':' + QString::fromUtf8(row.cells.join('|'));
}

QString shown(const LdifRecord &record)
{
    QString out = QString::number(record.line) + u':' + QString::fromUtf8(record.dn);
    for (const LdifAttribute &attribute : record.attributes)
        out += u'|' + QString::fromUtf8(attribute.name + '=' + attribute.value);
    return out;
}

template <class Reader> void drain(Reader &reader, QStringList &out)
{
    for (;;) {
        const auto step = reader.next();
        if (std::holds_alternative<NeedMore>(step) || std::holds_alternative<AtEnd>(step))
            return;
        if (const auto *const fault = std::get_if<ImportFault>(&step))
            out << u"%1!%2%3 %4"_s.arg(fault->line)
                       .arg(fault->isFatal ? u"fatal "_s : QString(), fault->field,
                           fault->text.section(u' ', 0, 3));
        else
            out << shown(std::get<1>(step));
    }
}

/// What comes of the text when it arrives whole, and checks that it is the same for two pieces at each byte.
template <class Reader, class Limits> QStringList readAll(const QByteArray &text, const Limits &limits)
{
    QStringList whole;
    for (qsizetype split = 0; split <= text.size(); ++split) {
        Reader reader(limits);
        QStringList parts;
        reader.feed(QByteArrayView(text).first(split));
        drain(reader, parts);
        reader.feed(QByteArrayView(text).sliced(split));
        drain(reader, parts);
        reader.end();
        drain(reader, parts);
        if (!std::holds_alternative<AtEnd>(reader.next()))
            return {u"no end"_s};
        if (split == 0)
            whole = parts;
        else if (parts != whole)
            return {u"split at %1: %2"_s.arg(split).arg(parts.join(u" // "_s))};
    }
    return whole;
}

QStringList csv(const QByteArray &text) { return readAll<CsvReader>(text, CsvLimits{20, 4}); }
QStringList ldif(const QByteArray &text) { return readAll<LdifReader>(text, LdifLimits{60, 100}); }

QByteArray item(const QByteArray &text, const LdifNames &names = standardLdifNames())
{
    LdifReader reader;
    reader.feed(text);
    reader.end();
    const auto step = reader.next();
    if (const auto *const fault = std::get_if<ImportFault>(&step))
        return fault->text.toUtf8();
    const auto made = ldifItem(std::get<LdifRecord>(step), names);
    if (const auto *const fault = std::get_if<ImportFault>(&made))
        return "fault " + fault->field.toUtf8() + ' ' + fault->text.toUtf8();
    const auto *const json = std::get_if<QJsonObject>(&made);
    return json ? QJsonDocument(*json).toJson(QJsonDocument::Compact) : QByteArray("none");
}

} // namespace

class TestImportFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvRows()
    {
        QCOMPARE(csv(""), QStringList());
        QCOMPARE(csv("\r\n\n"), QStringList());
        QCOMPARE(csv("a,b\r\nc,d\r\n"), (QStringList{u"1:a|b"_s, u"2:c|d"_s}));
        QCOMPARE(csv("a,b\nc,"), (QStringList{u"1:a|b"_s, u"2:c|"_s}));
        QCOMPARE(csv("a\rb"), (QStringList{u"1:a"_s, u"2:b"_s}));
        QCOMPARE(csv("\xef\xbb\xbf"
                     "a,b"),
            QStringList{u"1:a|b"_s});
        QCOMPARE(csv("\xef\xbb"), QStringList{u"1! no text in UTF-8:"_s});
        QCOMPARE(csv("\"a\"\"b\",\"c,d\"\n"), QStringList{u"1:a\"b|c,d"_s});
        QCOMPARE(csv("\"a\r\nb\",c\nd"), (QStringList{u"1:a\r\nb|c"_s, u"3:d"_s}));
        QCOMPARE(csv("\"\",\n"), QStringList{u"1:|"_s});
        QCOMPARE(csv("\xc3\xa9,\xe2\x82\xac"), QStringList{u"1:é|€"_s});
    }

    void csvFaultsCostTheirRow()
    {
        QCOMPARE(csv("a\"b,c\nd,e"), (QStringList{u"1! a quote inside a"_s, u"2:d|e"_s}));
        QCOMPARE(csv("\"a\"b,c\nd,e"), (QStringList{u"1! text behind a closing"_s, u"2:d|e"_s}));
        QCOMPARE(csv("a\n\"b,c\nd"), (QStringList{u"1:a"_s, u"2! a quote is opened"_s}));
        QCOMPARE(csv("\xff,a\nb"), (QStringList{u"1! no text in UTF-8:"_s, u"2:b"_s}));
        QCOMPARE(csv(QByteArray("a\0b\nc", 5)), (QStringList{u"1! no text in UTF-8:"_s, u"2:c"_s}));
        QCOMPARE(csv("123456789012345678901,a\nb"), (QStringList{u"1! a cell is longer"_s, u"2:b"_s}));
        QCOMPARE(csv("1,2,3,4,5,6\nb"), (QStringList{u"1! more than 4 cells"_s, u"2:b"_s}));
        QCOMPARE(csv("\"aaaaaaaaaaaaaaaaaaaaaaaaaaa\nb\nc\n"), QStringList{u"1!fatal  a cell in quotes"_s});
    }

    void csvHeaders()
    {
        const auto header = [](const QByteArrayList &cells) -> QString {
            const auto fields = CsvFields::fromHeader({1, cells});
            const auto *const fault = std::get_if<ImportFault>(&fields);
            return fault ? fault->field + u'|' + fault->value + u'|' + fault->text.section(u' ', 0, 2)
                         : QString();
        };
        QCOMPARE(header({"Address", " password_hash ", "quota"}), QString());
        QCOMPARE(header({"address", "pasword"}), u"column|pasword|unknown column; known"_s);
        QCOMPARE(header({"address", "address"}), u"|address|the column is"_s);
        QCOMPARE(header({"address;password"}), u"|address;password|the columns are"_s);
        QCOMPARE(header({"password"}), u"||the first row"_s);
    }

    void csvItems()
    {
        const auto fields =
            std::get<CsvFields>(CsvFields::fromHeader({1, {"address", "password", "aliases", "quota"}}));
        const auto item = [&fields](const QByteArrayList &cells) {
            const auto made = fields.item({7, cells});
            const auto *const fault = std::get_if<ImportFault>(&made);
            return fault ? fault->address + u' ' + fault->text
                         : QString::fromUtf8(
                             QJsonDocument(std::get<QJsonObject>(made)).toJson(QJsonDocument::Compact));
        };
        QCOMPARE(item({" ann@example.org", " x ", "a@b.c; d@e.f", ""}),
            u"{\"address\":\"ann@example.org\",\"aliases\":[\"a@b.c\",\"d@e.f\"],\"line\":7,\"password\":\" x \"}"_s);
        QCOMPARE(item({"ann@example.org", "x"}), u"ann@example.org 2 cells: expected 4, as the header has"_s);
    }

    void ldifRecords()
    {
        QCOMPARE(ldif(""), QStringList());
        QCOMPARE(ldif("version: 1\n\n# a comment\n which goes on\ndn: a\nMail: x\nmail:y\n"),
            QStringList{u"5:a|mail=x|mail=y"_s});
        QCOMPARE(ldif("dn: a\r\nx: 1\r\n  2\r\n\r\n\r\ndn:: Yg==\r\ny:: w6k=\r\n"),
            (QStringList{u"1:a|x=1 2"_s, u"6:b|y=é"_s}));
        QCOMPARE(ldif("\xef\xbb\xbf"
                      "dn: a\nchangetype: add\nx:\n"),
            QStringList{u"1:a|x="_s});
    }

    void ldifFaultsCostTheirRecord()
    {
        QCOMPARE(ldif("dn: a\nchangetype: delete\n\ndn: b\n"),
            (QStringList{u"2!changetype expected add: other changes"_s, u"4:b"_s}));
        QCOMPARE(
            ldif("dn: a\nx:: ***\ny: 1\n\ndn: b\n"), (QStringList{u"2!x no base64 behind the"_s, u"5:b"_s}));
        QCOMPARE(ldif("dn: a\njpeg:< file:///etc/passwd\n\ndn: b\n"),
            (QStringList{u"2!jpeg values are not fetched"_s, u"4:b"_s}));
        QCOMPARE(ldif("dn: a\nnonsense\n\ndn: b\n"),
            (QStringList{u"2! no attribute: expected NAME:"_s, u"4:b"_s}));
        QCOMPARE(ldif("mail: a\n\ndn: b\n"), (QStringList{u"1!mail a record begins with"_s, u"3:b"_s}));
        QCOMPARE(ldif("dn: a\ndn: b\n\ndn: c\n"), (QStringList{u"2!dn a second dn: expected"_s, u"4:c"_s}));
        QCOMPARE(
            ldif("dn: a\ncontrol: 1.2.3 true\n"), QStringList{u"2!control controls cannot be obeyed:"_s});
        QCOMPARE(
            ldif("version: 2\n\ndn: b\n"), (QStringList{u"1!version expected version 1 of"_s, u"3:b"_s}));
        QCOMPARE(ldif("dn: a\nx: " + QByteArray(80, 'x') + "\n\ndn: b\n"),
            (QStringList{u"2! a line is longer"_s, u"4:b"_s}));
        QCOMPARE(ldif("dn: a\nx: 1\n " + QByteArray(58, 'x') + "\n\ndn: b\n"),
            (QStringList{u"2! a line is longer"_s, u"5:b"_s}));
        QCOMPARE(ldif("dn: a\nx: " + QByteArray(50, 'x') + "\ny: " + QByteArray(50, 'x') + "\n\ndn: b\n"),
            (QStringList{u"3!y the record is larger"_s, u"5:b"_s}));
        QCOMPARE(ldif(" \n \n"), QStringList{u"1! no attribute: expected NAME:"_s});
    }

    void ldifItems()
    {
        QCOMPARE(item("dn: uid=ann,ou=people,o=x\nmail: ann@example.org\nmail: a@example.org\nuserPassword: "
                      "{SSHA}x\nmailHost: back1\n"),
            QByteArray("{\"address\":\"ann@example.org\",\"aliases\":[\"a@example.org\"],\"host\":\"back1\","
                       "\"line\":1,\"passwordHash\":\"{SSHA}x\"}"));
        QCOMPARE(item("dn: uid=a\\2cnn,cn=Example.org,dc=x\nhostServer: back1.example.net\nhomeportQuota: "
                      "5\nhomeportEnabled: FALSE\n"),
            QByteArray("{\"address\":\"a,nn@Example.org\",\"enabled\":\"FALSE\",\"host\":\"back1.example."
                       "net\",\"line\":1,\"quota\":\"5\"}"));
        QCOMPARE(item("dn: uid=team,cn=example.org,dc=x\nhomeportTarget: a@b.c\nhomeportTarget: d@e.f\n"),
            QByteArray("{\"address\":\"team@example.org\",\"line\":1,\"targets\":[\"a@b.c\",\"d@e.f\"]}"));
        QCOMPARE(item("dn: ou=people,dc=x\nobjectClass: organizationalUnit\n"), QByteArray("none"));
        QCOMPARE(
            item("dn: cn=Ann,dc=x\nmail: ann@elsewhere.example\n"), QByteArray("none")); // an address book
        QCOMPARE(item("dn: uid=a,dc=x\nmail: a@b.c\nuserPassword: {SSHA}x\nuserPassword: {MD5}y\n"),
            QByteArray("fault passwordHash 2 values of userpassword: expected one"));
        LdifNames names = standardLdifNames();
        QVERIFY(setLdifName(names, u"password=userPassword"_s));
        QVERIFY(setLdifName(names, u"host=cgpHost"_s));
        QVERIFY(!setLdifName(names, u"hosts=cgpHost"_s));
        QVERIFY(!setLdifName(names, u"host"_s));
        QCOMPARE(item("dn: uid=a,dc=x\nmail: a@b.c\nuserPassword: sesame\ncgphost: b\nmailHost: c\n", names),
            QByteArray("{\"address\":\"a@b.c\",\"host\":\"b\",\"line\":1,\"password\":\"sesame\"}"));
    }
};

QTEST_APPLESS_MAIN(TestImportFiles)
#include "tst_importfiles.moc"
