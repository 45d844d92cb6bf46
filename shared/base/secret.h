// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A text that cannot be printed, logged or compared by accident: passwords, tokens, keys.
#pragma once

#include "shared/base/bytes.h"

namespace homeport {

/// The only way to the bytes is `reveal()`, which is easy to find in a review. Overwritten when the
/// last copy goes away.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &) = default;
    Secret &operator=(Secret &&) noexcept = default;
    ~Secret()
    {
        if (m_bytes.isDetached())
            m_bytes.fill('\0');
    }

    const QByteArray &reveal() const { return m_bytes; }
    bool isEmpty() const { return m_bytes.isEmpty(); }
    bool equals(const Secret &other) const { return equalInConstantTime(m_bytes, other.m_bytes); }

private:
    QByteArray m_bytes;
};

} // namespace homeport
