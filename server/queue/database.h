// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// SQLite's C API with results as values: a connection, prepared statements, a transaction.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <functional>
#include <memory>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace homeport {

/// A prepared statement, used again and again. Parameters count from 1, columns from 0.
class Statement
{
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    Statement(Statement &&other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr))
    {
    }
    Statement &operator=(Statement &&other) noexcept
    {
        std::swap(m_statement, other.m_statement);
        return *this;
    }
    ~Statement();

    Statement &bind(int index, qint64 value);
    /// The bytes are copied; a null QByteArray binds an empty blob, use bindNull() for NULL.
    Statement &bind(int index, const QByteArray &bytes);
    Statement &bindNull(int index);
    /// true: a row is there; false: done. An error resets the statement.
    Result<bool> step();
    /// Steps once, expects no row, and resets.
    Result<> run();
    void reset();

    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
};

/// One connection. One thread at a time. Beside SQLite's own functions it has contains_folded(TEXT, NEEDLE):
/// without regard to case, NEEDLE in lower case already.
class Database
{
public:
    enum class Mode { ReadWrite, ReadOnly };
    static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode);
    ~Database();
    Database(const Database &) = delete;

    Result<> execute(const char *sql);
    Result<Statement> prepare(const char *sql);
    /// Prepared at the first use and kept; `sql` must be a literal. Reset before it is handed out.
    Result<Statement *> cached(const char *sql);
    /// All cached statements: one left on a row holds its snapshot and the write-ahead log.
    void resetAll();
    Result<qint64> scalar(const char *sql);
    /// While it is set, a statement that runs long fails once `isOver` says so; asked in the connection's
    /// thread. Empty: they may run as long as they need.
    void stopWhen(std::function<bool()> isOver);
    qint64 lastInsertId() const;
    int changes() const;

private:
    Database() = default;
    void addFunctions();
    Error lastError(const char *what) const;
    sqlite3 *m_handle = nullptr;
    QString m_path;
    std::function<bool()> m_isOver;
    std::unordered_map<const char *, Statement> m_cache;
};

} // namespace homeport
