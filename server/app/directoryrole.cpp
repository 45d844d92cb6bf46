// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory server of this member shall be.
#include "server/app/directoryrole.h"

#include "shared/base/durablefile_posix.h"

namespace homeport {

namespace {

constexpr int largestNumber = 4095; ///< slapd.conf(5), serverID

QString markPath(const QString &folder) { return folder + QStringLiteral("/role"); }

const char *word(DirectoryMark::Role role)
{
    switch (role) {
    case DirectoryMark::Role::Writer:
        return "writer";
    case DirectoryMark::Role::Copy:
        return "copy";
    case DirectoryMark::Role::None:
        break;
    }
    return "none";
}

} // namespace

Result<DirectoryMark> readDirectoryMark(const QString &folder)
{
    const Result<QByteArray> text = readWholeFile(markPath(folder));
    if (!text && text.error().status == "missing")
        return DirectoryMark{};
    if (!text)
        return fail(text.error());
    const QList<QByteArray> words = text->trimmed().split(' ');
    const int number = words.value(1).toInt();
    for (const auto role : {DirectoryMark::Role::Writer, DirectoryMark::Role::Copy}) {
        if (words.size() == 2 && words[0] == word(role) && number >= 0 && number <= largestNumber)
            return DirectoryMark{role, number};
    }
    return fail(Error::refused("the directory's folder is damaged",
        QStringLiteral("%1 says \"%2\": expected \"writer N\" or \"copy N\"")
            .arg(markPath(folder), escapedForLog(*text))));
}

Result<> writeDirectoryMark(const QString &folder, const DirectoryMark &mark)
{
    const Result<> made = makePrivateFolder(folder);
    if (!made)
        return made;
    return writeFileDurably(
        markPath(folder), QByteArray(word(mark.role)) + ' ' + QByteArray::number(mark.number) + '\n');
}

bool isOwnServer(const DirectoryRow &row, const QString &uri, const DirectoryFacts &facts)
{
    const auto named = row.servers.constFind(uri);
    return named != row.servers.constEnd() ? *named == facts.self : uri == facts.ownUri;
}

WantedDirectory wantedDirectory(
    const DirectoryRow &row, const DirectoryMark &mark, const DirectoryFacts &facts)
{
    using Kind = WantedDirectory::Kind;
    if (!row.managed)
        return {};
    // a table of before servers were named has one server: where the configuration says so
    const bool isOnlyOne = row.servers.isEmpty() && row.readers.isEmpty() && facts.isConfigured
        && mark.role != DirectoryMark::Role::Copy;
    if (isOwnServer(row, row.writer, facts) || isOnlyOne) {
        WantedDirectory wanted{Kind::Writer, {}, !row.readers.isEmpty(), {}};
        if (facts.isSteppingDown) {
            wanted.kind = Kind::ReadOnly;
            wanted.why = QStringLiteral("takes no changes: another server is about to become the writer");
        } else if (wanted.hasCopies && !facts.mayWrite) {
            // a copy may have been made the writer while this member was away
            wanted.kind = Kind::ReadOnly;
            wanted.why = QStringLiteral(
                "takes no changes before this member has compared cluster tables with enough others");
        }
        return wanted;
    }
    const bool isReader = std::any_of(row.readers.cbegin(), row.readers.cend(),
        [&](const QString &uri) { return isOwnServer(row, uri, facts); });
    if (isReader && mark.role == DirectoryMark::Role::Writer)
        return {Kind::Retire, row.writer, true, {}};
    if (isReader && mark.role == DirectoryMark::Role::Copy)
        return {Kind::Copy, row.writer, false, {}};
    if (isReader)
        return {Kind::None, {}, false,
            QStringLiteral("the cluster table says that a copy of the directory is here, and there is none: "
                           "homeportctl directory copy remove, then copy add")};
    if (mark.role == DirectoryMark::Role::Writer)
        return {Kind::None, {}, false,
            QStringLiteral("the cluster table no longer names the directory server of this member: "
                           "homeportctl directory copy add")};
    return {};
}

SlapdRole slapdRole(WantedDirectory::Kind kind)
{
    switch (kind) {
    case WantedDirectory::Kind::ReadOnly:
    case WantedDirectory::Kind::Retire:
        return SlapdRole::ReadOnly;
    case WantedDirectory::Kind::Copy:
        return SlapdRole::Copy;
    case WantedDirectory::Kind::None:
    case WantedDirectory::Kind::Writer:
        break;
    }
    return SlapdRole::Writer;
}

QString toText(WantedDirectory::Kind kind)
{
    switch (kind) {
    case WantedDirectory::Kind::Writer:
        return QStringLiteral("writer");
    case WantedDirectory::Kind::ReadOnly:
        return QStringLiteral("readOnly");
    case WantedDirectory::Kind::Retire:
        return QStringLiteral("retiring");
    case WantedDirectory::Kind::Copy:
        return QStringLiteral("copy");
    case WantedDirectory::Kind::None:
        break;
    }
    return QStringLiteral("none");
}

} // namespace homeport
