// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Forgetting a trusted certificate takes the connection's name, typed: it is never one click away.
#pragma once

#include "console/models/profile.h"

#include <QDialog>

namespace homeport {

/// Deletes itself when closed. The certificate is forgotten when the profile is saved.
class ForgetDialog : public QDialog
{
    Q_OBJECT

public:
    ForgetDialog(const Profile &profile, QWidget *parent);

Q_SIGNALS:
    void confirmed();
};

} // namespace homeport
