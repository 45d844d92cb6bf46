// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// libFuzzer: IMAP commands in pieces of any size; whatever the split, the same commands come out.
#include "server/imap/syntax/commandparser.h"

#include <cstdint>
#include <cstdlib>

using namespace homeport;

namespace {

/// How often each kind of step came; a literal's octets are skipped as the session would.
struct Counts
{
    int parsed = 0;
    int failed = 0;
    bool operator==(const Counts &) const = default;
};

Counts feedAll(QByteArrayView bytes, qsizetype piece)
{
    imap::CommandParser parser({4096, 4096, 20});
    Counts counts;
    qsizetype at = 0;
    qsizetype end = std::min(piece, bytes.size());
    while (at < bytes.size()) {
        const imap::ParseStep step = parser.feed(bytes.sliced(at, end - at));
        at += parser.consumed();
        if (std::holds_alternative<imap::NeedMore>(step)) {
            if (at < end) // it asks for a literal whose octets are here already
                continue;
            if (end == bytes.size())
                break;
            end = std::min(end + piece, bytes.size());
            continue;
        }
        counts.parsed += std::holds_alternative<imap::Parsed>(step);
        counts.failed += std::holds_alternative<imap::ParseFailure>(step);
    }
    return counts;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (feedAll(bytes, bytes.size()) != feedAll(bytes, 1))
        std::abort();
    return 0;
}
