// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A type per kind of identifier, so that one cannot be passed for another.
#pragma once

#include "shared/base/bytes.h"

#include <QByteArray>
#include <QString>
#include <array>
#include <optional>

namespace homeport {

/// 128 bits, shown as 32 lower-case hex digits. Compared, copied and hashed as a value.
template <class Tag> struct Id128
{
    std::array<quint8, 16> bytes{};

    static Id128 random()
    {
        Id128 id;
        randomBytes(id.bytes.data(), id.bytes.size());
        return id;
    }
    /// Accepts exactly 32 hex digits, with or without the dashes of a UUID.
    static std::optional<Id128> fromHex(QByteArrayView text)
    {
        Id128 id;
        if (!parseHex(text, id.bytes.data(), id.bytes.size()))
            return std::nullopt;
        return id;
    }
    static std::optional<Id128> fromRaw(QByteArrayView raw)
    {
        Id128 id;
        if (raw.size() != qsizetype(id.bytes.size()))
            return std::nullopt;
        std::copy(raw.begin(), raw.end(), reinterpret_cast<char *>(id.bytes.data()));
        return id;
    }
    QByteArray hex() const { return raw().toHex(); }
    QByteArray raw() const { return QByteArray(reinterpret_cast<const char *>(bytes.data()), bytes.size()); }
    QString text() const { return QString::fromLatin1(hex()); }
    bool isNull() const { return bytes == std::array<quint8, 16>{}; }
    /// The first eight bytes, big-endian: the number that shards by this id (protocol.md "Workers").
    quint64 shard() const
    {
        quint64 value = 0;
        for (int i = 0; i < 8; ++i)
            value = (value << 8) | bytes[size_t(i)];
        return value;
    }
    auto operator<=>(const Id128 &) const = default;
};

template <class Tag> size_t qHash(const Id128<Tag> &id, size_t seed = 0)
{
    return qHashBits(id.bytes.data(), id.bytes.size(), seed);
}

/// A name with its own type; the text is what the maker put in, normalised by the maker.
template <class Tag> struct NameOf
{
    QString text;

    NameOf() = default;
    explicit NameOf(QString name)
        : text(std::move(name))
    {
    }
    bool isEmpty() const { return text.isEmpty(); }
    QByteArray utf8() const { return text.toUtf8(); }
    auto operator<=>(const NameOf &other) const { return QString::compare(text, other.text) <=> 0; }
    bool operator==(const NameOf &) const = default;
};

template <class Tag> size_t qHash(const NameOf<Tag> &name, size_t seed = 0) { return qHash(name.text, seed); }

using ClusterId = Id128<struct ClusterTag>;
using StorageId = Id128<struct StorageTag>;
using AccountId = Id128<struct AccountTag>;
using DeliveryKey = Id128<struct DeliveryKeyTag>; ///< once per (message, final account), never recomputed
using RequestId = Id128<struct RequestTag>; ///< made by the client of the admin API: sent twice, happens once
using SessionId = Id128<struct SessionTag>;
using JobId = Id128<struct JobTag>;

using MemberName = NameOf<struct MemberTag>; ///< host name in lower case, no trailing dot

} // namespace homeport

template <class Tag> struct std::hash<homeport::Id128<Tag>>
{
    size_t operator()(const homeport::Id128<Tag> &id) const noexcept { return qHash(id); }
};
