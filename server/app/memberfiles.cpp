// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What both ways of making a member do.
#include "server/app/memberfiles.h"

#include "shared/base/durablefile_posix.h"
#include "shared/config/configtext.h"

#include <QFile>

namespace homeport {

Result<> refuseExistingMember(const SetupOptions &options)
{
    const IdentityPaths paths{options.state};
    // a join that broke off behind its certificate may go on: the configuration is what comes last
    if (options.token.isEmpty() && QFile::exists(paths.memberCertificate()))
        return fail(Error::refused("already set up",
            QStringLiteral("%1 holds a member already; choose another --state, or remove that folder if it "
                           "is not needed")
                .arg(options.state)));
    if (QFile::exists(options.configFile))
        return fail(Error::refused("already set up",
            QStringLiteral(
                "%1 exists already; it is not overwritten: move it away or choose another --config")
                .arg(options.configFile)));
    return {};
}

Result<PrivateKey> memberKey(const IdentityPaths &paths)
{
    return PrivateKey::stored(paths.memberKey(), PrivateKey::Kind::Ed25519);
}

Result<PrivateKey> serverKey(const IdentityPaths &paths)
{
    return PrivateKey::stored(paths.serverKey(), PrivateKey::Kind::P256);
}

QStringList serverCertificateNames(const SetupOptions &options)
{
    QStringList names{options.name.text};
    if (!options.address.isEmpty() && options.address != options.name.text)
        names.append(options.address);
    names.append({QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")});
    names.removeDuplicates();
    return names;
}

Result<> issueServerCertificate(
    const IdentityPaths &paths, const Authority &authority, const QStringList &names, qint64 now)
{
    constexpr qint64 lifetimeSeconds = 365LL * 24 * 3600;
    const Result<PrivateKey> key = serverKey(paths);
    if (!key)
        return fail(key.error());
    const Result<QByteArray> request = makeCertificateRequest(*key, MemberName(names.first()));
    if (!request)
        return fail(request.error());
    const Result<QByteArray> certificate = authority.issueServer(*request, names, lifetimeSeconds, now);
    if (!certificate)
        return fail(certificate.error());
    return writeFileDurably(paths.serverCertificate(), *certificate);
}

Result<> writeConfiguration(const QString &path, const Config &config)
{
    return writeFileDurably(path, writeConfig(config, Settings::Changed), ExistingFile::Refuse);
}

QByteArray randomPassword()
{
    static constexpr char letters[] =
        "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"; // 57 letters
    constexpr int count = sizeof letters - 1;
    QByteArray password;
    while (password.size() < 20) {
        quint8 byte = 0;
        randomBytes(&byte, 1);
        if (byte < 256 / count * count) // no letter is likelier than another
            password += letters[byte % count];
    }
    return password;
}

} // namespace homeport
