// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Labels that dialogs and guiding pages are made of.
#pragma once

#include "console/models/severity.h"

#include <QLabel>

namespace homeport {

/// Larger and bold, wrapped.
QLabel *headingLabel(QWidget *parent);
/// Plain text, wrapped, can be selected and copied.
QLabel *paragraphLabel(QWidget *parent, const QString &text = {});
/// Glyph and text in the colour of `severity`, read out as plain text; hidden while empty.
void setStateText(QLabel *label, Severity severity, const QString &text);
QFont fixedFont();
/// "12:AB:34:CD  …" in lines of 16 bytes, a gap behind each four: as people compare it.
QString fingerprintInGroups(const QByteArray &fingerprint);
/// The fingerprint in a frame with "Copy" beside it.
QWidget *fingerprintBox(const QString &accessibleName, QWidget *parent);
void setFingerprint(QWidget *box, const QByteArray &fingerprint);

} // namespace homeport
