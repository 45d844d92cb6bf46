// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Marks: one file each, read at start, kept in memory.
#include "server/store/movemarks.h"

#include "shared/model/jsonreader.h"

#include <cerrno>

namespace homeport {

namespace {

const QByteArray marksFolder = "moves";
const QByteArray suffix = ".json";
constexpr qint64 markLimit = 64 * 1024;

QByteArray fileOf(const AccountId &account) { return account.hex() + suffix; }

} // namespace

Result<FileDescriptor> MoveMarks::folder(bool make)
{
    if (make) {
        Volume &volume = m_root->volume();
        if (const auto made = volume.makeDirectory(m_root->labelDirectory(), marksFolder); !made)
            return fail(made.error());
        if (const auto synced = volume.sync(m_root->labelDirectory(), marksFolder); !synced)
            return fail(synced.error());
    }
    auto opened = openDirectory(m_root->labelDirectory(), marksFolder);
    if (!opened)
        return fail(opened.error());
    return std::move(*opened);
}

Result<QStringList> MoveMarks::load()
{
    const auto opened = openDirectory(m_root->labelDirectory(), marksFolder);
    if (!opened)
        return opened.error().number == ENOENT ? Result<QStringList>(QStringList()) : fail(opened.error());
    const auto names = namesIn(opened->get());
    if (!names)
        return fail(names.error());
    QStringList problems;
    const std::lock_guard guard(m_mutex);
    for (const QByteArray &name : *names) {
        const auto account =
            name.endsWith(suffix) ? AccountId::fromHex(name.chopped(suffix.size())) : std::nullopt;
        if (!account)
            continue; // a temporary name of a crash
        const auto text = readWholeFile(opened->get(), name, markLimit);
        const auto json = text ? parseJsonObject(*text) : fail(text.error());
        const auto mark = json ? moveMarkFromJson(*json) : fail(json.error());
        if (mark && mark->account == *account) {
            m_marks.insert(*account, *mark);
            continue;
        }
        m_closed.insert(*account);
        problems.append(QStringLiteral("the mark moves/%1 cannot be read, its account is not served: %2")
                            .arg(QString::fromLatin1(name),
                                mark ? QStringLiteral("it names another account") : mark.error().forLog));
    }
    return problems;
}

std::optional<MoveMark> MoveMarks::find(const AccountId &account) const
{
    const std::lock_guard guard(m_mutex);
    const auto it = m_marks.constFind(account);
    return it == m_marks.constEnd() ? std::nullopt : std::optional<MoveMark>(*it);
}

QList<MoveMark> MoveMarks::all() const
{
    const std::lock_guard guard(m_mutex);
    return m_marks.values();
}

Result<> MoveMarks::write(MoveMark mark)
{
    const std::lock_guard writing(m_writing);
    mark.changed = QDateTime::currentDateTimeUtc();
    if (!mark.isOpen())
        close(mark.account); // stays closed when the file cannot be written: nobody knows what is on disk
    const auto opened = folder(true);
    if (!opened)
        return fail(opened.error());
    if (const auto written = m_root->volume().writeDurably(
            opened->get(), fileOf(mark.account), jsonBytes(toJson(mark)) + '\n');
        !written)
        return written;
    const std::lock_guard guard(m_mutex);
    m_marks.insert(mark.account, mark);
    m_closed.remove(mark.account);
    return {};
}

Result<> MoveMarks::remove(const AccountId &account)
{
    const std::lock_guard writing(m_writing);
    const auto opened = folder(true);
    if (!opened)
        return fail(opened.error());
    const auto gone = m_root->volume().unlink(opened->get(), fileOf(account));
    if (!gone && gone.error().number != ENOENT)
        return fail(gone.error());
    if (const auto synced = m_root->volume().sync(opened->get(), marksFolder); !synced)
        return fail(synced.error());
    const std::lock_guard guard(m_mutex);
    m_marks.remove(account);
    m_closed.remove(account);
    return {};
}

bool MoveMarks::isOpenNow(const AccountId &account) const
{
    if (m_closed.contains(account))
        return false;
    const auto it = m_marks.constFind(account);
    return it == m_marks.constEnd() || it->isOpen();
}

bool MoveMarks::isOpen(const AccountId &account) const
{
    const std::lock_guard guard(m_mutex);
    return isOpenNow(account);
}

bool MoveMarks::isHeld(const AccountId &account) const
{
    const std::lock_guard guard(m_mutex);
    const auto it = m_marks.constFind(account);
    return it != m_marks.constEnd()
        && (it->state == MoveState::Held || (it->isOpen() && m_closed.contains(account)));
}

void MoveMarks::close(const AccountId &account)
{
    const std::lock_guard guard(m_mutex);
    m_closed.insert(account);
}

void MoveMarks::reopen(const AccountId &account)
{
    const std::lock_guard guard(m_mutex);
    m_closed.remove(account);
}

bool MoveMarks::waitUntilQuiet(const AccountId &account, Deadline deadline)
{
    std::unique_lock lock(m_mutex);
    const auto isQuiet = [&] { return !m_inside.contains(account); };
    return m_changed.wait_for(
        lock, std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 0)), isQuiet);
}

bool MoveMarks::enter(const AccountId &account)
{
    const std::lock_guard guard(m_mutex);
    if (!isOpenNow(account))
        return false;
    ++m_inside[account];
    return true;
}

void MoveMarks::leave(const AccountId &account)
{
    const std::lock_guard guard(m_mutex);
    const auto it = m_inside.find(account);
    if (--*it == 0) {
        m_inside.erase(it);
        m_changed.notify_all();
    }
}

} // namespace homeport
