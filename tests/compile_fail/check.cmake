# SPDX-License-Identifier: MIT
# Compiles CASE with COMPILER, and fails unless the outcome is what its line `// expect:` says.
file(STRINGS ${CASE} expected REGEX "^// expect: ")
string(REGEX REPLACE "^// expect: " "" expected "${expected}")
execute_process(COMMAND ${COMPILER} -std=c++23 -fsyntax-only -I${INCLUDE} ${CASE}
    RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(expected STREQUAL "")
    message(FATAL_ERROR "${CASE} does not say what to expect")
elseif(expected STREQUAL "nothing")
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "this must compile:\n${said}")
    endif()
elseif(result EQUAL 0)
    message(FATAL_ERROR "${CASE} compiles, and must not")
elseif(NOT said MATCHES "error: [^\n]*(${expected})" AND NOT said MATCHES "note: [^\n]*(${expected})")
    message(FATAL_ERROR "the compiler does not say \"${expected}\":\n${said}")
endif()
