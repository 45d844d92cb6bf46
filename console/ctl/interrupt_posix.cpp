// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Signal handlers that set a mark.
#include "console/ctl/interrupt_posix.h"

#include <csignal>

namespace homeport {

namespace {

volatile std::sig_atomic_t wasInterrupted = 0; // a signal handler has nothing else to reach it by

void onSignal(int) { wasInterrupted = 1; }

void handle(void (*handler)(int))
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | (handler == SIG_DFL ? 0 : int(SA_RESETHAND));
    for (const int number : {SIGINT, SIGTERM})
        ::sigaction(number, &action, nullptr);
}

} // namespace

InterruptWatch::InterruptWatch()
{
    wasInterrupted = 0;
    handle(onSignal);
}

InterruptWatch::~InterruptWatch() { handle(SIG_DFL); }

bool InterruptWatch::isRequested() const { return wasInterrupted != 0; }

} // namespace homeport
