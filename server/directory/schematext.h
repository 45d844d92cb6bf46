// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// The files of resources/schema inside the program; schematext.cpp is made by CMake.
#pragma once

namespace homeport {

extern const char *const baseSchema;
extern const char *const homeportSchema;

} // namespace homeport
