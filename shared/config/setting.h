// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// One row of the setting table and what can be done with it: read, check, write, explain.
#pragma once

#include "shared/config/config.h"
#include "shared/config/tomldocument.h"

#include <span>
#include <variant>

namespace homeport {

enum class Kind {
    Boolean, ///< bool
    Number, ///< int
    Size, ///< qint64, bytes
    Duration, ///< milliseconds
    Text, ///< QString
    Choice, ///< an enum whose values stand in the order of the range's choices
    Host, ///< QString or MemberName, lower case
    HostAndPort, ///< HostPort; empty text: not set
    Attribute, ///< QString, an LDAP attribute description
    Path, ///< QString, absolute
    Secret, ///< SecretSetting
    Listen, ///< QList<HostPort>, IP literals; empty list: off
    Networks, ///< QList<Network>
    Uris, ///< QStringList
    Paths, ///< QStringList, absolute
    Command, ///< QStringList, program and arguments
    Words, ///< QStringList of letters, digits, dots and dashes
};

/// When a changed value takes effect.
enum class Reload { Now, NewSessions, Restart };

/// What a value may be. Bounds are written as in the file and belong to the range.
struct Range
{
    const char *low = nullptr;
    const char *high = nullptr;
    const char *choices = nullptr; ///< "starttls|tls|none"
    const char *example = nullptr; ///< a good value, where the default is empty
    bool required = false;
};
constexpr Range anything{};
constexpr Range between(const char *low, const char *high) { return {.low = low, .high = high}; }
constexpr Range oneOf(const char *choices) { return {.choices = choices}; }
constexpr Range suchAs(const char *example) { return {.example = example}; }
constexpr Range required(const char *example) { return {.example = example, .required = true}; }

using Value = std::variant<bool, qint64, milliseconds, QString, QStringList, HostPort, QList<HostPort>,
    QList<Network>, SecretSetting>;

/// How a member of Config travels as a Value.
template <class T> struct Carrier
{
    static Value toValue(const T &field)
    {
        if constexpr (std::is_same_v<T, MemberName>)
            return field.text;
        else if constexpr (std::is_enum_v<T> || std::is_same_v<T, int>)
            return qint64(field);
        else
            return field;
    }
    static T fromValue(const Value &value)
    {
        if constexpr (std::is_same_v<T, MemberName>)
            return MemberName(std::get<QString>(value));
        else if constexpr (std::is_enum_v<T> || std::is_same_v<T, int>)
            return T(std::get<qint64>(value));
        else
            return std::get<T>(value);
    }
};

struct Binding
{
    Value (*get)(const Config &config);
    void (*set)(Config &config, const Value &value);
};

template <auto Section, auto Field>
constexpr Binding bind{
    [](const Config &config) -> Value {
        using T = std::remove_cvref_t<decltype(config.*Section.*Field)>;
        return Carrier<T>::toValue(config.*Section.*Field);
    },
    [](Config &config, const Value &value) {
        using T = std::remove_cvref_t<decltype(config.*Section.*Field)>;
        config.*Section.*Field = Carrier<T>::fromValue(value);
    },
};

struct Setting
{
    const char *name; ///< "section.key"
    Kind kind;
    const char *preset; ///< the default as in the file, without quotes; ", " between the elements of a list
    Range range;
    Reload reload;
    Binding binding;
    const char *sentence;

    QString fullName() const { return QString::fromLatin1(name); }
    QString section() const { return fullName().section(u'.', 0, 0); }
    QString key() const { return fullName().section(u'.', 1, 1); }
};

struct Section
{
    const char *name;
    const char *sentence;
};

/// All settings, those of a section together; and the sections, in the same order.
std::span<const Setting> settingTable();
std::span<const Section> sectionTable();

bool isList(Kind kind);
/// The default as elements, ready for valueFromTexts().
QStringList presetTexts(const Setting &setting);
/// Texts as in the file -> value, checked against kind and range. The error is a reason, or empty where
/// expectation() says it all. Reads the file of a secret.
tl::expected<Value, QString> valueFromTexts(const Setting &setting, const QStringList &texts);
/// The same from an entry of the file: a number where a text is due is refused.
tl::expected<Value, QString> valueFromEntry(const Setting &setting, const TomlEntry &entry);
QStringList textsFromValue(const Setting &setting, const Value &value);
/// The value as TOML: `"50M"`, `["0.0.0.0:25"]`, `true`.
QByteArray tomlLiteral(const Setting &setting, const QStringList &texts);
/// What would be right: `a size between "64K" and "1G", such as "50M"`.
QString expectation(const Setting &setting);

} // namespace homeport
