// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Taking over a lost member's queue: everything once, whatever happens in the middle.
#include "server/queue/lostqueue.h"
#include "server/queue/sqlitequeue.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace homeport;

namespace {

template <class T> T wait(Task<T> task)
{
    std::optional<T> value;
    [](Task<T> inner, std::optional<T> &out) -> Task<> {
        T got = co_await inner;
        out = std::move(got);
    }(std::move(task), value);
    if (!QTest::qWaitFor([&] { return value.has_value(); }, 60000))
        qFatal("the task did not end");
    return std::move(*value);
}

const QByteArray lane = "storage:000102030405060708090a0b0c0d0e0f";

QueuedMessage message(const QByteArray &text, int recipients = 1)
{
    QueuedMessage message;
    message.from = "sender@example.com";
    message.session = "s1";
    message.receivedMs = 1'699'999'000'000;
    message.body = MessageBody::fromBytes(text);
    for (int i = 0; i < recipients; ++i) {
        QueuedRecipient recipient;
        recipient.key = DeliveryKey::random();
        recipient.lane = i % 2 ? QByteArray("domain:example.com") : lane;
        recipient.account = AccountId::random();
        recipient.address = "ann@example.org";
        recipient.recipient = "sales@example.org";
        message.recipients.append(recipient);
    }
    return message;
}

Result<> anybody(const MemberName &) { return {}; }

} // namespace

