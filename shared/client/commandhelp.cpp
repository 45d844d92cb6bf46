// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Help texts.
#include "shared/client/commandhelp.h"

#include "shared/client/exitcode.h"

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

QString line(const QString &left, const QString &right)
{
    return u"  "_s + left.leftJustified(34) + u' ' + right + u'\n';
}

QString optionLines(const QList<Option> &options)
{
    QString out;
    for (const Option &option : options)
        out += line(option.value.isEmpty() ? option.name : option.name + u' ' + option.value, option.help);
    return out;
}

QList<Option> optionsOf(const VerbRow &verb)
{
    return verb.password == Password::Generated ? verb.options + passwordOptions() : verb.options;
}

QString synopsis(const VerbRow &verb)
{
    QString out = verb.words;
    for (const Positional &positional : verb.positionals) {
        switch (positional.count) {
        case Count::One:
            out += u' ' + positional.name;
            break;
        case Count::Optional:
            out += u" ["_s + positional.name + u']';
            break;
        case Count::OneOrMore:
            out += u' ' + positional.name + u"…"_s;
            break;
        case Count::Any:
            out += u" ["_s + positional.name + u"…]"_s;
            break;
        }
    }
    return out;
}

/// groff_man(7): backslashes, dashes that are no hyphens, and a dot that would begin a request.
QString roff(const QString &text)
{
    QString out = text;
    out.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s).replace(u"…"_s, u"\\&..."_s);
    return out.startsWith(u'.') || out.startsWith(u'\'') ? u"\\&"_s + out : out;
}

QString roffOptions(const QList<Option> &options)
{
    QString out;
    for (const Option &option : options) {
        const QString value =
            option.value.isEmpty() ? QString() : u" \\fI"_s + roff(option.value) + u"\\fR"_s;
        out += u".TP\n\\fB"_s + roff(option.name) + u"\\fR"_s + value + u'\n' + roff(option.help) + u".\n"_s;
    }
    return out;
}

constexpr const char *examples[][2] = {
    {"homeportctl status", "How is the cluster? The exit code tells it to a script."},
    {"homeportctl queue lanes", "What waits, where, and why."},
    {"homeportctl reassign back2 back1 --dry-run", "What would happen if back1 took over what back2 served."},
    {"homeportctl -o csv account list --host back1 > accounts.csv", "All accounts of a backend."},
};

} // namespace

QString overallHelp()
{
    QString out =
        u"Usage: homeportctl [OPTION…] VERB [ARGUMENT…]\n\nAdministers a Homeport cluster through one of its daemons.\n\n"_s;
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs)
        out += line(synopsis(verb), verb.help);
    out += u"\nOptions:\n"_s + optionLines(globalOptions());
    out += u"\nMember names may be shortened to their first label.\n\nExit codes:\n"_s;
    for (const ExitCode &row : exitCodes)
        out += line(QString::number(row.code), QString::fromLatin1(row.meaning));
    return out;
}

QString helpOf(const VerbRow &verb)
{
    const QList<Option> options = optionsOf(verb);
    QString out = u"Usage: homeportctl %1%2\n\n%3.\n"_s.arg(
        synopsis(verb), options.isEmpty() ? QString() : u" [OPTION…]"_s, verb.help);
    if (!options.isEmpty())
        out += u"\nOptions:\n"_s + optionLines(options);
    return out + u"\nSee homeportctl --help for the options of all verbs.\n"_s;
}

QByteArray commandManual()
{
    QString out =
        u".\\\" Generated from the verb table; do not edit.\n.TH HOMEPORTCTL 1 \"\" Homeport\n"
        ".SH NAME\nhomeportctl \\- administer a Homeport cluster\n.SH SYNOPSIS\n.B homeportctl\n"
        "[\\fIOPTION\\fR...] \\fIVERB\\fR [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
        "Asks one daemon, which shows and steers the whole cluster when it is a keeper. "
        "On a member's own machine it comes through the daemon's socket without a password; "
        "with \\fB\\-\\-connect\\fR it logs in at a keeper's admin port.\n.PP\n"
        "Answers go to standard output, everything else to standard error. Nothing is asked where there is "
        "no terminal. A change is sent with an id of its own: repeated after a broken connection, it "
        "happens once. Member names may be shortened to their first label.\n.SH VERBS\n"_s;
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs) {
        out += u".TP\n\\fB"_s + roff(synopsis(verb)) + u"\\fR\n"_s + roff(verb.help) + u".\n"_s;
        const QList<Option> options = optionsOf(verb);
        if (!options.isEmpty())
            out += u".RS\n"_s + roffOptions(options) + u".RE\n"_s;
    }
    out += u".SH OPTIONS\n"_s + roffOptions(globalOptions());
    out += u".SH EXIT STATUS\n"_s;
    for (const ExitCode &row : exitCodes)
        out += u".TP\n.B %1\n%2.\n"_s.arg(QString::number(row.code), roff(QString::fromLatin1(row.meaning)));
    out += u".SH ENVIRONMENT\n.TP\n.B HOMEPORT_STATE\nThe state folder of the daemon to ask.\n"
           ".TP\n.B HOMEPORT_PASSWORD\nThe administrator's password, with \\-\\-connect.\n.SH EXAMPLES\n"_s;
    for (const auto &[command, text] : examples)
        out += u".TP\n.B "_s + roff(QString::fromLatin1(command)) + u'\n' + roff(QString::fromLatin1(text))
            + u'\n';
    return (out + u".SH SEE ALSO\nhomeportd.toml(5), homeport\\-console(1)\n"_s).toUtf8();
}

QByteArray bashCompletion()
{
    QString verbLines;
    QString optionCases;
    const QList<VerbRow> verbs = verbTable();
    for (const VerbRow &verb : verbs) {
        verbLines += verb.words + u'\n';
        QStringList names;
        const QList<Option> options = optionsOf(verb);
        for (const Option &option : options)
            names.append(option.name);
        if (!names.isEmpty())
            optionCases += u"    '%1') options='%2' ;;\n"_s.arg(verb.words, names.join(u' '));
    }
    QStringList globals;
    const QList<Option> common = globalOptions();
    for (const Option &option : common)
        globals.append(option.name);
    return u"# Generated from the verb table; do not edit.\n"
           "_homeportctl() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} words=() word options='' verb='' i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        word=${COMP_WORDS[i]}\n"
           "        [[ $word == -* ]] || words+=(\"$word\")\n"
           "    done\n"
           "    local given=\"${words[*]}\"\n"
           "    local verbs='%1'\n"
           "    while read -r word; do\n"
           "        [[ \"$given \" == \"$word \"* && ${#word} -gt ${#verb} ]] && verb=$word\n"
           "    done <<<\"$verbs\"\n"
           "    case $verb in\n%2    esac\n"
           "    if [[ $current == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$options %3\" -- \"$current\"))\n"
           "    elif [[ -z $verb ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$(while read -r word; do\n"
           "            [[ -z $given || $word == \"$given \"* ]] && set -- ${word#\"$given\"} && echo "
           "\"$1\"\n"
           "        done <<<\"$verbs\" | sort -u)\" -- \"$current\"))\n"
           "    fi\n"
           "}\n"
           "complete -o default -F _homeportctl homeportctl\n"_s
               .arg(verbLines, optionCases, globals.join(u' '))
               .toUtf8();
}

} // namespace homeport
