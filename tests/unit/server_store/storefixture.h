// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A storage in a temporary folder, and what tests do to it.
#pragma once

#include "server/store/deliverywriter.h"
#include "server/store/settlement.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cerrno>

namespace homeport {

inline QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

inline void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(path));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// One storage of one cluster, with one account.
class StoreFixture
{
public:
    StoreFixture()
    {
        row.id = StorageId::random();
        row.name = QStringLiteral("back1");
        row.home = row.owner = self;
        row.epoch = 3;
        const Label label{
            cluster, row.id, row.name, row.home, row.owner, row.epoch, LabelState::Attached, 0, {}};
        const auto made = createStorage(path(), label);
        if (!made)
            qFatal("createStorage: %s", qPrintable(made.error().forLog));
    }
    QString path() const { return folder.filePath(QStringLiteral("storage")); }
    QString account(const QString &below = {}) const
    {
        return path() + QStringLiteral("/example.org/ann/") + below;
    }
    QStringList files(const QString &below) const
    {
        return QDir(account(below)).entryList(QDir::Files | QDir::Hidden);
    }
    QStringList inbox() const { return files(QStringLiteral("new")) + files(QStringLiteral("cur")); }

    /// Opened as after a start of the process.
    std::shared_ptr<ServedStorage> serve()
    {
        const auto root = StorageRoot::open(path());
        if (!root)
            qFatal("open: %s", qPrintable(root.error().forLog));
        return std::make_shared<ServedStorage>(*root,
            StorageListener{[this](const QString &why) { lost.append(why); },
                [this](const QString &text) { alarms.append(text); }});
    }
    DeliveryRequest request(const QByteArray &text = "Subject: hello\r\n\r\nbody\r\n") const
    {
        DeliveryRequest request;
        request.from = "sender@example.com";
        request.body = MessageBody::fromBytes(text);
        request.recipients = {recipient()};
        return request;
    }
    DeliveryRecipient recipient(const DeliveryKey &key = DeliveryKey::random()) const
    {
        return {key, ann, "ann@example.org", "sales@example.org", row.id, row.epoch};
    }

    const ClusterId cluster = ClusterId::random();
    const MemberName self{QStringLiteral("back1.example.net")};
    const AccountId ann = AccountId::random();
    Storage row;
    QStringList lost, alarms;
    QTemporaryDir folder;
};

} // namespace homeport
