// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The configuration of the managed slapd.
#include "server/directory/slapdconfig.h"

#include "server/directory/distinguishedname.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QUrl>

namespace homeport {

namespace {

constexpr qsizetype socketPathLimit = 100; ///< sun_path holds 104 bytes on the smallest systems

/// A word of slapd.conf(5).
QByteArray quoted(QByteArray word)
{
    word.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + word + '"';
}

QByteArray quoted(const QString &word) { return quoted(word.toLocal8Bit()); }

/// Salted SHA-1 (RFC 2307): every slapd checks it without a module, and a 256-bit random password needs no
/// slow hash.
QByteArray hashed(const Secret &password)
{
    const QByteArray salt = randomBytes(8);
    const QByteArray digest = QCryptographicHash::hash(password.reveal() + salt, QCryptographicHash::Sha1);
    return "{SSHA}" + (digest + salt).toBase64();
}

QString moduleFolder()
{
    for (const char *folder :
        {"/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap", "/usr/libexec/openldap",
            "/usr/local/libexec/openldap", "/opt/homebrew/opt/openldap/libexec/openldap"}) {
        if (QFileInfo::exists(QString::fromLatin1(folder) + QStringLiteral("/back_mdb.la")))
            return QString::fromLatin1(folder);
    }
    return {};
}

/// Account passwords: salted SHA-512 where its module is there, else salted SHA-1, which every slapd has. Not
/// a slow hash: slapd computes crypt(3) behind one lock, which would cap the logins of the whole cluster at a
/// few hundred a second; hashes never leave the directory (see the access rules).
QByteArray modulesText(bool hasCopies)
{
    const QString folder = moduleFolder();
    if (folder.isEmpty())
        return "password-hash {SSHA}\n"; // back-mdb and syncprov are built in
    QByteArray text = "modulepath " + quoted(folder) + "\nmoduleload back_mdb\n";
    if (hasCopies && QFileInfo::exists(folder + QStringLiteral("/syncprov.la")))
        text += "moduleload syncprov\n";
    if (QFileInfo::exists(folder + QStringLiteral("/pw-sha2.la")))
        text += "moduleload pw-sha2\npassword-hash {SSHA512}\n";
    else
        text += "password-hash {SSHA}\n";
    return text;
}

QByteArray accessText(const QByteArray &base)
{
    const QByteArray members = quoted("ou=members," + base);
    return "access to dn.base=\"\" by * read\n"
           "access to dn.base=\"cn=Subschema\" by * read\n"
           "access to attrs=userPassword by anonymous auth by * none\n"
           "access to dn.subtree="
        + quoted(base) + " by dn.onelevel=" + members
        + " read by * none\n"
          "access to * by * none\n";
}

/// RFC 4533, as OpenLDAP does it. A copy binds as the keeper: it needs the passwords too. With a provider
/// slapd refuses changes by anybody else ("shadow context").
QByteArray replicationText(const ManagedSlapdSettings &settings, const Secret &keeperPassword)
{
    if (settings.role == SlapdRole::Copy)
        return "syncrepl rid=001 provider=" + quoted(settings.provider)
            + " type=refreshAndPersist retry=\"1 60 5 +\" searchbase=" + quoted(settings.base)
            + " bindmethod=simple binddn=" + quoted(keeperDn(settings.base)) + " credentials="
            + quoted(keeperPassword.reveal()) + " tls_cacert=" + quoted(settings.authorityFile)
            + " tls_reqcert=demand tls_protocol_min=3.3 network-timeout=5 timeout=30 keepalive=10:3:5\n";
    QByteArray text;
    if (settings.role == SlapdRole::ReadOnly)
        text += "readonly on\n";
    if (settings.hasCopies)
        text += "overlay syncprov\nsyncprov-checkpoint 100 1\nsyncprov-sessionlog 10000\n";
    return text;
}

QByteArray databaseText(const ManagedSlapdSettings &settings, const Secret &keeperPassword)
{
    // sparse: takes only what the entries need
    const qint64 largest = sizeof(void *) >= 8 ? qint64(64) << 30 : qint64(1) << 30;
    return "\ndatabase mdb\nsuffix " + quoted(settings.base) + "\nrootdn " + quoted(keeperDn(settings.base))
        + "\nrootpw " + hashed(keeperPassword) + "\ndirectory "
        + quoted(settings.folder + QStringLiteral("/data")) + "\nmode 0600\nmaxsize "
        + QByteArray::number(largest)
        + "\nindex objectClass,cn,hostServer,oldHostServer,accountStorage,accountId eq\nindex uid eq,sub\n"
          "index entryCSN,entryUUID eq\n" // what copying searches for
        + replicationText(settings, keeperPassword);
}

} // namespace

QByteArray keeperDn(const QByteArray &base) { return "cn=keeper," + base; }

Result<QByteArray> slapdConfigText(const ManagedSlapdSettings &settings, const Secret &keeperPassword)
{
    const QByteArray type = asciiLower(settings.base.left(settings.base.indexOf('=')));
    if (comparableDn(settings.base).isEmpty() || settings.base.contains('\n')
        || !(type == "dc" || type == "o" || type == "ou"))
        return fail(Error::refused("directory.base must begin with dc=, o= or ou=",
            QStringLiteral("directory.base \"%1\" must be a DN that begins with dc=, o= or ou=")
                .arg(escapedForLog(settings.base))));
    QByteArray text = "# Written by homeportd at every start: changes are lost.\n";
    text += "include " + quoted(settings.folder + QStringLiteral("/base.schema")) + '\n';
    text += "include " + quoted(settings.folder + QStringLiteral("/homeport.schema")) + '\n';
    text += "pidfile " + quoted(settings.folder + QStringLiteral("/slapd.pid")) + '\n';
    text += modulesText(settings.hasCopies);
    if (settings.number > 0)
        text += "serverID " + QByteArray::number(settings.number) + '\n';
    text += "TLSCertificateFile " + quoted(settings.certificateFile) + '\n';
    text += "TLSCertificateKeyFile " + quoted(settings.keyFile) + '\n';
    text += "TLSCACertificateFile " + quoted(settings.authorityFile) + '\n';
    text += "TLSVerifyClient never\nTLSProtocolMin 3.3\n";
    text += "loglevel 0\nidletimeout 0\nconn_max_pending_auth 2000\n";
    text += "disallow bind_anon\n"; // RFC 4513 5.1.2
    text += accessText(settings.base);
    text += databaseText(settings, keeperPassword);
    return text;
}

static bool fitsSocket(const ManagedSlapdSettings &settings)
{
    return settings.folder.toLocal8Bit().size() + qsizetype(sizeof("/ldapi")) <= socketPathLimit;
}

static QString socketUri(const ManagedSlapdSettings &settings)
{
    const QByteArray path = (settings.folder + QStringLiteral("/ldapi")).toLocal8Bit();
    return QStringLiteral("ldapi://") + QString::fromLatin1(path.toPercentEncoding());
}

QString slapdListenText(const ManagedSlapdSettings &settings)
{
    QStringList uris;
    for (const QString &address : settings.listen)
        uris.append(QStringLiteral("ldaps://%1/").arg(address));
    if (fitsSocket(settings))
        uris.append(socketUri(settings) + QStringLiteral("/????x-mod=0700"));
    return uris.join(u' ');
}

QString slapdLocalUri(const ManagedSlapdSettings &settings)
{
    if (fitsSocket(settings))
        return socketUri(settings);
    QString address = settings.listen.value(0);
    address.replace(QStringLiteral("0.0.0.0:"), QStringLiteral("127.0.0.1:"));
    address.replace(QStringLiteral("[::]:"), QStringLiteral("[::1]:"));
    return QStringLiteral("ldaps://") + address;
}

} // namespace homeport
