// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What Homeport's IMAP can do, in the words of CAPABILITY.
#pragma once

#include <QByteArray>

namespace homeport::imap {

/// After login: what this home can do.
QByteArray homeCapabilities();
/// Before login. The home's are shown, too: many clients look only here.
enum class TlsOffer { None, StartTls, Active };
QByteArray loginCapabilities(TlsOffer tls, bool loginAllowed);

/// The untagged answer to ID (RFC 2971), with CR LF.
QByteArray idAnswer();

} // namespace homeport::imap
