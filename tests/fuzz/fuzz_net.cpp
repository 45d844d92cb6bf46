// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// libFuzzer: the PROXY header and the request of the monitoring port.
#include "shared/net/httprequest.h"
#include "shared/net/proxyheader.h"

#include <cstdint>
#include <cstdlib>

using namespace homeport;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)parseHttpRequest(bytes);
    // as a reader feeds it: never more than was asked for
    qsizetype taken = 0;
    for (int steps = 0; steps < 8; ++steps) {
        const ProxyStep step = parseProxyHeader(bytes.first(taken));
        const auto *more = std::get_if<ProxyNeedMore>(&step);
        if (!more)
            return 0;
        if (more->exactly < 0 || more->line < 0 || more->exactly + more->line == 0)
            std::abort(); // it would wait for nothing
        qsizetype count = more->exactly;
        if (count == 0) {
            const qsizetype end = bytes.indexOf('\n', taken);
            if (end < 0 || end + 1 - taken > more->line)
                return 0;
            count = end + 1 - taken;
        }
        if (taken + count > bytes.size())
            return 0;
        taken += count;
    }
    std::abort(); // a header has few parts
}
