// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Reading and writing dovecot-uidlist.
#include "server/store/uidlist.h"

#include "shared/base/bytes.h"

#include <cerrno>
#include <fcntl.h>

namespace homeport {

namespace {
const QByteArray listName = "dovecot-uidlist";
constexpr qint64 listLimit = 1024LL * 1024 * 1024;

std::optional<UidHeader> parseHeader(const QByteArray &line)
{
    const QList<QByteArray> fields = line.split(' ');
    if (fields.isEmpty() || fields.first() != "3")
        return std::nullopt;
    UidHeader header;
    for (const QByteArray &field : fields.mid(1)) {
        if (field.startsWith('V'))
            header.validity = field.mid(1).toUInt();
        else if (field.startsWith('N'))
            header.next = field.mid(1).toUInt();
        else if (field.startsWith('G'))
            header.guid = field.mid(1);
    }
    if (header.validity == 0 || header.next == 0)
        return std::nullopt;
    return header;
}

std::optional<UidEntry> parseEntry(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const qsizetype colon = line.indexOf(" :");
    if (space < 0 || colon < space)
        return std::nullopt;
    UidEntry entry;
    entry.uid = line.left(space).toUInt();
    entry.extensions = colon > space ? line.mid(space + 1, colon - space - 1) : QByteArray();
    entry.base = line.mid(colon + 2);
    if (const qsizetype flags = entry.base.indexOf(':'); flags >= 0)
        entry.base.truncate(flags); // Dovecot may have written the flags along
    if (entry.uid == 0 || entry.base.isEmpty())
        return std::nullopt;
    return entry;
}

QByteArray lineOf(const UidEntry &entry)
{
    return QByteArray::number(entry.uid) + ' '
        + (entry.extensions.isEmpty() ? QByteArray() : entry.extensions + ' ') + ':' + entry.base + '\n';
}
} // namespace

qint64 UidEntry::virtualSize() const
{
    for (const QByteArray &field : extensions.split(' ')) {
        bool isNumber = false;
        const qint64 size = field.mid(1).toLongLong(&isNumber);
        if (field.startsWith('W') && isNumber)
            return size;
    }
    return -1;
}

Result<UidList::Loaded> UidList::load(int folder)
{
    m_header = {};
    m_end = m_lines = 0;
    const auto bytes = readWholeFile(folder, listName, listLimit);
    if (!bytes && bytes.error().number == ENOENT)
        return Loaded{};
    if (!bytes)
        return fail(bytes.error());
    const qsizetype headerEnd = bytes->indexOf('\n');
    const auto header = headerEnd < 0 ? std::nullopt : parseHeader(bytes->left(headerEnd));
    if (!header)
        return Loaded{{}, true};
    m_header = *header;
    Loaded loaded;
    qsizetype at = headerEnd + 1;
    quint32 last = 0;
    for (qsizetype end = bytes->indexOf('\n', at); end >= 0; end = bytes->indexOf('\n', at)) {
        const auto entry = parseEntry(bytes->mid(at, end - at));
        if (!entry || entry->uid <= last) {
            m_header = {};
            return Loaded{{}, true};
        }
        last = entry->uid;
        loaded.entries.append(*entry);
        at = end + 1;
    }
    // a last line without its end was never announced; it is cut off with the next append
    m_header.next = std::max(m_header.next, last + 1);
    m_end = at;
    m_lines = loaded.entries.size();
    return loaded;
}

Result<> UidList::rewrite(Volume &volume, int folder, UidHeader header, const QList<UidEntry> &entries)
{
    if (header.guid.isEmpty())
        header.guid = randomBytes(16).toHex();
    if (header.validity == m_header.validity)
        header.next = std::max(header.next, m_header.next);
    QByteArray text = "3 V" + QByteArray::number(header.validity) + " N" + QByteArray::number(header.next)
        + " G" + header.guid + '\n';
    for (const UidEntry &entry : entries)
        text += lineOf(entry);
    if (const auto written = volume.writeDurably(folder, listName, text); !written)
        return written;
    m_header = header;
    m_end = text.size();
    m_lines = entries.size();
    return {};
}

Result<> UidList::append(Volume &volume, int folder, const QList<UidEntry> &entries)
{
    if (volume.isSick())
        return fail(Volume::sickError());
    QByteArray text;
    for (const UidEntry &entry : entries)
        text += lineOf(entry);
    const auto file = volume.openFile(folder, listName, O_WRONLY);
    if (!file)
        return fail(file.error());
    const auto status = statOf(file->get());
    if (!status)
        return fail(status.error());
    if (status->st_size > m_end) {
        if (const auto cut = volume.truncate(file->get(), m_end, listName); !cut)
            return fail(cut.error());
    }
    if (const auto written = volume.writeAt(file->get(), m_end, text, listName); !written) {
        if (!volume.truncate(file->get(), m_end, listName))
            volume.markSick();
        return fail(written.error());
    }
    if (const auto synced = volume.sync(file->get(), listName); !synced)
        return fail(synced.error());
    m_end += text.size();
    m_lines += entries.size();
    m_header.next = entries.last().uid + 1;
    return {};
}

} // namespace homeport
