// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// LIST and LSUB (RFC 3501 6.3.8, 6.3.9), with CHILDREN (RFC 3348) and SPECIAL-USE (RFC 6154).
#include "server/imap/commands.h"
#include "server/imap/syntax/mailboxname.h"
#include "server/imap/syntax/response.h"

#include <QSet>
#include <array>
#include <map>

namespace homeport::imap {

namespace {

/// The uses of mailboxes are known by the names that clients give them.
const char *specialUse(const QByteArray &name)
{
    struct Use
    {
        const char *name;
        const char *attribute;
    };
    constexpr std::array<Use, 8> uses{{{"Drafts", " \\Drafts"}, {"Sent", " \\Sent"},
        {"Sent Messages", " \\Sent"}, {"Junk", " \\Junk"}, {"Spam", " \\Junk"}, {"Trash", " \\Trash"},
        {"Archive", " \\Archive"}, {"Archives", " \\Archive"}}};
    for (const Use &use : uses) {
        if (name == use.name)
            return use.attribute;
    }
    return "";
}

QByteArray line(const char *verb, const QByteArray &attributes, const QByteArray &name)
{
    return QByteArray("* ") + verb + " (" + attributes + ") \"" + MailAccount::separator + "\" "
        + formatMailbox(name) + "\r\n";
}

/// RFC 3501 6.3.9: with "%", a parent that is not subscribed stands for its children, as \Noselect.
std::map<QByteArray, bool> subscribedMatches(const QList<QByteArray> &names, const QByteArray &pattern)
{
    std::map<QByteArray, bool> out; // name -> subscribed itself
    for (const QByteArray &name : names) {
        if (matchesPattern(name, pattern)) {
            out[name] = true;
            continue;
        }
        if (!pattern.endsWith('%'))
            continue;
        for (qsizetype at = name.indexOf('.'); at > 0; at = name.indexOf('.', at + 1)) {
            if (matchesPattern(name.left(at), pattern))
                out.try_emplace(name.left(at), false);
        }
    }
    return out;
}

Task<Completion> listSubscribed(ImapContext &context, QByteArray pattern)
{
    const auto names = co_await context.account->subscriptions();
    if (!names)
        co_return fail(names.error());
    const std::map<QByteArray, bool> found = subscribedMatches(*names, pattern);
    for (const auto &[name, itself] : found) {
        const QByteArray attributes = itself ? "" : "\\Noselect";
        co_await context.send(line("LSUB", attributes, name));
    }
    co_return QByteArray("Lsub completed");
}

Task<Completion> listAll(ImapContext &context, QByteArray pattern)
{
    const auto entries = co_await context.account->list();
    if (!entries)
        co_return fail(entries.error());
    for (const MailboxEntry &entry : *entries) {
        if (!matchesPattern(entry.name, pattern))
            continue;
        QByteArray attributes = entry.hasChildren ? "\\HasChildren" : "\\HasNoChildren";
        if (!entry.selectable)
            attributes = "\\Noselect " + attributes;
        co_await context.send(line("LIST", attributes + specialUse(entry.name), entry.name));
    }
    co_return QByteArray("List completed");
}

} // namespace

Task<Completion> execute(ImapContext &context, List command)
{
    const bool all = command.listing == Listing::All;
    if (command.pattern.isEmpty()) { // RFC 3501 6.3.8: asks for the separator and the root
        const QByteArray verb = all ? "LIST" : "LSUB";
        co_await context.send("* " + verb + " (\\Noselect) \".\" \"\"\r\n");
        co_return verb + " completed";
    }
    const QByteArray pattern = command.reference + command.pattern;
    if (all) {
        auto done = co_await listAll(context, pattern);
        co_return done;
    }
    auto done = co_await listSubscribed(context, pattern);
    co_return done;
}

} // namespace homeport::imap
