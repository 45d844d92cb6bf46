// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// libFuzzer: SMTP commands and DATA; the end of a message is found at the same octet however it is split.
#include "server/smtp/syntax/command.h"
#include "server/smtp/syntax/datadecoder.h"

#include <cstdint>
#include <cstdlib>

using namespace homeport;

namespace {

struct Decoded
{
    QByteArray content;
    qsizetype consumed = 0;
    bool isEnd = false;
    bool isFault = false;
    bool operator==(const Decoded &) const = default;
};

Decoded decode(QByteArrayView bytes, qsizetype piece)
{
    DataDecoder decoder({100'000, 10'000});
    Decoded decoded;
    while (decoded.consumed < bytes.size() && !decoded.isEnd) {
        const qsizetype length = std::min(piece, bytes.size() - decoded.consumed);
        const DataDecoder::Step step = decoder.feed(bytes.sliced(decoded.consumed, length));
        decoded.content += step.content;
        decoded.consumed += step.consumed;
        decoded.isEnd = step.isEnd;
    }
    decoded.isFault = decoder.fault().has_value();
    if (decoded.isFault)
        decoded.content.clear(); // how much of it was seen before the fault depends on the split
    return decoded;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (decode(bytes, std::max<qsizetype>(bytes.size(), 1)) != decode(bytes, 1))
        std::abort();
    const auto command = splitCommand(bytes);
    if (command) {
        (void)parseMail(command->argument);
        (void)parseRcpt(command->argument);
        (void)parseHelo(command->argument);
        (void)parseAuth(command->argument);
    }
    return 0;
}
