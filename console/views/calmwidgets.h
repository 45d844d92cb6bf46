// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Combo, spin and time boxes whose value the wheel leaves alone while they have no focus: who scrolls past
// one must not change it unseen.
#pragma once

#include <QComboBox>
#include <QDateTimeEdit>
#include <QSpinBox>
#include <QWheelEvent>

#include <utility>

namespace homeport {

template <class Box> class Calm : public Box
{
public:
    /// As Box is made.
    template <class... Arguments>
    explicit Calm(Arguments &&...arguments)
        : Box(std::forward<Arguments>(arguments)...)
    {
        this->setFocusPolicy(Qt::StrongFocus); // not by the wheel
    }

protected:
    void wheelEvent(QWheelEvent *event) override
    {
        if (this->hasFocus())
            Box::wheelEvent(event);
        else
            event->ignore(); // whatever is behind it scrolls
    }
};

using CalmComboBox = Calm<QComboBox>;
using CalmSpinBox = Calm<QSpinBox>;
using CalmDateTimeEdit = Calm<QDateTimeEdit>;

} // namespace homeport
