# SPDX-License-Identifier: MIT
# headstock_layer(<name> HEADERS <stem>… SOURCES <stem>… TESTS <stem>… USES <layer>… LINKS <target>… PRIVATE_LINKS <target>…
#     UNITY ALONE <stem>…)
#
# Makes the library headstock::<name> from headstock/<name>/, installs it with its headers, and makes the test program
# <name>_test. A stem is a file's name without `.hpp`, `.cpp` or `_test.cpp`. USES names the layers it stands on. With
# HEADSTOCK_UNITY the files of a layer that says UNITY are compiled several at a time, but those that ALONE names: they
# share names with others. A class that has one of an anonymous namespace in it, as a coroutine's frame may, stands in the
# way: GCC then warns.
include_guard(GLOBAL)
include(GNUInstallDirs)

if(HEADSTOCK_BUILD_TESTS)
    enable_testing()
    find_package(GTest REQUIRED)
endif()

add_library(headstock_options INTERFACE)
target_compile_features(headstock_options INTERFACE cxx_std_23)
install(TARGETS headstock_options EXPORT headstock)

option(HEADSTOCK_UNITY "Compile files several at a time: all of them in half the time, a changed one in more" OFF)

# Has the sources of a target compiled several at a time, but those that follow.
function(headstock_unity target)
    if(HEADSTOCK_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
        set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
endfunction()

# Has `headers`, which most sources of a target begin with, compiled once for all of them: with HEADSTOCK_UNITY only, so
# that other builds show what a file forgets to include; and not for a release, where GCC 12 then warns of what it
# passes over in headers of the system (stringop-overflow in std::string).
function(headstock_precompile target)
    if(HEADSTOCK_UNITY AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# GCC 12 sees overlapping copies in a string put together from literals (its bug 105651): -Wrestrict is of no use there.
set(HEADSTOCK_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Applies the project's own flags to one of its targets; nothing of it reaches a user's build.
function(headstock_own target)
    target_compile_options(${target} PRIVATE ${HEADSTOCK_WARNINGS})
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()

# Makes a test program and registers it with CTest under its own name.
function(headstock_test name)
    cmake_parse_arguments(PARSE_ARGV 1 T "" "" "SOURCES;LINKS")
    add_executable(${name} ${T_SOURCES})
    target_link_libraries(${name} PRIVATE ${T_LINKS} GTest::gtest_main)
    headstock_own(${name})
    target_compile_options(${name} PRIVATE -O0)  # a test program is compiled more often than it runs
    # The results are what tools/check_promises reads.
    add_test(NAME ${name} COMMAND ${name} --gtest_brief=1 --gtest_output=xml:${PROJECT_BINARY_DIR}/results/)
    set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()

function(headstock_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 L "UNITY" "" "HEADERS;SOURCES;TESTS;USES;LINKS;PRIVATE_LINKS;TEST_LINKS;ALONE")
    set(folder ${PROJECT_SOURCE_DIR}/headstock/${name})
    set(target headstock_${name})
    list(TRANSFORM L_HEADERS REPLACE "(.+)" "${folder}/\\1.hpp")
    list(TRANSFORM L_SOURCES REPLACE "(.+)" "${folder}/\\1.cpp")
    list(TRANSFORM L_TESTS REPLACE "(.+)" "${folder}/\\1_test.cpp")
    list(TRANSFORM L_USES PREPEND "headstock::")
    list(TRANSFORM L_ALONE REPLACE "(.+)" "${folder}/\\1.cpp")

    if(L_SOURCES)
        set(scope PUBLIC)
        add_library(${target} STATIC ${L_SOURCES})
        headstock_own(${target})
        set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        target_link_libraries(${target} PRIVATE ${L_PRIVATE_LINKS})
        if(L_UNITY)
            headstock_unity(${target} ${L_ALONE})
        endif()
    else()
        set(scope INTERFACE)
        add_library(${target} INTERFACE)
    endif()
    add_library(headstock::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${L_HEADERS})
    target_link_libraries(${target} ${scope} headstock_options ${L_USES} ${L_LINKS})
    install(TARGETS ${target} EXPORT headstock FILE_SET HEADERS)

    if(HEADSTOCK_BUILD_TESTS AND L_TESTS)
        headstock_test(${name}_test SOURCES ${L_TESTS} LINKS headstock::${name} ${L_TEST_LINKS})
        if(L_UNITY)
            headstock_unity(${name}_test ${L_ALONE})
        endif()
    endif()
endfunction()
