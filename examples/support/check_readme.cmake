# SPDX-License-Identifier: MIT
# Fails unless the first C++ block of README is PROGRAM without its licence line.
file(READ "${README}" readme)
file(READ "${PROGRAM}" program)
string(REGEX REPLACE "^// SPDX[^\n]*\n" "" program "${program}")

string(FIND "${readme}" "```cpp\n" begin)
if(begin EQUAL -1)
    message(FATAL_ERROR "README.md has no C++ block")
endif()
math(EXPR begin "${begin} + 7")
string(SUBSTRING "${readme}" ${begin} -1 block)
string(FIND "${block}" "```" end)
string(SUBSTRING "${block}" 0 ${end} block)
if(NOT block STREQUAL program)
    message(FATAL_ERROR "the program in README.md is not examples/readme.cpp:\n${block}")
endif()
