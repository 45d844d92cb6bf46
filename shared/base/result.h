// SPDX-FileCopyrightText: 2026 The Homeport authors
// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error. No exceptions of our own, no bool plus out-parameter.
#pragma once

#include "shared/base/error.h"

#include <tl/expected.hpp>

namespace homeport {

template <class T = void> using Result = tl::expected<T, Error>;

/// `return fail(Error::temporary("..."));`
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace homeport
