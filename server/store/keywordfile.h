// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// dovecot-keywords: the names of the keyword letters a-z of a mailbox.
#pragma once

#include "server/store/posixfile.h"

namespace homeport {

/// One thread at a time; blocking.
class KeywordFile
{
public:
    Result<> load(int folder);
    /// By index; empty where a number is not used.
    const QList<QByteArray> &names() const { return m_names; }
    /// Makes all of `wanted` known, durably before their letters are used. Refused with status "LIMIT" when
    /// they would be more than 26, or a name cannot stand in the file.
    Result<> add(Volume &volume, int folder, const QList<QByteArray> &wanted);

private:
    QList<QByteArray> m_names;
};

} // namespace homeport
