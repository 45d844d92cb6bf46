// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The marks of accounts that move or have moved, and who is at work on an account (protocol.md 2.5).
#pragma once

#include "server/store/storageroot.h"
#include "shared/base/clock.h"
#include "shared/model/accountmove.h"

#include <QHash>
#include <QSet>
#include <condition_variable>

namespace homeport {

/// Any thread; what changes a mark blocks.
class MoveMarks
{
public:
    explicit MoveMarks(std::shared_ptr<StorageRoot> root)
        : m_root(std::move(root))
    {
    }
    /// Texts about marks that cannot be read: their accounts are closed.
    Result<QStringList> load();

    std::optional<MoveMark> find(const AccountId &account) const;
    QList<MoveMark> all() const;
    /// Durable. A closed mark is in force before it is written, an open one after.
    Result<> write(MoveMark mark);
    Result<> remove(const AccountId &account);

    /// May sessions and deliveries reach the account here?
    bool isOpen(const AccountId &account) const;
    /// Closed, but only for a moment.
    bool isHeld(const AccountId &account) const;
    /// Nobody enters, until reopen() or a mark says otherwise.
    void close(const AccountId &account);
    void reopen(const AccountId &account);
    /// True when nobody is inside any more.
    bool waitUntilQuiet(const AccountId &account, Deadline deadline);

    /// Held while work is done on an account; false when it is closed.
    class Pass
    {
    public:
        Pass(MoveMarks &marks, const AccountId &account)
            : m_marks(marks)
            , m_account(account)
            , m_isInside(marks.enter(account))
        {
        }
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;
        ~Pass()
        {
            if (m_isInside)
                m_marks.leave(m_account);
        }
        explicit operator bool() const { return m_isInside; }

    private:
        MoveMarks &m_marks;
        const AccountId m_account;
        const bool m_isInside;
    };

private:
    bool enter(const AccountId &account);
    void leave(const AccountId &account);
    bool isOpenNow(const AccountId &account) const;
    Result<FileDescriptor> folder(bool make);

    const std::shared_ptr<StorageRoot> m_root;
    std::mutex m_writing; ///< one writer of marks
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QHash<AccountId, MoveMark> m_marks;
    QHash<AccountId, int> m_inside;
    QSet<AccountId> m_closed; ///< without a mark that says so
};

} // namespace homeport
