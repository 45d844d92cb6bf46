// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CRC-32C by a table of 256 entries made at compile time.
#include "server/store/crc32c.h"

#include <array>

namespace homeport {

namespace {
constexpr std::array<quint32, 256> makeTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ (value & 1 ? 0x82f63b78U : 0U); // the polynomial 0x1edc6f41, bits reversed
        table[i] = value;
    }
    return table;
}
constexpr auto table = makeTable();
} // namespace

quint32 crc32c(QByteArrayView bytes)
{
    quint32 value = 0xffffffffU;
    for (const char byte : bytes)
        value = (value >> 8) ^ table[(value ^ quint8(byte)) & 0xff];
    return ~value;
}

} // namespace homeport
