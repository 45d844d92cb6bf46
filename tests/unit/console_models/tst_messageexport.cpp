// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Exported messages are whole or not there, and never overwrite others.
#include "console/models/messageexport.h"
#include "tests/support/fakeclusterclient.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 partSize = 10;

struct Site
{
    Site()
        : connection(fakeClients(client))
        , exporter(connection)
        , finished(&exporter, &MessageExport::finished)
    {
        client->answers.insert(
            u"queue.export"_s, [this](const QJsonObject &arguments) -> Result<QJsonObject> {
                const QByteArray &body = bodies[arguments[u"id"_s].toInteger()];
                if (body.isEmpty())
                    return fail(Error{Fault::Refused, "not-found", u"no such message"_s, "not-found"});
                const qint64 offset = arguments[u"offset"_s].toInteger();
                const qint64 next = offset + partSize < body.size() ? offset + partSize : 0;
                return QJsonObject{{u"data"_s, QString::fromLatin1(body.mid(offset, partSize).toBase64())},
                    {u"bytes"_s, QString::number(body.size())}, {u"next"_s, next}, {u"fileName"_s, fileName}};
            });
        connection.open(fakeProfile(), {});
    }
    bool isConnected()
    {
        return QTest::qWaitFor([this] { return connection.state() == LinkState::Connected; });
    }
    QByteArray content(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList names() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::shared_ptr<FakeClusterClient> client = std::make_shared<FakeClusterClient>();
    QHash<qint64, QByteArray> bodies;
    QString fileName = u"back2-1.eml"_s;
    Connection connection;
    MessageExport exporter;
    QSignalSpy finished;
    QTemporaryDir folder;
};

} // namespace

class TestMessageExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageOfManyPartsIsWhole();
    void namesAreNotTakenTwice();
    void aFailureLeavesNoFileAndTheRestGoesOn();
    void anEmptyFolderPathIsAFailure();
    void cancellingKeepsWhatIsWhole();
    void eachMessageIsWrittenOnce();
    void namesOfTheDaemonStayInTheFolder_data();
    void namesOfTheDaemonStayInTheFolder();
};

void TestMessageExport::aMessageOfManyPartsIsWhole()
{
    Site site;
    QVERIFY(site.isConnected());
    site.bodies[1] = "Subject: parts\r\n\r\n" + QByteArray(95, 'x');
    site.exporter.writeFile({u"back2"_s, 1}, site.folder.filePath(u"mine.eml"_s));
    QTRY_COMPARE(site.finished.size(), 1);
    QCOMPARE(site.finished[0][0].toInt(), 1);
    QCOMPARE(site.finished[0][1].toStringList(), QStringList());
    QCOMPARE(site.content(u"mine.eml"_s), site.bodies[1]);
    QCOMPARE(site.names(), QStringList{u"mine.eml"_s});
}

void TestMessageExport::namesAreNotTakenTwice()
{
    Site site;
    QVERIFY(site.isConnected());
    site.bodies[1] = "one";
    site.bodies[2] = "two";
    site.exporter.writeFolder({{u"back2"_s, 1}, {u"back2"_s, 2}}, site.folder.path());
    QTRY_COMPARE(site.finished.size(), 1);
    QCOMPARE(site.names(), QStringList({u"back2-1 (2).eml"_s, u"back2-1.eml"_s}));
    QCOMPARE(site.content(u"back2-1.eml"_s), QByteArray("one"));
    QCOMPARE(site.content(u"back2-1 (2).eml"_s), QByteArray("two"));
}

void TestMessageExport::aFailureLeavesNoFileAndTheRestGoesOn()
{
    Site site;
    QVERIFY(site.isConnected());
    site.bodies[3] = "three";
    site.exporter.writeFolder({{u"back2"_s, 2}, {u"back2"_s, 3}}, site.folder.path());
    QTRY_COMPARE(site.finished.size(), 1);
    QCOMPARE(site.finished[0][0].toInt(), 1);
    QCOMPARE(site.finished[0][1].toStringList(), QStringList{u"back2:2: no such message"_s});
    QCOMPARE(site.names(), QStringList{u"back2-1.eml"_s});
}

void TestMessageExport::anEmptyFolderPathIsAFailure()
{
    Site site;
    QVERIFY(site.isConnected());
    site.bodies[1] = "one";
    site.exporter.writeFolder({{u"back2"_s, 1}}, site.folder.filePath(u"missing"_s));
    QTRY_COMPARE(site.finished.size(), 1);
    QCOMPARE(site.finished[0][0].toInt(), 0);
    QVERIFY(site.finished[0][1].toStringList().value(0).startsWith(u"back2:1: "));
}

void TestMessageExport::cancellingKeepsWhatIsWhole()
{
    Site site;
    QVERIFY(site.isConnected());
    site.bodies[1] = "one";
    site.bodies[2] = "two";
    connect(&site.exporter, &MessageExport::progressed, &site.exporter, [&site](int done, int) {
        if (done == 1)
            site.exporter.cancel();
    });
    site.exporter.writeFolder({{u"back2"_s, 1}, {u"back2"_s, 2}}, site.folder.path());
    QVERIFY(site.exporter.isRunning());
    QTRY_COMPARE(site.finished.size(), 1);
    QVERIFY(!site.exporter.isRunning());
    QCOMPARE(site.finished[0][0].toInt(), 1);
    QCOMPARE(site.finished[0][1].toStringList(), QStringList());
    QCOMPARE(site.names(), QStringList{u"back2-1.eml"_s});
}

void TestMessageExport::eachMessageIsWrittenOnce()
{
    QueueRow first;
    first.member = u"back2"_s;
    first.id = 1;
    QueueRow second = first;
    second.recipient = u"another@example.org"_s;
    QueueRow third = first;
    third.member = u"back3"_s;
    QCOMPARE(
        exportedMessages({first, second, third}), QList<ExportedMessage>({{u"back2"_s, 1}, {u"back3"_s, 1}}));
}

void TestMessageExport::namesOfTheDaemonStayInTheFolder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("as it should be") << u"back2-4711.eml"_s << u"back2-4711.eml"_s;
    QTest::newRow("a path") << u"../../etc/passwd"_s << u"passwd.eml"_s;
    QTest::newRow("a path of Windows") << u"C:\\x\\y.eml"_s << u"y.eml"_s;
    QTest::newRow("hidden") << u"..hidden"_s << u"hidden.eml"_s;
    QTest::newRow("odd characters") << u"a b:c*.eml"_s << u"a_b_c_.eml"_s;
    QTest::newRow("nothing") << QString() << u"message.eml"_s;
}

void TestMessageExport::namesOfTheDaemonStayInTheFolder()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safeFileName(name), safe);
}

QTEST_GUILESS_MAIN(TestMessageExport)
#include "tst_messageexport.moc"
