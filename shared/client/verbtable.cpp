// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The rows.
#include "shared/client/verbrows.h"

using namespace Qt::StringLiterals;

namespace homeport {

Option onMember()
{
    return {u"--member"_s, u"MEMBER"_s, u"member"_s, ArgumentKind::Text,
        u"the member that does it (default: the one asked)"_s};
}

namespace {

Option rights(const QString &help)
{
    return {u"--rights"_s, u"RIGHT,…"_s, u"rights"_s, ArgumentKind::Commas, help};
}
Option clusterAddress()
{
    return {u"--address"_s, u"HOST:PORT"_s, u"addresses"_s, ArgumentKind::Repeated,
        u"of its cluster port, most wanted first; may be repeated"_s};
}
Option adminAddress()
{
    return {u"--admin-address"_s, u"HOST:PORT"_s, u"adminAddresses"_s, ArgumentKind::Repeated,
        u"of its admin API; may be repeated"_s};
}

QList<VerbRow> memberRows()
{
    return {
        {u"status"_s, u"status"_s,
            u"Show the cluster's health; exit code 0 healthy, 1 degraded, 2 critical"_s, {}, {},
            Show::Status},
        {u"fingerprint"_s, u"fingerprint"_s,
            u"Show the SHA-256 of this member's certificate and of the cluster's authority, to compare with what the console shows at the first contact"_s},
        {u"invite"_s, u"member.invite"_s,
            u"Print a token for \"homeportd setup --join\", good once for one hour"_s,
            {{u"NAME"_s, u"name"_s}},
            {rights(u"proxy, store, keeper (default: proxy)"_s),
                {u"--replace"_s, {}, u"replace"_s, ArgumentKind::Flag,
                    u"for a stand-by machine that takes the place of this lost member"_s},
                {u"--without"_s, u"MEMBER"_s, u"without"_s, ArgumentKind::Repeated,
                    u"with --replace: do not ask this member; you know that it does not reach the lost one"_s}},
            Show::Token},
        {u"member list"_s, u"member.list"_s, u"List the members"_s, {}, {}, Show::Table, u"members"_s,
            {{u"MEMBER"_s, u"name"_s}, {u"STATE"_s, u"state"_s}, {u"SEEN"_s, u"observed"_s},
                {u"RIGHTS"_s, u"rights"_s}, {u"ADDRESSES"_s, u"addresses"_s}}},
        {u"member add"_s, u"member.add"_s, u"Add a member's row before it joins"_s, {{u"NAME"_s, u"name"_s}},
            {rights(u"proxy, store, keeper"_s), clusterAddress(), adminAddress()}},
        {u"member set"_s, u"member.set"_s, u"Change a member's rights, state or addresses"_s,
            {{u"MEMBER"_s, u"member"_s}},
            {rights(u"proxy, store, keeper: all that it shall have"_s),
                {u"--admin-state"_s, u"STATE"_s, u"state"_s, ArgumentKind::Text,
                    u"ready, draining or withdrawn"_s},
                clusterAddress(), adminAddress()}},
        {u"member drain"_s, u"member.drain"_s,
            u"No new sessions: those there end one after another; mail is still delivered"_s,
            {{u"MEMBER"_s, u"member"_s}}},
        {u"member withdraw"_s, u"member.withdraw"_s,
            u"Take a member out: its mail waits, nobody logs in there, nobody calls it"_s,
            {{u"MEMBER"_s, u"member"_s}}},
        {u"member ready"_s, u"member.ready"_s, u"Bring a drained or withdrawn member back"_s,
            {{u"MEMBER"_s, u"member"_s}}},
        {.words = u"member remove"_s,
            .what = u"member.remove"_s,
            .help = u"Remove a member for good: its certificate is refused from then on"_s,
            .positionals = {{u"MEMBER"_s, u"member"_s}},
            .options = {{u"--queue-gone"_s, {}, u"queueGone"_s, ArgumentKind::Flag,
                u"its queue was taken over (queue adopt), or is lost"_s}},
            .danger = Danger::Asks},
        {u"admin list"_s, u"admin.list"_s, u"List the administrators"_s, {}, {}, Show::Table,
            u"administrators"_s, {{u"NAME"_s, u"name"_s}, {u"ROLE"_s, u"role"_s}}},
        {.words = u"admin add"_s,
            .what = u"admin.add"_s,
            .help = u"Add an administrator"_s,
            .positionals = {{u"NAME"_s, u"name"_s}},
            .options = {{u"--role"_s, u"ROLE"_s, u"role"_s, ArgumentKind::Text,
                u"viewer, operator or administrator (default)"_s}},
            .password = Password::Generated},
        {.words = u"admin passwd"_s,
            .what = u"admin.passwd"_s,
            .help = u"Set an administrator's password; ends his sessions"_s,
            .positionals = {{u"NAME"_s, u"name"_s}},
            .password = Password::Generated},
        {.words = u"admin remove"_s,
            .what = u"admin.remove"_s,
            .help = u"Remove an administrator"_s,
            .positionals = {{u"NAME"_s, u"name"_s}},
            .danger = Danger::Asks},
    };
}

QList<VerbRow> accountRows()
{
    const QList<Column> accountColumns{{u"ADDRESS"_s, u"address"_s}, {u"KIND"_s, u"kind"_s},
        {u"HOST"_s, u"hostServer"_s}, {u"OLD HOST"_s, u"oldHostServer"_s}, {u"STORAGE"_s, u"storage"_s},
        {u"ENABLED"_s, u"enabled"_s}, {u"TARGETS"_s, u"targets"_s}};
    const Positional address{u"ADDRESS"_s, u"address"_s};
    return {
        {u"domain list"_s, u"domain.list"_s, u"List the shared domains"_s, {}, {}, Show::Table, u"domains"_s,
            {{u"DOMAIN"_s, u"domain"_s}}},
        {u"domain add"_s, u"domain.add"_s, u"Add a shared domain"_s, {{u"DOMAIN"_s, u"domain"_s}}},
        {.words = u"account create"_s,
            .what = u"account.create"_s,
            .help = u"Create an account"_s,
            .positionals = {address},
            .options = {{u"--host"_s, u"MEMBER"_s, u"host"_s, ArgumentKind::Text,
                            u"its home (default: the backend with the fewest accounts)"_s},
                {u"--storage"_s, u"STORAGE"_s, u"storage"_s, ArgumentKind::Text,
                    u"another storage than the home's default"_s},
                {u"--quota"_s, u"SIZE"_s, u"quotaBytes"_s, ArgumentKind::Size,
                    u"such as 2G (default: none)"_s}},
            .password = Password::Generated},
        {u"account show"_s, u"account.show"_s, u"Show an account or alias"_s, {address}},
        {u"account list"_s, u"account.list"_s, u"List accounts and aliases"_s, {},
            {{u"--host"_s, u"MEMBER"_s, u"host"_s, ArgumentKind::Text, u"with this host server"_s},
                {u"--old-host"_s, u"MEMBER"_s, u"oldHost"_s, ArgumentKind::Text, u"away from this home"_s},
                {u"--domain"_s, u"DOMAIN"_s, u"domain"_s, ArgumentKind::Text, u"of this domain"_s},
                {u"--text"_s, u"TEXT"_s, u"text"_s, ArgumentKind::Text, u"part of the address"_s}},
            Show::Table, u"accounts"_s, accountColumns},
        {.words = u"account passwd"_s,
            .what = u"account.passwd"_s,
            .help = u"Set an account's password"_s,
            .positionals = {address},
            .password = Password::Generated},
        {u"account enable"_s, u"account.enable"_s, u"Let an account log in again"_s, {address}},
        {u"account disable"_s, u"account.disable"_s, u"Keep an account from logging in"_s, {address}},
        {.words = u"account delete"_s,
            .what = u"account.delete"_s,
            .help = u"Delete an account; its mail is kept for 30 days below .deleted/"_s,
            .positionals = {address},
            .danger = Danger::Asks},
        {u"alias add"_s, u"alias.add"_s, u"Add targets to an alias, made when missing"_s,
            {{u"ALIAS"_s, u"address"_s}, {u"TARGET"_s, u"targets"_s, ArgumentKind::Text, Count::OneOrMore}}},
        {u"alias remove"_s, u"alias.remove"_s, u"Remove an alias"_s, {{u"ALIAS"_s, u"address"_s}}},
    };
}

QList<VerbRow> moveRows()
{
    const Positional address{u"ADDRESS"_s, u"address"_s};
    // the longer words first: the first row that fits is taken
    return {
        {u"account move show"_s, u"account.move.show"_s,
            u"List the moves that are under way, and what old homes keep aside"_s, {}, {}, Show::Table,
            u"moves"_s,
            {{u"ADDRESS"_s, u"address"_s}, {u"FROM"_s, u"from"_s}, {u"TO"_s, u"to"_s}, {u"ON"_s, u"on"_s},
                {u"STATE"_s, u"state"_s}, {u"PHASE"_s, u"phase"_s}, {u"RUNNER"_s, u"runner"_s},
                {u"ASIDE"_s, u"aside"_s}, {u"CHANGED"_s, u"changed"_s, Format::Time}}},
        {.words = u"account move resume"_s,
            .what = u"account.move.resume"_s,
            .help = u"Go on with an unfinished move, also of another keeper"_s,
            .positionals = {address},
            .patience = Patience::Long},
        {.words = u"account move revert"_s,
            .what = u"account.move.revert"_s,
            .help = u"Undo a move: an unfinished one at once, a finished one by moving everything back"_s,
            .positionals = {address},
            .patience = Patience::Long},
        {.words = u"account move purge"_s,
            .what = u"account.move.purge"_s,
            .help = u"Remove what the old home keeps aside (else after 30 days)"_s,
            .positionals = {address},
            .danger = Danger::Asks},
        {u"account move stop"_s, u"account.move.stop"_s,
            u"End the bulk move of this keeper; accounts under way are finished"_s},
        {.words = u"account move"_s,
            .what = u"account.move"_s,
            .help =
                u"Move an account to another backend while it is in use; or, with --from, --to and --rate, many"_s,
            .positionals = {{u"ADDRESS"_s, u"address"_s, ArgumentKind::Text, Count::Optional},
                {u"TARGET"_s, u"target"_s, ArgumentKind::Text, Count::Optional}},
            .options = {{u"--storage"_s, u"STORAGE"_s, u"storage"_s, ArgumentKind::Text,
                            u"another storage than the target's default"_s},
                {u"--from"_s, u"MEMBER"_s, u"from"_s, ArgumentKind::Text,
                    u"bulk: accounts of this backend"_s},
                {u"--to"_s, u"MEMBER"_s, u"to"_s, ArgumentKind::Text, u"bulk: their new one"_s},
                {u"--domain"_s, u"DOMAIN"_s, u"domain"_s, ArgumentKind::Text, u"bulk: only of this domain"_s},
                {u"--limit"_s, u"N"_s, u"limit"_s, ArgumentKind::Number, u"bulk: at most so many"_s},
                {u"--rate"_s, u"N/min"_s, u"rate"_s, ArgumentKind::Text, u"bulk: accounts a minute"_s}},
            .patience = Patience::Long},
    };
}

} // namespace

QList<VerbRow> verbTable()
{
    return memberRows() + tableRows() + storageRows() + moveRows() + accountRows() + bulkRows()
        + directoryRows() + queueRows() + jobRows() + clusterRows();
}

QList<Option> passwordOptions()
{
    return {
        {u"--password-file"_s, u"FILE"_s, u"passwordFile"_s, ArgumentKind::Text,
            u"its first line is the password"_s},
        {u"--password-stdin"_s, {}, u"passwordStdin"_s, ArgumentKind::Flag,
            u"read the password from standard input (default: a random one, shown once)"_s},
    };
}

QList<Option> globalOptions()
{
    return {
        {u"--state"_s, u"DIR"_s, u"state"_s, ArgumentKind::Text,
            u"ask the daemon with this state folder (default: $HOMEPORT_STATE, else /var/lib/homeport)"_s},
        {u"--connect"_s, u"HOST:PORT"_s, u"connect"_s, ArgumentKind::Text,
            u"ask a keeper's admin port instead"_s},
        {u"--user"_s, u"NAME"_s, u"user"_s, ArgumentKind::Text, u"administrator, with --connect"_s},
        {u"--login-password-file"_s, u"FILE"_s, u"loginPasswordFile"_s, ArgumentKind::Text,
            u"the administrator's password (default: $HOMEPORT_PASSWORD, else asked); without a password of its own a verb takes --password-file too"_s},
        {u"--fingerprint"_s, u"HEX"_s, u"fingerprint"_s, ArgumentKind::Text,
            u"SHA-256 of the daemon's certificate or of the cluster's authority"_s},
        {u"--ca"_s, u"FILE"_s, u"ca"_s, ArgumentKind::Text,
            u"the cluster's authority, PEM, instead of a fingerprint"_s},
        {u"-o"_s, u"table|json|csv|jsonl"_s, u"output"_s, ArgumentKind::Text,
            u"how answers are shown (default: table)"_s},
        {u"--timeout"_s, u"SECONDS"_s, u"timeout"_s, ArgumentKind::Number,
            u"how long to wait for the answer (default: 90; reassign and restore: 3600)"_s},
        {u"--yes"_s, {}, u"yes"_s, ArgumentKind::Flag, u"do not ask before what cannot be undone"_s},
        {u"--help"_s, {}, u"help"_s, ArgumentKind::Flag, u"this help, or that of a verb"_s},
        {u"--version"_s, {}, u"version"_s, ArgumentKind::Flag, u"print the version"_s},
        {u"--manual"_s, {}, u"manual"_s, ArgumentKind::Flag, u"print the manual page homeportctl(1)"_s},
        {u"--completion"_s, {}, u"completion"_s, ArgumentKind::Flag, u"print a completion script for bash"_s},
    };
}

} // namespace homeport
