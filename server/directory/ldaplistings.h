// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The listings that an administrator is paging through.
#pragma once

#include "server/directory/ldapdirectoryeditor.h"
#include "server/directory/listing.h"

namespace homeport {

/// Cursors, by the name given out in DirectoryPage::next. An unused one is closed after two minutes.
class LdapDirectoryEditor::Listings
{
public:
    struct Cursor
    {
        std::shared_ptr<PagedSearch> paged;
        HostFilter filter;
        QElapsedTimer unused;
    };
    static constexpr qsizetype limit = 32;
    static constexpr qint64 keepMs = 120'000;

    /// Takes the cursor out; nullopt: never given out, or expired.
    std::optional<Cursor> take(const QByteArray &name);
    QByteArray keep(Cursor cursor);
    void close();

private:
    void dropOld();
    QHash<QByteArray, Cursor> m_cursors;
};

} // namespace homeport
