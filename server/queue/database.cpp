// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SQLite's C API with results as values.
#include "server/queue/database.h"

#include <QFile>

#include <algorithm>
#include <sqlite3.h>

namespace homeport {

namespace {
Error sqliteError(sqlite3 *handle, const QString &what)
{
    return Error::temporary("local error, try again later",
        what + QStringLiteral(": ") + QString::fromUtf8(handle ? sqlite3_errmsg(handle) : "out of memory"),
        "4.3.0");
}

QByteArrayView viewOf(sqlite3_value *value)
{
    const void *const data = sqlite3_value_blob(value); // before its length: it may convert
    return {static_cast<const char *>(data), sqlite3_value_bytes(value)};
}

bool equalFolded(const char *text, QByteArrayView needle)
{
    for (qsizetype i = 0; i < needle.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? char(c + 32) : c) != needle[i])
            return false;
    }
    return true;
}

/// No copy is made while the bytes are ASCII, as nearly all are.
bool containsFolded(QByteArrayView text, QByteArrayView needle)
{
    const auto isWide = [](char c) { return quint8(c) >= 0x80; };
    if (std::any_of(needle.begin(), needle.end(), isWide))
        return QString::fromUtf8(text).toLower().contains(QString::fromUtf8(needle));
    for (qsizetype i = 0; i + needle.size() <= text.size(); ++i) {
        if (equalFolded(text.data() + i, needle))
            return true;
    }
    return false;
}

constexpr int stepsBetweenQuestions = 10'000; ///< of SQLite's virtual machine: a millisecond or less

int isOverFunction(void *isOver) { return (*static_cast<const std::function<bool()> *>(isOver))() ? 1 : 0; }

void containsFunction(sqlite3_context *context, int, sqlite3_value **values)
{
    sqlite3_result_int(context, containsFolded(viewOf(values[0]), viewOf(values[1])) ? 1 : 0);
}
} // namespace

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement &Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement &Statement::bind(int index, const QByteArray &bytes)
{
    // "" and not nullptr: a null pointer would bind NULL
    const char *data = bytes.isEmpty() ? "" : bytes.constData();
    sqlite3_bind_blob64(m_statement, index, data, sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_statement, index);
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    sqlite3 *handle = sqlite3_db_handle(m_statement);
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    Error error = sqliteError(handle, QStringLiteral("queue database"));
    reset();
    return fail(std::move(error));
}

Result<> Statement::run()
{
    const Result<bool> row = step();
    if (!row)
        return fail(row.error());
    if (*row)
        reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

QByteArray Statement::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return QByteArray(static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column));
}

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode)
{
    std::unique_ptr<Database> database(new Database);
    database->m_path = path;
    const int flags =
        (mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(QFile::encodeName(path).constData(), &database->m_handle, flags, nullptr)
        != SQLITE_OK)
        return fail(database->lastError("open"));
    sqlite3_busy_timeout(database->m_handle, 10000);
    database->addFunctions();
    return database;
}

void Database::addFunctions()
{
    sqlite3_create_function_v2(m_handle, "contains_folded", 2,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, containsFunction, nullptr, nullptr,
        nullptr); // what uses it says so when it is not there
}

Database::~Database()
{
    m_cache.clear(); // statements end before their connection
    sqlite3_close_v2(m_handle);
}

Error Database::lastError(const char *what) const
{
    return sqliteError(m_handle, m_path + QStringLiteral(": ") + QString::fromLatin1(what));
}

Result<> Database::execute(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(lastError(sql));
    return {};
}

Result<Statement> Database::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return fail(lastError(sql));
    return Statement(statement);
}

Result<Statement *> Database::cached(const char *sql)
{
    const auto known = m_cache.find(sql);
    if (known != m_cache.end()) {
        known->second.reset();
        return &known->second;
    }
    Result<Statement> prepared = prepare(sql);
    if (!prepared)
        return fail(prepared.error());
    return &m_cache.emplace(sql, std::move(*prepared)).first->second;
}

void Database::resetAll()
{
    for (auto &[sql, statement] : m_cache)
        statement.reset();
}

Result<qint64> Database::scalar(const char *sql)
{
    Result<Statement> statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? statement->integer(0) : 0;
}

void Database::stopWhen(std::function<bool()> isOver)
{
    m_isOver = std::move(isOver);
    sqlite3_progress_handler(m_handle, stepsBetweenQuestions, m_isOver ? isOverFunction : nullptr, &m_isOver);
}

qint64 Database::lastInsertId() const { return sqlite3_last_insert_rowid(m_handle); }

int Database::changes() const { return sqlite3_changes(m_handle); }

} // namespace homeport
