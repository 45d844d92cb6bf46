// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The files in the managed directory's folder.
#include "server/directory/slapdfiles.h"

#include "server/directory/distinguishedname.h"
#include "server/directory/records.h"
#include "server/directory/schematext.h"
#include "shared/base/durablefile_posix.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace homeport {

namespace {

constexpr int formatVersion = 1; ///< of the data: indexes and schema that would need a rebuild

Result<> checkVersion(const QString &path)
{
    const QByteArray ours = "homeport-directory " + QByteArray::number(formatVersion) + '\n';
    if (!QFileInfo::exists(path))
        return writeFileDurably(path, ours);
    const auto text = readWholeFile(path);
    if (!text)
        return fail(text.error());
    if (*text == ours)
        return {};
    return fail(Error::refused("the directory's folder is of another version",
        QStringLiteral("%1 says \"%2\"; this program knows version %3")
            .arg(path, escapedForLog(*text))
            .arg(formatVersion)));
}

Result<Secret> keeperPassword(const QString &path)
{
    if (!QFileInfo::exists(path)) {
        const Secret fresh(randomBytes(32).toHex());
        if (const auto written = writeFileDurably(path, fresh.reveal()); !written)
            return fail(written.error());
        return fresh;
    }
    auto text = readWholeFile(path);
    if (!text)
        return fail(text.error());
    const Secret known(text->trimmed());
    if (known.isEmpty())
        return fail(
            Error::refused("the directory's password file is empty", path + QStringLiteral(" is empty")));
    return known;
}

Result<QByteArray> readOwn(const QString &what, const QString &path)
{
    auto bytes = readWholeFile(path);
    if (!bytes)
        return fail(Error::refused("the directory server cannot be started",
            QStringLiteral("%1 of the managed directory: %2").arg(what, bytes.error().forLog)));
    return bytes;
}

LdapChange with(const QByteArray &attribute, QList<QByteArray> values)
{
    return {LdapChange::Kind::Add, attribute, std::move(values)};
}

} // namespace

Result<SlapdFiles> writeSlapdFiles(const ManagedSlapdSettings &settings)
{
    for (const QString &folder : {settings.folder, settings.folder + QStringLiteral("/data")}) {
        if (const auto made = makePrivateFolder(folder); !made)
            return fail(made.error());
    }
    if (const auto version = checkVersion(settings.folder + QStringLiteral("/version")); !version)
        return fail(version.error());
    const auto password = keeperPassword(settings.folder + QStringLiteral("/keeper.password"));
    if (!password)
        return fail(password.error());
    const auto config = slapdConfigText(settings, *password);
    if (!config)
        return fail(config.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const struct
    {
        const char *name;
        QByteArray text;
    } files[] = {
        {"/base.schema", baseSchema}, {"/homeport.schema", homeportSchema}, {"/slapd.conf", *config}};
    for (const auto &file : files) {
        if (const auto written = writeFileDurably(settings.folder + QLatin1String(file.name), file.text);
            !written)
            return fail(written.error());
    }
    // the salt in rootpw is new each time: the rest of the configuration is what counts
    for (const QByteArray &line : config->split('\n')) {
        if (!line.startsWith("rootpw "))
            hash.addData(line + '\n');
    }
    hash.addData(QByteArrayView(baseSchema));
    hash.addData(QByteArrayView(homeportSchema));
    hash.addData(slapdListenText(settings).toUtf8() + settings.slapdPath.toUtf8());
    const struct
    {
        const char *what;
        const QString &path;
    } inputs[] = {{"the certificate", settings.certificateFile}, {"the key", settings.keyFile},
        {"the authority's certificate", settings.authorityFile}};
    for (const auto &input : inputs) {
        const auto bytes = readOwn(QString::fromLatin1(input.what), input.path);
        if (!bytes)
            return fail(bytes.error());
        hash.addData(*bytes);
    }
    return SlapdFiles{*password, hash.result().toHex()};
}

Result<RunningSlapd> readRunningFile(const QString &path)
{
    if (!QFileInfo::exists(path))
        return RunningSlapd{};
    const auto text = readWholeFile(path);
    if (!text)
        return fail(text.error());
    const QList<QByteArray> words = text->trimmed().split(' ');
    if (words.size() != 3)
        return RunningSlapd{}; // nothing that we wrote
    return RunningSlapd{{words[0].toLongLong(), words[1]}, words[2]};
}

Result<> writeRunningFile(const QString &path, const RunningSlapd &running)
{
    return writeFileDurably(path, running.process.text() + ' ' + running.fingerprint + '\n');
}

Result<> removeRunningFile(const QString &path) { return removeFileDurably(path); }

Result<> rotateLog(const QString &path)
{
    const QString former = path + QStringLiteral(".1");
    if (!QFileInfo::exists(path))
        return {};
    if ((QFileInfo::exists(former) && !QFile::remove(former)) || !QFile::rename(path, former))
        return fail(
            Error::temporary("local error, try again later", path + QStringLiteral(": cannot be renamed")));
    return {};
}

QString logTail(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("no log at ") + path;
    file.seek(std::max<qint64>(file.size() - 4096, 0));
    QStringList lines;
    const QList<QByteArray> all = file.readAll().split('\n');
    for (const QByteArray &line : all) {
        if (!line.trimmed().isEmpty())
            lines.append(escapedForLog(line.trimmed()));
    }
    return lines.isEmpty() ? QStringLiteral("without a word")
                           : lines.mid(std::max<qsizetype>(lines.size() - 4, 0)).join(u" / ");
}

QList<SlapdEntry> baseEntries(const QByteArray &base)
{
    const QByteArray type = asciiLower(base.left(base.indexOf('=')));
    QByteArray objectClass = "organizationalUnit";
    if (type == "dc")
        objectClass = "domain";
    else if (type == "o")
        objectClass = "organization";
    const QByteArray name = firstValueOf(base);
    return {{base, {with("objectClass", {objectClass}), with(type, {name})}},
        {membersDn(base), {with("objectClass", {"organizationalUnit"}), with("ou", {"members"})}}};
}

} // namespace homeport
