// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The translation context of the queue models' texts.
#pragma once

#include <QCoreApplication>

namespace homeport {

struct QueueWords
{
    Q_DECLARE_TR_FUNCTIONS(QueueWords)
};

} // namespace homeport
