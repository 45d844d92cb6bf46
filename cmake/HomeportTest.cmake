# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# homeport_test(FILE DEPS MODULE... [PRECOMPILE widgets]): one Qt Test program, registered with ctest as MODULE.NAME.
function(homeport_test source)
    cmake_parse_arguments(ARG "" "PRECOMPILE" "DEPS" ${ARGN})
    cmake_path(GET source STEM stem)
    list(GET ARG_DEPS 0 module)
    set(target ${module}_${stem})
    add_executable(${target} ${source})
    target_link_libraries(${target} PRIVATE homeport_rules ${ARG_DEPS} tests_support Qt6::Test)
    homeport_precompile(${target} ${ARG_PRECOMPILE})
    homeport_moc(${target} ${source})
    target_compile_definitions(${target} PRIVATE HOMEPORT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    string(REGEX REPLACE "^tst_" "" name ${stem})
    add_test(NAME ${module}.${name} COMMAND ${target})
    set_tests_properties(${module}.${name} PROPERTIES TIMEOUT 300
        ENVIRONMENT "QT_NO_GLIB=1;QT_QPA_PLATFORM=offscreen;ASAN_OPTIONS=detect_leaks=0")
endfunction()
