// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// libFuzzer: addresses, dates and MIME structure of messages that strangers wrote.
#include "shared/mail/address.h"
#include "shared/mail/datetime.h"
#include "shared/mail/header.h"
#include "shared/mail/mime.h"
#include "shared/mail/mutf7.h"

#include <cstdint>
#include <cstdlib>

using namespace homeport;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)parseMime(bytes);
    (void)parseMessageEnvelope(bytes.first(headerLength(bytes)));
    (void)parseAddressList(bytes);
    (void)decodeEncodedWords(bytes);
    (void)parseMailDate(bytes);
    const Result<Address> address = parseAddress(bytes);
    if (address) { // what was understood is written so that it is understood again
        const Result<Address> again = parseAddress(address->text());
        if (!again || *again != *address)
            std::abort();
    }
    return 0;
}
