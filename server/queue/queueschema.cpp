// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The tables of queue.db.
#include "server/queue/queueschema.h"

#include <QFile>

namespace homeport {

namespace {

constexpr qint64 applicationId = 0x48505131; // "HPQ1"
constexpr qint64 schemaVersion = 2;

// Two orders matter to deliveries: by due time for the scheduler, by message for "oldest first" when a home
// comes back; the third is that in which administrators page. A recipient's `sender` and `size` are copies of
// its message's: a search reads no bodies on its way. Numbers of messages are never used again; a recipient's
// row is, and says nothing about what was queued before it.
constexpr char schema[] = R"(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sender BLOB NOT NULL, session BLOB NOT NULL, received INTEGER NOT NULL,
    size INTEGER NOT NULL, sha BLOB NOT NULL, quiet INTEGER NOT NULL,
    body BLOB, file BLOB);
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL, key BLOB NOT NULL, lane BLOB NOT NULL,
    account BLOB NOT NULL, address BLOB NOT NULL, recipient BLOB NOT NULL, storage BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0, open INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, received INTEGER NOT NULL,
    unanswered INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0,
    error BLOB NOT NULL,
    sender BLOB NOT NULL DEFAULT x'', size INTEGER NOT NULL DEFAULT 0);
CREATE INDEX recipient_message ON recipient (message);
CREATE INDEX recipient_due ON recipient (lane, state, open, due);
CREATE INDEX recipient_order ON recipient (lane, state, open, message);
)";

constexpr char sinceVersion2[] = R"(
CREATE INDEX recipient_received ON recipient (received, message, key);
CREATE TABLE attempt (
    recipient INTEGER NOT NULL, number INTEGER NOT NULL,
    time INTEGER NOT NULL, result INTEGER NOT NULL, text BLOB NOT NULL, destination BLOB NOT NULL,
    PRIMARY KEY (recipient, number)) WITHOUT ROWID;
)";

constexpr char toVersion2[] = R"(
ALTER TABLE recipient ADD COLUMN sender BLOB NOT NULL DEFAULT x'';
ALTER TABLE recipient ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
UPDATE recipient SET
    sender = coalesce((SELECT sender FROM message WHERE id = recipient.message), x''),
    size = coalesce((SELECT size FROM message WHERE id = recipient.message), 0);
)";

Result<> setVersion(Database &database)
{
    return database.execute(qPrintable(QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion)));
}

/// Whole or not at all: a crash in the middle leaves the queue as it was.
Result<> migrate(Database &database)
{
    const Result<qint64> version = database.scalar("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version >= schemaVersion)
        return {};
    for (const char *sql : {"BEGIN IMMEDIATE", toVersion2, sinceVersion2}) {
        const Result<> done = database.execute(sql);
        if (!done)
            return done;
    }
    Result<> done = setVersion(database);
    if (done)
        done = database.execute("COMMIT");
    return done;
}

Result<> create(Database &database, const MemberName &owner)
{
    Result<> done = database.execute("BEGIN IMMEDIATE");
    if (done)
        done = database.execute(schema);
    if (done)
        done = database.execute(sinceVersion2);
    if (done)
        done = database.execute(qPrintable(QStringLiteral("PRAGMA application_id=%1").arg(applicationId)));
    if (done)
        done = setVersion(database);
    if (!done)
        return done;
    Result<Statement> insert = database.prepare("INSERT INTO meta VALUES (?, ?)");
    if (!insert)
        return fail(insert.error());
    const QList<std::pair<QByteArray, QByteArray>> rows{
        {"owner", owner.utf8()}, {"instance", randomBytes(16).toHex()}, {"boot", currentBootId()}};
    for (const auto &[name, value] : rows) {
        const Result<> inserted = insert->bind(1, name).bind(2, value).run();
        if (!inserted)
            return inserted;
    }
    return database.execute("COMMIT");
}

Result<QByteArray> meta(Database &database, const QByteArray &name)
{
    Result<Statement> select = database.prepare("SELECT value FROM meta WHERE name = ?");
    if (!select)
        return fail(select.error());
    const Result<bool> row = select->bind(1, name).step();
    if (!row)
        return fail(row.error());
    return *row ? select->bytes(0) : QByteArray();
}

Result<> checkFormat(Database &database, const QString &path)
{
    const Result<qint64> application = database.scalar("PRAGMA application_id");
    if (!application)
        return fail(application.error());
    if (*application != applicationId)
        return fail(
            Error::refused("not a queue", path + QStringLiteral(" is a database, but not a Homeport queue")));
    const Result<qint64> version = database.scalar("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version > schemaVersion)
        return fail(Error::refused("queue of a newer version",
            QStringLiteral("%1 was written by a newer Homeport (queue version %2, this one knows %3); start "
                           "that version, "
                           "nothing was changed")
                .arg(path)
                .arg(*version)
                .arg(schemaVersion)));
    return {};
}

Result<> check(Database &database, const QString &path, const MemberName &owner)
{
    const Result<> format = checkFormat(database, path);
    if (!format)
        return format;
    const Result<QueueOwner> held = queueOwner(database);
    if (!held)
        return fail(held.error());
    if (!held->adopter.isEmpty())
        return fail(Error::refused("queue was taken over",
            QStringLiteral(
                "%1 was taken over by %2 (queue adopt): its mail is there; move the folder away, a new "
                "queue is made at the next start")
                .arg(path, held->adopter.text)));
    if (held->member != owner)
        return fail(Error::refused("queue of another member",
            QStringLiteral("%1 is the queue of member %2, not of %3; give each member its own queue.path")
                .arg(path, held->member.text, owner.text)));
    return migrate(database); // only what is ours is changed
}

Result<std::unique_ptr<Database>> openDurable(const QString &path)
{
    Result<std::unique_ptr<Database>> opened = Database::open(path, Database::Mode::ReadWrite);
    if (!opened)
        return opened;
    // FULL and not NORMAL: in WAL mode NORMAL does not sync at each commit
    // (sqlite.org/pragma.html#pragma_synchronous)
    const Result<> ready = (*opened)->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
                                              "wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864");
    if (!ready)
        return fail(ready.error());
    return opened;
}

} // namespace

