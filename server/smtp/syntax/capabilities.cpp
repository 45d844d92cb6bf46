// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// EHLO keywords.
#include "server/smtp/syntax/capabilities.h"

#include "shared/base/bytes.h"

namespace homeport {

Capabilities parseCapabilities(const Reply &ehlo)
{
    Capabilities found;
    for (qsizetype i = 1; i < ehlo.lines.size(); ++i) { // the first line is the server's name
        QByteArray line = asciiUpper(ehlo.lines[i]).simplified();
        if (line.startsWith("AUTH="))
            line[4] = ' ';
        const QList<QByteArray> words = line.split(' ');
        const QByteArray &keyword = words.first();
        if (keyword == "STARTTLS")
            found.startTls = true;
        else if (keyword == "PIPELINING")
            found.pipelining = true;
        else if (keyword == "8BITMIME")
            found.eightBitMime = true;
        else if (keyword == "SMTPUTF8")
            found.smtpUtf8 = true;
        else if (keyword == "ENHANCEDSTATUSCODES")
            found.enhancedStatusCodes = true;
        else if (keyword == "CHUNKING")
            found.chunking = true;
        else if (keyword == "DSN")
            found.dsn = true;
        else if (keyword == "SIZE")
            found.size = std::max<qint64>(0, words.value(1).toLongLong());
        else if (keyword == "AUTH") {
            for (const QByteArray &mechanism : words.mid(1)) {
                if (!mechanism.isEmpty() && !found.mechanisms.contains(mechanism))
                    found.mechanisms.append(mechanism);
            }
        }
    }
    return found;
}

} // namespace homeport
