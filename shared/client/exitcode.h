// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What homeportctl's exit codes say: for programs, --help and the manual page.
#pragma once

#include <QByteArray>

#include <array>

namespace homeport {

namespace exitcode {
constexpr int done = 0;
constexpr int degraded = 1;
constexpr int partly = 2; ///< partly done; critical
constexpr int usage = 64;
constexpr int badValue = 65;
constexpr int noSuchAccount = 67;
constexpr int noSuchMember = 68;
constexpr int unavailable = 69;
constexpr int internalError = 70;
constexpr int conflict = 73;
constexpr int tryLater = 75;
constexpr int refused = 77;
} // namespace exitcode

struct ExitCode
{
    int code;
    const char *meaning;
};

constexpr auto exitCodes = std::to_array<ExitCode>({
    {exitcode::done, "done; status: healthy"},
    {exitcode::degraded, "status: degraded"},
    {exitcode::partly, "partly done, the rest on standard error; status: critical"},
    {exitcode::usage, "wrong usage"},
    {exitcode::badValue, "a wrong value, or a thing that is not there"},
    {exitcode::noSuchAccount, "no such account"},
    {exitcode::noSuchMember, "no such member"},
    {exitcode::unavailable, "daemon or member cannot be reached"},
    {exitcode::internalError, "a fault of Homeport's own"},
    {exitcode::conflict, "conflict: somebody else was faster, or something stands in the way"},
    {exitcode::tryLater, "try later"},
    {exitcode::refused, "refused: role, password, certificate, or you said no"},
});

/// `status` is the word of an AdminClient error.
int exitCodeOf(const QByteArray &status);

} // namespace homeport
