// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// What the directory's answer to a change means.
#include "server/directory/changeoutcome.h"

#include <ldap.h>

namespace homeport {

Result<> changeOutcome(const QByteArray &name, const LdapReply &reply)
{
    const auto text = [&] { return QStringLiteral("change %1: %2").arg(escapedForLog(name), reply.text()); };
    switch (reply.code) {
    case LDAP_SUCCESS:
        return {};
    case LDAP_ALREADY_EXISTS:
        return fail(Error::refused(name + " exists", {}, "exists"));
    case LDAP_NO_SUCH_OBJECT:
        return fail(Error::refused(name + " does not exist", {}, "absent"));
    case LDAP_INSUFFICIENT_ACCESS:
        return fail(
            Error::refused("the directory does not let this member change " + name, text(), "access"));
    case LDAP_OBJECT_CLASS_VIOLATION:
    case LDAP_UNDEFINED_TYPE:
    case LDAP_INVALID_SYNTAX:
        return fail(Error::refused(
            "the directory's schema does not allow this; is resources/schema loaded?", text(), "schema"));
    default:
        return fail(laterError(QStringLiteral("change %1").arg(escapedForLog(name)), reply));
    }
}

bool isOvertaken(int code)
{
    switch (code) {
    case LDAP_NO_SUCH_ATTRIBUTE: // the expected value is gone
    case LDAP_TYPE_OR_VALUE_EXISTS: // a value where none was expected
    case LDAP_CONSTRAINT_VIOLATION: // the same, of a single-valued attribute
    case LDAP_NO_SUCH_OBJECT: // the entry was deleted
        return true;
    default:
        return false;
    }
}

} // namespace homeport
