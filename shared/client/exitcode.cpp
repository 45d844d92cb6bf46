// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Exit codes from the words of the admin API.
#include "shared/client/exitcode.h"

namespace homeport {

int exitCodeOf(const QByteArray &status)
{
    struct Code
    {
        const char *status;
        int code;
    };
    static constexpr Code codes[] = {
        {"bad-request", exitcode::badValue},
        {"unauthorised", exitcode::refused},
        {"forbidden", exitcode::refused},
        {"no-such-account", exitcode::noSuchAccount},
        {"no-such-member", exitcode::noSuchMember},
        {"not-found", exitcode::badValue},
        {"conflict", exitcode::conflict},
        {"throttled", exitcode::tryLater},
        {"unavailable", exitcode::tryLater},
        {"unreachable", exitcode::unavailable},
        {"unknown-certificate", exitcode::refused},
        {"wrong-certificate", exitcode::refused},
    };
    for (const Code &code : codes) {
        if (status == code.status)
            return code.code;
    }
    return exitcode::internalError;
}

} // namespace homeport