class TestAdoption : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;

    QString folderOf(const QString &member) const { return m_folder->filePath(member); }
    Result<std::unique_ptr<SqliteQueue>> open(const QString &member, qint64 maxBytes = 1 << 30)
    {
        QueueOptions options;
        options.folder = folderOf(member);
        options.owner = MemberName(member);
        options.maxBytes = maxBytes;
        options.minFreeBytes = 0;
        return SqliteQueue::open(options, m_clock);
    }
    static qint64 put(SqliteQueue &queue, const QueuedMessage &text)
    {
        const auto reservation = queue.reserve(text.body->size());
        const Result<qint64> id = wait(queue.enqueue(text, *reservation));
        return id ? *id : -1;
    }
    int bodyFiles(const QString &member) const
    {
        int count = 0;
        QDirIterator files(
            folderOf(member) + QStringLiteral("/bodies"), QDir::Files, QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next())
            ++count;
        return count;
    }
    /// front1's queue with `count` small messages and one large, as its end left it.
    QList<DeliveryKey> lose(int count)
    {
        QList<DeliveryKey> keys;
        const auto queue = open(QStringLiteral("front1"));
        if (!queue)
            qFatal("no queue");
        for (int i = 0; i <= count; ++i) {
            const QueuedMessage text = message(QByteArray(i == count ? 100'000 : 100, 'x'), 2);
            for (const QueuedRecipient &recipient : text.recipients)
                keys.append(recipient.key);
            if (put(**queue, text) < 1)
                qFatal("not queued");
        }
        return keys;
    }
    static QList<DeliveryKey> keysOf(SqliteQueue &queue)
    {
        QList<DeliveryKey> keys;
        const auto entries = wait(queue.list({}, 0, 1000));
        for (const QueueEntry &entry : *entries) {
            for (const QueueRecipient &recipient : entry.recipients)
                keys.append(recipient.key);
        }
        return keys;
    }
    static QString refusal(const Result<QueueAdoption> &adopted)
    {
        return adopted ? QStringLiteral("not refused") : adopted.error().forLog;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everythingMovesOnceAndTheOldOwnerIsShutOut()
    {
        const QList<DeliveryKey> keys = lose(150);
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        put(**queue, message("its own"));
        const auto adopted = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
        QVERIFY2(adopted, qPrintable(refusal(adopted)));
        QCOMPARE(adopted->formerOwner.text, QStringLiteral("front1"));
        QCOMPARE(adopted->messages, 151);
        QCOMPARE(adopted->recipients, 302);
        QCOMPARE(adopted->earlier, 0);
        QCOMPARE(adopted->bytes, 150 * 100 + 100'000);
        const QList<DeliveryKey> now = keysOf(**queue);
        QCOMPARE(now.size(), 303);
        for (const DeliveryKey &key : keys)
            QCOMPARE(now.count(key), 1);
        qint64 counted = 0;
        for (const Lane &one : (*queue)->lanes())
            counted += one.messages;
        QCOMPARE(counted, 303);
        QCOMPARE(bodyFiles(QStringLiteral("front2")), 1);
        QCOMPARE(bodyFiles(QStringLiteral("front1")), 0);
        const auto again = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
        QVERIFY(again);
        QCOMPARE(again->messages + again->earlier, 0);
        const auto old = open(QStringLiteral("front1"));
        QVERIFY(!old);
        QVERIFY2(old.error().forLog.contains(QStringLiteral("taken over by front2")),
            qPrintable(old.error().forLog));
    }

    void anInterruptedAdoptionGoesOnWithoutDoubling()
    {
        const QList<DeliveryKey> keys = lose(10);
        const QString copy = m_folder->filePath(QStringLiteral("before"));
        // the state of a crash between our commit and their deletion: their rows are back, ours stay
        QVERIFY(QDir().mkpath(copy));
        QVERIFY(QFile::copy(folderOf(QStringLiteral("front1")) + QStringLiteral("/queue.db"),
            copy + QStringLiteral("/queue.db")));
        const QString large = [this] {
            QDirIterator files(folderOf(QStringLiteral("front1")) + QStringLiteral("/bodies"), QDir::Files,
                QDirIterator::Subdirectories);
            return files.next();
        }();
        const QString largeName =
            large.mid((folderOf(QStringLiteral("front1")) + QStringLiteral("/bodies/")).size());
        QVERIFY(QDir().mkpath(copy + QStringLiteral("/bodies/") + largeName.section(u'/', 0, 0)));
        QVERIFY(QFile::copy(large, copy + QStringLiteral("/bodies/") + largeName));
        {
            const auto queue = open(QStringLiteral("front2"), 101'200); // room for some only
            QVERIFY(queue);
            // a first run that cannot take everything stops with a word, and has lost nothing
            put(**queue, message(QByteArray(1000, 'z')));
            const auto full = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
            QVERIFY(!full);
            QVERIFY2(refusal(full).contains(QStringLiteral("queue.max_bytes")), qPrintable(refusal(full)));
        }
        {
            const auto queue = open(QStringLiteral("front2"));
            QVERIFY(queue);
            const auto adopted = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
            QVERIFY2(adopted, qPrintable(refusal(adopted)));
            QCOMPARE(adopted->messages, 11);
        }
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        for (const DeliveryKey &key : keys)
            QCOMPARE(keysOf(**queue).count(key), 1);
    }

    void rowsTakenByAnEarlierRunAreOnlyDeletedThere()
    {
        const QList<DeliveryKey> keys = lose(3);
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        // as if the daemon had ended between the two commits: two messages are here and noted, all are there
        {
            auto lost = LostQueue::open(folderOf(QStringLiteral("front1")));
            QVERIFY(lost);
            QVERIFY((*lost)->mark(MemberName(QStringLiteral("front2"))));
            const QByteArray instance = (*lost)->owner().instance;
            const auto database = Database::open(
                folderOf(QStringLiteral("front2")) + QStringLiteral("/queue.db"), Database::Mode::ReadWrite);
            QVERIFY(database);
            QVERIFY((*database)->execute(
                "CREATE TABLE adopted (instance BLOB NOT NULL, message INTEGER NOT NULL, "
                "PRIMARY KEY (instance, message)) WITHOUT ROWID"));
            for (const qint64 id : {1, 4}) {
                auto note = (*database)->prepare("INSERT INTO adopted VALUES (?, ?)");
                QVERIFY(note);
                QVERIFY(note->bind(1, instance).bind(2, id).run());
            }
        }
        const auto adopted = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
        QVERIFY2(adopted, qPrintable(refusal(adopted)));
        QCOMPARE(adopted->messages, 2);
        QCOMPARE(adopted->earlier, 2);
        QCOMPARE(keysOf(**queue).size(), 4);
        QCOMPARE(
            bodyFiles(QStringLiteral("front2")), 0); // the large one was the fourth: its copy is gone again
        QCOMPARE(bodyFiles(QStringLiteral("front1")), 0);
        QVERIFY(keys.contains(keysOf(**queue).first()));
    }

    void whatMustNotBeTakenIsRefused()
    {
        lose(1);
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        const QString lost = folderOf(QStringLiteral("front1"));
        QVERIFY(refusal(wait((*queue)->adopt(folderOf(QStringLiteral("front2")), anybody)))
                    .contains(QStringLiteral("own queue")));
        QVERIFY(refusal(wait((*queue)->adopt(m_folder->path(), anybody)))
                    .contains(QStringLiteral("no queue.db")));
        const auto isUp = [](const MemberName &member) -> Result<> {
            return fail(Error::refused("up", member.text + QStringLiteral(" answers")));
        };
        QVERIFY(refusal(wait((*queue)->adopt(lost, isUp))).contains(QStringLiteral("front1 answers")));
        {
            const auto running = open(QStringLiteral("front1")); // nothing has been marked so far
            QVERIFY(running);
            QVERIFY(
                refusal(wait((*queue)->adopt(lost, anybody))).contains(QStringLiteral("running homeportd")));
        }
        const auto other = open(QStringLiteral("front3"));
        QVERIFY(other);
        QVERIFY(wait((*other)->adopt(lost, anybody)));
        QVERIFY(refusal(wait((*queue)->adopt(lost, anybody))).contains(QStringLiteral("front3")));
    }

    void aDamagedBodyStaysWhereItIs()
    {
        lose(2);
        QDirIterator files(folderOf(QStringLiteral("front1")) + QStringLiteral("/bodies"), QDir::Files,
            QDirIterator::Subdirectories);
        QFile large(files.next());
        QVERIFY(large.open(QIODevice::ReadWrite));
        QVERIFY(large.putChar('!'));
        large.close();
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        const auto adopted = wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody));
        QVERIFY(adopted);
        QCOMPARE(adopted->messages, 2);
        QCOMPARE(adopted->damaged, 1);
        QCOMPARE(bodyFiles(QStringLiteral("front1")), 1);
    }

    void stateAndTriesTravelAlong()
    {
        {
            const auto queue = open(QStringLiteral("front1"));
            QVERIFY(queue);
            const qint64 held = put(**queue, message("held"));
            const qint64 tried = put(**queue, message("tried"));
            const auto found = wait((*queue)->find({{{}, held, std::nullopt}}));
            QCOMPARE(wait((*queue)->act(QueueAct::Hold, *found, {}))->size(), 1);
            const auto attempts = wait((*queue)->claim(lane, 10, true)); // and the daemon dies
            QVERIFY(attempts);
            QCOMPARE(attempts->size(), 1);
            QCOMPARE(attempts->first().messageId, tried);
        }
        const auto queue = open(QStringLiteral("front2"));
        QVERIFY(queue);
        QVERIFY(wait((*queue)->adopt(folderOf(QStringLiteral("front1")), anybody)));
        const auto entries = wait((*queue)->list({}, 0, 10));
        QVERIFY(entries);
        QCOMPARE(entries->size(), 2);
        QCOMPARE(entries->at(0).recipients.first().state, EntryState::Held);
        QCOMPARE(entries->at(1).recipients.first().attempts, 1);
        const auto again = wait((*queue)->claim(lane, 10, false));
        QVERIFY(again);
        QCOMPARE(again->size(), 1); // due at once
    }
};

QTEST_GUILESS_MAIN(TestAdoption)
#include "tst_adoption.moc"
