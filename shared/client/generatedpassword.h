// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Passwords that nobody has to think up.
#pragma once

#include <QString>

namespace homeport {

/// 20 letters and digits that look like no other: over 110 bits.
QString generatedPassword();

} // namespace homeport
