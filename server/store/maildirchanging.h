// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The frame of every change of a Maildir, for the files that change one.
#pragma once

#include "server/store/maildirfolder.h"

namespace homeport {

/// Between a look before and new stamps after, so that our own change is not taken for somebody else's.
template <class Change> Result<MailboxDelta> MaildirFolder::changing(Change change)
{
    auto delta = look(Recents::Leave);
    if (!delta)
        return delta;
    const auto attempted = [&]() -> Result<> {
        const auto parts = openParts();
        if (!parts)
            return fail(parts.error());
        if (const auto may = m_account->mayChange(); !may)
            return may;
        const auto before = stampsOf(*parts);
        const Result<> changed = change(*parts, *delta);
        const auto after = stampsOf(*parts);
        if (before && after && *before == m_stamps)
            m_stamps = *after;
        return changed ? m_account->stillOurs() : changed;
    }();
    if (!attempted) {
        m_untold = *delta; // what the look found has still to be told
        m_untold.touched.clear();
        m_untold.added = {};
        m_dirty = true;
        return fail(attempted.error());
    }
    fill(*delta);
    return delta;
}

} // namespace homeport
