# SPDX-FileCopyrightText: 2026 The Homeport authors
# SPDX-License-Identifier: Apache-2.0
# The compile rules of the whole tree, and the one function that makes a folder a static library.

add_library(homeport_rules INTERFACE)
target_include_directories(homeport_rules INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
target_compile_definitions(homeport_rules INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH
    HOMEPORT_VERSION="${PROJECT_VERSION}")
target_compile_options(homeport_rules INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    $<$<CXX_COMPILER_ID:GNU>:-fcoroutines -Wno-maybe-uninitialized -Wno-missing-field-initializers>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers -Wno-defaulted-function-deleted>)
target_link_libraries(homeport_rules INTERFACE Qt6::Core QCoro6::Coro tl::expected)
if(HOMEPORT_SANITIZE)
    # null, alignment, object-size and vptr checks cost a third of the compile time and find what ASan finds too
    target_compile_options(homeport_rules INTERFACE -fsanitize=address,undefined
        -fno-sanitize=null,alignment,object-size,vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(homeport_rules INTERFACE -fsanitize=address,undefined)
endif()
if(HOMEPORT_FUZZ)
    target_compile_options(homeport_rules INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function)
    target_link_options(homeport_rules INTERFACE -fsanitize=address,undefined)
endif()
find_program(HOMEPORT_LLD NAMES ld.lld)
if(HOMEPORT_LLD)
    target_link_options(homeport_rules INTERFACE -fuse-ld=lld)
endif()

# homeport_module(shared_net DEPS shared_base [LIBS PkgConfig::NGHTTP2 ...])
# Every *.cpp and *.h of the current folder (not of its sub-folders) becomes the static library NAME.
# A folder without a source file yet becomes an interface library, so that others can name it.
function(homeport_module name)
    cmake_parse_arguments(ARG "" "PRECOMPILE" "DEPS;LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    file(GLOB units CONFIGURE_DEPENDS *.cpp)
    if(NOT units)
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE homeport_rules ${ARG_DEPS} ${ARG_LIBS})
        return()
    endif()
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC homeport_rules ${ARG_DEPS} ${ARG_LIBS})
    homeport_moc(${name} ${sources})
    homeport_precompile(${name} ${ARG_PRECOMPILE})
endfunction()

# homeport_program(homeportd DEPS ...): the *.cpp of the current folder become one executable.
function(homeport_program name)
    cmake_parse_arguments(ARG "" "PRECOMPILE" "DEPS;LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    add_executable(${name} ${sources})
    target_link_libraries(${name} PRIVATE homeport_rules ${ARG_DEPS} ${ARG_LIBS})
    homeport_moc(${name} ${sources})
    homeport_precompile(${name} ${ARG_PRECOMPILE})
endfunction()

# moc runs only where a file asks for it: most folders have no Q_OBJECT.
function(homeport_moc name)
    foreach(source ${ARGN})
        file(STRINGS ${source} objects REGEX "Q_OBJECT|Q_GADGET" LIMIT_COUNT 1)
        if(objects)
            set_target_properties(${name} PROPERTIES AUTOMOC ON)
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
            return()
        endif()
    endforeach()
endfunction()

# Qt's, QCoro's and the standard headers that nearly every file reads are parsed once; for what is given
# `widgets`, those of Qt Widgets too.
function(homeport_precompile name)
    if("widgets" IN_LIST ARGN AND TARGET homeport_widgets_pch)
        target_precompile_headers(${name} REUSE_FROM homeport_widgets_pch)
    elseif(TARGET homeport_pch)
        target_precompile_headers(${name} REUSE_FROM homeport_pch)
    endif()
endfunction()

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/homeport_pch.cpp CONTENT "// compiles the precompiled header\n")
add_library(homeport_pch STATIC ${CMAKE_BINARY_DIR}/homeport_pch.cpp)
target_link_libraries(homeport_pch PUBLIC homeport_rules)
set(homeport_headers
    <QByteArray> <QString> <QList> <QHash> <QObject> <QDateTime> <QDeadlineTimer> <QLoggingCategory>
    <QJsonObject> <QJsonArray> <QJsonDocument> <QUuid>
    <qcorotask.h> <tl/expected.hpp>
    <functional> <memory> <optional> <variant> <vector> <array> <chrono> <atomic> <mutex>)
target_precompile_headers(homeport_pch PRIVATE ${homeport_headers})
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/homeport_widgets_pch.cpp CONTENT "// compiles the precompiled header\n")
add_library(homeport_widgets_pch STATIC ${CMAKE_BINARY_DIR}/homeport_widgets_pch.cpp)
target_link_libraries(homeport_widgets_pch PUBLIC homeport_rules Qt6::Widgets)
target_precompile_headers(homeport_widgets_pch PRIVATE ${homeport_headers} <QtWidgets>)
# ccache and precompiled headers (ccache manual, "Precompiled headers")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(homeport_rules INTERFACE -fpch-preprocess)
endif()
