// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// CRC-32C (Castagnoli), the checksum of journal records (RFC 3720 appendix B.4 has its test values).
#pragma once

#include <QByteArrayView>

namespace homeport {

quint32 crc32c(QByteArrayView bytes);

} // namespace homeport
