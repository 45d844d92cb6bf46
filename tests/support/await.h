// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Waits in a test for the value of a coroutine, with an event loop and an end.
#pragma once

#include "shared/base/task.h"

#include <QEventLoop>

namespace homeport {

/// The value of `task`. Aborts the test program when there is none after `patience`: nothing may hang.
template <class T> T resultOf(Task<T> task, std::chrono::milliseconds patience = 60s)
{
    struct State
    {
        std::optional<T> value;
        QEventLoop loop;
    };
    const auto state = std::make_shared<State>();
    const auto watch = [](Task<T> inner, std::shared_ptr<State> out) -> Task<> {
        out->value = co_await inner;
        out->loop.quit();
    };
    watch(std::move(task), state);
    if (!state->value) {
        QTimer late;
        QObject::connect(&late, &QTimer::timeout, &state->loop, &QEventLoop::quit);
        late.start(patience);
        state->loop.exec();
    }
    if (!state->value)
        qFatal("the task did not end");
    return std::move(*state->value);
}

inline void waitUntilDone(Task<> task, std::chrono::milliseconds patience = 60s)
{
    const auto watch = [](Task<> inner) -> Task<bool> {
        co_await inner;
        co_return true;
    };
    resultOf(watch(std::move(task)), patience);
}

} // namespace homeport
