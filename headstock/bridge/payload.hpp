// SPDX-License-Identifier: MIT
#pragma once

/// Everything a payload needs: its declaration (declare.hpp), the forms of values (lexical.hpp), reading and writing.
/// JSON (json.hpp) and random values (arbitrary.hpp) are included by those who want them.
#include "headstock/bridge/compose.hpp"
#include "headstock/bridge/declare.hpp"
#include "headstock/bridge/lexical.hpp"
#include "headstock/bridge/read.hpp"
