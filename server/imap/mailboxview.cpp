// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Sequence numbers, pending expunges, and the untagged lines that tell of changes.
#include "server/imap/mailboxview.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <array>

namespace homeport::imap {

namespace {

struct FlagName
{
    SystemFlag flag;
    const char *name;
};
constexpr std::array<FlagName, 5> flagNames{
    {{SystemFlag::Answered, "\\Answered"}, {SystemFlag::Flagged, "\\Flagged"},
        {SystemFlag::Deleted, "\\Deleted"}, {SystemFlag::Seen, "\\Seen"}, {SystemFlag::Draft, "\\Draft"}}};

bool containsKeyword(const QList<QByteArray> &list, const QByteArray &keyword)
{
    return std::any_of(list.begin(), list.end(),
        [&keyword](const QByteArray &other) { return equalIgnoringCase(other, keyword); });
}

} // namespace

QByteArray formatFlags(const Flags &flags, bool recent)
{
    QList<QByteArray> words;
    for (const FlagName &name : flagNames) {
        if (flags.has(name.flag))
            words.append(name.name);
    }
    if (recent)
        words.append("\\Recent");
    return (words + flags.keywords).join(' ');
}

Result<Flags> flagsFrom(const QList<QByteArray> &names)
{
    Flags flags;
    for (const QByteArray &name : names) {
        const auto known = std::find_if(flagNames.begin(), flagNames.end(),
            [&name](const FlagName &row) { return equalIgnoringCase(name, row.name); });
        if (known != flagNames.end())
            flags.set(known->flag);
        else if (name.startsWith('\\')) // RFC 3501 2.3.2: \Recent cannot be altered by the client
            return fail(Error::syntax("the flag " + name.left(40) + " cannot be set"));
        else if (!containsKeyword(flags.keywords, name))
            flags.keywords.append(name);
    }
    return flags;
}

Task<Result<std::unique_ptr<MailboxView>>> MailboxView::open(
    std::shared_ptr<MailAccount> account, QByteArray name, Access access)
{
    const auto mailbox = co_await account->open(name, access == Access::ReadOnly);
    if (!mailbox)
        co_return fail(mailbox.error());
    auto changes = co_await (*mailbox)->open();
    if (!changes)
        co_return fail(changes.error());
    std::unique_ptr<MailboxView> view(new MailboxView);
    view->m_mailbox = *mailbox;
    view->m_readOnly = access == Access::ReadOnly || (*mailbox)->isReadOnly();
    view->m_cursor = changes->cursor;
    view->m_messages = std::move(changes->arrived);
    view->m_keywords = (*mailbox)->keywords();
    co_return view;
}

qsizetype MailboxView::recentCount() const
{
    return std::count_if(
        m_messages.begin(), m_messages.end(), [](const MessageInfo &info) { return info.recent; });
}

qsizetype MailboxView::firstUnseen() const
{
    const auto found = std::find_if(m_messages.begin(), m_messages.end(),
        [](const MessageInfo &info) { return !info.flags.has(SystemFlag::Seen); });
    return found == m_messages.end() ? -1 : found - m_messages.begin();
}

qsizetype MailboxView::indexOf(quint32 uid) const
{
    const auto found = std::lower_bound(m_messages.begin(), m_messages.end(), uid,
        [](const MessageInfo &info, quint32 wanted) { return info.uid < wanted; });
    return found != m_messages.end() && found->uid == uid ? found - m_messages.begin() : -1;
}

Result<QList<qsizetype>> MailboxView::indexes(const SequenceSet &set, Numbering numbering) const
{
    QList<qsizetype> out;
    const quint32 largest = numbering == Numbering::Sequence ? quint32(m_messages.size())
        : m_messages.isEmpty()                               ? 0
                                                             : m_messages.last().uid;
    if (largest == 0 && numbering == Numbering::Uid)
        return out;
    const QList<SetRange> ranges = set.resolved(largest);
    for (const SetRange &range : ranges) {
        if (numbering == Numbering::Sequence) {
            if (range.first == 0 || range.last > largest)
                return fail(Error::syntax("the message set names a message that does not exist"));
            for (quint32 number = range.first; number <= range.last; ++number)
                out.append(number - 1);
            continue;
        }
        auto at = std::lower_bound(m_messages.begin(), m_messages.end(), range.first,
            [](const MessageInfo &info, quint32 wanted) { return info.uid < wanted; });
        for (; at != m_messages.end() && at->uid <= range.last; ++at)
            out.append(at - m_messages.begin());
    }
    return out;
}

QList<quint32> MailboxView::uids(const QList<qsizetype> &indexes) const
{
    QList<quint32> out;
    out.reserve(indexes.size());
    for (const qsizetype index : indexes)
        out.append(m_messages[index].uid);
    return out;
}

void MailboxView::take(const MessageInfo &info)
{
    if (const qsizetype index = indexOf(info.uid); index >= 0)
        m_messages[index].flags = info.flags;
}

Task<Result<QByteArray>> MailboxView::changes(Updates updates, Numbering numbering)
{
    QByteArray out;
    if (updates == Updates::None)
        co_return out;
    const auto changes = co_await m_mailbox->changesSince(m_cursor);
    if (!changes)
        co_return fail(changes.error());
    m_cursor = changes->cursor;
    m_vanished += changes->vanished;
    if (updates == Updates::All)
        out += expunged();
    bool grown = false;
    for (const MessageInfo &info : changes->arrived) {
        if (m_messages.isEmpty() || info.uid > m_messages.last().uid) {
            m_messages.append(info);
            grown = true;
        }
    }
    if (grown) {
        out += "* " + QByteArray::number(m_messages.size()) + " EXISTS\r\n* "
            + QByteArray::number(recentCount()) + " RECENT\r\n";
    }
    for (const MessageInfo &info : changes->changed) {
        const qsizetype index = indexOf(info.uid);
        if (index < 0 || m_messages[index].flags == info.flags)
            continue; // our own STORE, told already
        m_messages[index].flags = info.flags;
        out += newKeywords(info.flags) + fetchFlags(index, numbering);
    }
    co_return out;
}

QByteArray MailboxView::expunged()
{
    QByteArray out;
    QList<quint32> gone = std::exchange(m_vanished, {});
    std::sort(gone.begin(), gone.end(), std::greater<>());
    gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
    QList<bool> remove(m_messages.size(), false);
    for (const quint32 uid : std::as_const(gone)) { // from the end, so that no number shifts another
        const qsizetype index = indexOf(uid);
        if (index < 0)
            continue;
        remove[index] = true;
        out += "* " + QByteArray::number(index + 1) + " EXPUNGE\r\n";
    }
    QList<MessageInfo> kept;
    if (out.isEmpty())
        return out;
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        if (!remove[i])
            kept.append(std::move(m_messages[i]));
    }
    m_messages = std::move(kept);
    return out;
}

QByteArray MailboxView::newKeywords(const Flags &flags)
{
    bool grown = false;
    for (const QByteArray &keyword : flags.keywords) {
        if (!containsKeyword(m_keywords, keyword)) {
            m_keywords.append(keyword);
            grown = true;
        }
    }
    return grown ? flagLines() : QByteArray();
}

QByteArray MailboxView::flagLines() const
{
    const Flags all{31, m_keywords};
    const QByteArray permanent = m_readOnly ? QByteArray() : formatFlags(all, false) + " \\*";
    return "* FLAGS (" + formatFlags(all, false) + ")\r\n* OK [PERMANENTFLAGS (" + permanent
        + (m_readOnly ? ")] Read-only mailbox\r\n" : ")] Flags permitted\r\n");
}

QByteArray MailboxView::fetchFlags(qsizetype index, Numbering numbering) const
{
    const MessageInfo &info = m_messages[index];
    const QByteArray uid =
        numbering == Numbering::Uid ? "UID " + QByteArray::number(info.uid) + ' ' : QByteArray();
    return "* " + QByteArray::number(index + 1) + " FETCH (" + uid + "FLAGS ("
        + formatFlags(info.flags, info.recent) + "))\r\n";
}

} // namespace homeport::imap
