// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Labels that dialogs and guiding pages are made of.
#include "console/views/forms.h"

#include "console/views/look.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace homeport {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Forms)
};

constexpr int bytesPerLine = 16;
constexpr int bytesPerGroup = 4;

} // namespace

QLabel *headingLabel(QWidget *parent)
{
    auto *const label = new QLabel(parent);
    QFont font = label->font();
    if (font.pointSizeF() > 0) // else it is given in pixels
        font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *paragraphLabel(QWidget *parent, const QString &text)
{
    auto *const label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setStateText(QLabel *label, Severity severity, const QString &text)
{
    QPalette colours = label->parentWidget() ? label->parentWidget()->palette() : label->palette();
    colours.setColor(QPalette::WindowText, severityColour(severity, colours));
    label->setPalette(colours);
    label->setText(text.isEmpty() ? QString() : withGlyph(severity, text));
    label->setAccessibleName(text);
    label->setVisible(!text.isEmpty());
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (QApplication::font().pointSizeF() > 0)
        font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QString fingerprintInGroups(const QByteArray &fingerprint)
{
    QString out;
    const QByteArray hex = fingerprint.toHex().toUpper();
    for (qsizetype i = 0; i < fingerprint.size(); ++i) {
        if (i > 0)
            out += i % bytesPerLine == 0 ? u"\n"_s : i % bytesPerGroup == 0 ? u"  "_s : u":"_s;
        out += QLatin1StringView(hex.mid(2 * i, 2));
    }
    return out;
}

QWidget *fingerprintBox(const QString &accessibleName, QWidget *parent)
{
    auto *const box = new QFrame(parent);
    box->setFrameShape(QFrame::StyledPanel);
    box->setBackgroundRole(QPalette::Base);
    box->setAutoFillBackground(true);
    auto *const line = new QHBoxLayout(box);
    auto *const text = new QLabel(box);
    text->setObjectName(u"fingerprint"_s);
    text->setFont(fixedFont());
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(accessibleName);
    auto *const copy = new QPushButton(Text::tr("Copy"), box);
    copy->setAccessibleName(Text::tr("Copy: %1").arg(accessibleName));
    copy->setAutoDefault(false);
    QObject::connect(copy, &QPushButton::clicked, box,
        [box] { QApplication::clipboard()->setText(box->property("fingerprint").toString()); });
    line->addWidget(text, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
    return box;
}

void setFingerprint(QWidget *box, const QByteArray &fingerprint)
{
    box->setProperty("fingerprint", QString::fromLatin1(fingerprint.toHex(':').toUpper()));
    box->findChild<QLabel *>(u"fingerprint"_s)->setText(fingerprintInGroups(fingerprint));
}

} // namespace homeport