Result<std::unique_ptr<Database>> openQueueDatabase(const QString &path, const MemberName &owner)
{
    Result<std::unique_ptr<Database>> opened = openDurable(path);
    if (!opened)
        return opened;
    Database &database = **opened;
    const Result<qint64> tables = database.scalar("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return fail(tables.error());
    const Result<> ready = *tables == 0 ? create(database, owner) : check(database, path, owner);
    if (!ready)
        return fail(ready.error());
    return opened;
}

Result<std::unique_ptr<Database>> openLostQueueDatabase(const QString &path)
{
    Result<std::unique_ptr<Database>> opened = openDurable(path);
    if (!opened)
        return opened;
    const Result<> format = checkFormat(**opened, path);
    if (!format)
        return fail(format.error());
    return opened;
}

Result<QueueOwner> queueOwner(Database &database)
{
    QByteArray values[3];
    constexpr const char *names[3] = {"owner", "instance", "adopter"};
    for (int i = 0; i < 3; ++i) {
        const Result<QByteArray> value = meta(database, names[i]);
        if (!value)
            return fail(value.error());
        values[i] = *value;
    }
    return QueueOwner{
        MemberName(QString::fromUtf8(values[0])), values[1], MemberName(QString::fromUtf8(values[2]))};
}

Result<> markAdopted(Database &database, const MemberName &adopter)
{
    Result<Statement> insert = database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, "adopter")
        .bind(2, adopter.utf8())
        .run(); // a transaction of its own: durable (synchronous=FULL)
}

Result<qint64> settleOpenAttempts(Database &database, const QByteArray &bootId)
{
    const Result<QByteArray> lastBoot = meta(database, "boot");
    if (!lastBoot)
        return fail(lastBoot.error());
    const Result<qint64> open = database.scalar("SELECT count(*) FROM recipient WHERE open = 1");
    if (!open)
        return open;
    // a machine that lost power says nothing about the message
    const char *count = *lastBoot == bootId
        ? "UPDATE recipient SET open = 0, crashes = crashes + 1 WHERE open = 1"
        : "UPDATE recipient SET open = 0 WHERE open = 1";
    for (const char *sql : {"BEGIN IMMEDIATE", count,
             "UPDATE recipient SET state = 2, error = CAST('the daemon ended three times while it was sent' "
             "AS BLOB) "
             "WHERE crashes >= 3 AND state = 0"}) {
        const Result<> done = database.execute(sql);
        if (!done)
            return fail(done.error());
    }
    // names are stored as blobs, which no literal text equals
    Result<Statement> boot = database.prepare("UPDATE meta SET value = ? WHERE name = ?");
    if (!boot)
        return fail(boot.error());
    Result<> done = boot->bind(1, bootId).bind(2, "boot").run();
    if (done)
        done = database.execute("COMMIT");
    if (!done)
        return fail(done.error());
    return open;
}

QByteArray currentBootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace homeport
