// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What a member's directory server shall be, by the table and by what it was.
#include "server/app/directoryrole.h"

#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

using Kind = WantedDirectory::Kind;
using Role = DirectoryMark::Role;

const MemberName back1(QStringLiteral("back1.example.net")), back2(QStringLiteral("back2.example.net"));
const QString one = QStringLiteral("ldaps://192.0.2.1:7636"), two = QStringLiteral("ldaps://192.0.2.2:7636");

DirectoryRow table(const QString &writer, const QStringList &readers)
{
    return {writer, readers, QStringLiteral("dc=example,dc=org"), true, {{one, back1}, {two, back2}}};
}

Kind kindAt(
    const MemberName &self, const DirectoryRow &row, Role role, bool mayWrite = true, bool stepsDown = false)
{
    const DirectoryFacts facts{self, self == back1 ? one : two, self == back1, mayWrite, stepsDown};
    return wantedDirectory(row, {role, 1}, facts).kind;
}

} // namespace

class DirectoryRoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_table_decides()
    {
        QCOMPARE(kindAt(back1, table(one, {}), Role::None), Kind::Writer);
        QCOMPARE(kindAt(back1, table(one, {}), Role::Writer, false), Kind::Writer); // nobody could be another
        QCOMPARE(kindAt(back2, table(one, {}), Role::None), Kind::None);
        QCOMPARE(kindAt(back2, table(one, {two}), Role::Copy), Kind::Copy);
        QCOMPARE(kindAt(back2, table(one, {two}), Role::None), Kind::None); // never prepared
        QCOMPARE(kindAt(back2, table(two, {one}), Role::Copy), Kind::Writer); // promoted
        DirectoryRow external = table(one, {});
        external.managed = false;
        QCOMPARE(kindAt(back1, external, Role::Writer), Kind::None);
    }

    void a_writer_with_copies_writes_only_when_nobody_else_can_be_the_writer()
    {
        QCOMPARE(kindAt(back1, table(one, {two}), Role::Writer, false), Kind::ReadOnly);
        QCOMPARE(kindAt(back1, table(one, {two}), Role::Writer, true), Kind::Writer);
        QCOMPARE(kindAt(back1, table(one, {two}), Role::Writer, true, true), Kind::ReadOnly);
    }

    void a_former_writer_is_compared_before_it_copies()
    {
        QCOMPARE(kindAt(back1, table(two, {one}), Role::Writer), Kind::Retire);
        QCOMPARE(kindAt(back1, table(two, {one}), Role::Copy), Kind::Copy);
        QCOMPARE(kindAt(back1, table(two, {}), Role::Writer), Kind::None);
    }

    void a_table_of_before_copies_is_understood()
    {
        DirectoryRow row = table(QStringLiteral("ldaps://old-name.example.net:7636"), {});
        row.servers.clear();
        QCOMPARE(kindAt(back1, row, Role::None), Kind::Writer); // directory.managed is set there
        QCOMPARE(kindAt(back2, row, Role::None), Kind::None);
    }

    void the_mark_is_kept_and_a_damaged_one_is_refused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("directory"));
        QCOMPARE(readDirectoryMark(path).value().role, Role::None);
        QVERIFY(writeDirectoryMark(path, {Role::Copy, 7}));
        QVERIFY((*readDirectoryMark(path) == DirectoryMark{Role::Copy, 7}));
        QFile file(path + QStringLiteral("/role"));
        for (const char *text : {"", "reader 1\n", "writer 5000\n", "writer\n", "copy 1 2\n"}) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            QVERIFY2(!readDirectoryMark(path), text);
        }
    }
};

QTEST_GUILESS_MAIN(DirectoryRoleTest)
#include "tst_directoryrole.moc"
