// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// A TOML file as a flat list of entries: toml++ without its exceptions, compiled into this file only.

// The packaged library is built with exceptions; the header-only form can do without.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "shared/base/bytes.h"
#include "shared/config/tomldocument.h"

#include <algorithm>

namespace homeport {

namespace {

QString fromToml(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QString quoted(const QString &text) { return u'"' + escapedForLog(text.toUtf8(), 80) + u'"'; }

void readList(const toml::array &array, TomlEntry &entry)
{
    entry.type = TomlEntry::Type::TextList;
    entry.shown = QStringLiteral("a list of other things than texts");
    for (const toml::node &element : array) {
        const auto *text = element.as_string();
        if (!text) {
            entry.type = TomlEntry::Type::Other;
            entry.texts.clear();
            return;
        }
        entry.texts << fromToml(text->get());
    }
    QStringList shown;
    for (const QString &text : std::as_const(entry.texts))
        shown << quoted(text);
    entry.shown = u'[' + shown.join(QStringLiteral(", ")) + u']';
}

TomlEntry readNode(const QString &name, const toml::node &node)
{
    TomlEntry entry;
    entry.name = name;
    entry.line = int(node.source().begin.line);
    if (const auto *text = node.as_string()) {
        entry.type = TomlEntry::Type::Text;
        entry.texts << fromToml(text->get());
        entry.shown = quoted(entry.texts.first());
    } else if (const auto *number = node.as_integer()) {
        entry.type = TomlEntry::Type::Number;
        entry.texts << QString::number(number->get());
        entry.shown = entry.texts.first();
    } else if (const auto *boolean = node.as_boolean()) {
        entry.type = TomlEntry::Type::Boolean;
        entry.texts << (boolean->get() ? QStringLiteral("true") : QStringLiteral("false"));
        entry.shown = entry.texts.first();
    } else if (const auto *array = node.as_array()) {
        readList(*array, entry);
    } else if (node.is_table()) {
        entry.type = TomlEntry::Type::Table;
        entry.shown = QStringLiteral("a section");
    } else if (const auto *floating = node.as_floating_point()) {
        entry.shown = QString::number(floating->get());
    } else {
        entry.shown = QStringLiteral("a date or time");
    }
    return entry;
}

} // namespace

tl::expected<QList<TomlEntry>, TomlProblem> parseToml(const QByteArray &text)
{
    const toml::parse_result parsed = toml::parse(std::string_view(text.constData(), size_t(text.size())));
    if (!parsed) {
        const toml::parse_error &error = parsed.error();
        return tl::unexpected(TomlProblem{int(error.source().begin.line), fromToml(error.description())});
    }
    QList<TomlEntry> entries;
    for (const auto &[key, node] : parsed.table()) {
        const QString section = fromToml(key.str());
        entries << readNode(section, node);
        if (const toml::table *table = node.as_table()) {
            for (const auto &[innerKey, innerNode] : *table)
                entries << readNode(section + u'.' + fromToml(innerKey.str()), innerNode);
        }
    }
    // toml++ keeps its tables sorted by name; people read by line
    std::stable_sort(entries.begin(), entries.end(),
        [](const TomlEntry &a, const TomlEntry &b) { return a.line < b.line; });
    return entries;
}

} // namespace homeport
