// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The label as JSON.
#include "server/store/label.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace homeport {

namespace {
const QLatin1String formatOfLabels("homeport-storage 1");

Error wrong(const QString &field)
{
    return Error::refused(
        "the storage's label is damaged", QStringLiteral("label: %1 is missing or wrong").arg(field));
}

Result<QString> textOf(const QJsonObject &json, const QString &field)
{
    const QJsonValue value = json.value(field);
    if (!value.isString() || value.toString().isEmpty())
        return fail(wrong(field));
    return value.toString();
}

Result<quint64> numberOf(const QJsonObject &json, const QString &field)
{
    const QJsonValue value = json.value(field);
    if (!value.isDouble() || value.toInteger(-1) < 0)
        return fail(wrong(field));
    return quint64(value.toInteger());
}

template <class Id> Result<Id> idOf(const QJsonObject &json, const QString &field)
{
    const auto id = Id::fromHex(json.value(field).toString().toLatin1());
    if (!id || id->isNull())
        return fail(wrong(field));
    return *id;
}

Result<LabelState> stateOf(const QJsonObject &json)
{
    const QString text = json.value(u"state").toString();
    for (const LabelState state : {LabelState::Attached, LabelState::Detached}) {
        if (toText(state) == text)
            return state;
    }
    return fail(wrong(QStringLiteral("state")));
}
} // namespace

bool Label::sameHolder(const Label &other) const
{
    return cluster == other.cluster && id == other.id && epoch == other.epoch && owner == other.owner
        && state == other.state;
}

QString toText(LabelState state)
{
    switch (state) {
    case LabelState::Attached:
        return QStringLiteral("attached");
    case LabelState::Detached:
        return QStringLiteral("detached");
    }
    Q_UNREACHABLE();
}

QByteArray encodeLabel(const Label &label)
{
    const QJsonObject json{
        {QStringLiteral("format"), formatOfLabels},
        {QStringLiteral("cluster"), label.cluster.text()},
        {QStringLiteral("id"), label.id.text()},
        {QStringLiteral("name"), label.name},
        {QStringLiteral("home"), label.home.text},
        {QStringLiteral("owner"), label.owner.text},
        {QStringLiteral("epoch"), qint64(label.epoch)},
        {QStringLiteral("state"), toText(label.state)},
        {QStringLiteral("counter"), qint64(label.counter)},
        {QStringLiteral("written"), label.written},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

Result<Label> decodeLabel(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return fail(
            Error::refused("the storage's label is damaged", QStringLiteral("label: not a JSON object")));
    const QJsonObject json = document.object();
    if (json.value(u"format").toString() != formatOfLabels) {
        return fail(Error::refused("the storage's label has an unknown format",
            QStringLiteral("label: format \"%1\" is not \"%2\"")
                .arg(json.value(u"format").toString(), formatOfLabels)));
    }
    const auto cluster = idOf<ClusterId>(json, QStringLiteral("cluster"));
    const auto id = idOf<StorageId>(json, QStringLiteral("id"));
    const auto name = textOf(json, QStringLiteral("name"));
    const auto home = textOf(json, QStringLiteral("home"));
    const auto owner = textOf(json, QStringLiteral("owner"));
    const auto epoch = numberOf(json, QStringLiteral("epoch"));
    const auto state = stateOf(json);
    const auto counter = numberOf(json, QStringLiteral("counter"));
    if (!cluster)
        return fail(cluster.error());
    if (!id)
        return fail(id.error());
    for (const auto *field : {&name, &home, &owner}) {
        if (!*field)
            return fail(field->error());
    }
    for (const auto *field : {&epoch, &counter}) {
        if (!*field)
            return fail(field->error());
    }
    if (!state)
        return fail(state.error());
    return Label{*cluster, *id, *name, MemberName(*home), MemberName(*owner), *epoch, *state, *counter,
        json.value(u"written").toString()};
}

} // namespace homeport
