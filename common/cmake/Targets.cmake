# The four kinds of target in this project.
#
#   signalbox_library(<name> SOURCES ... DEPENDS ... [PCH grpc|pqxx])   -> signalbox::<name>
#   signalbox_proto(<name> PROTOS ... [DEPENDS ...])                    -> signalbox::<name>, messages and gRPC stubs
#   signalbox_service(<name> MODULES ... )                              -> program signalbox-<name> from main.cpp
#   signalbox_test(<name> SOURCES ... DEPENDS ... LABEL unit|component|e2e [PCH ...] [SANITIZE])
#   signalbox_benchmark(<name> SOURCES ... DEPENDS ... [PCH ...])       -> program in bench/
#   signalbox_fuzzer(<name> SOURCES ... DEPENDS ...)                    -> program in fuzzers/, in the fuzz preset only
#
# A test marked SANITIZE is also run under the sanitizers (./dev sanitize).
# Sources are listed, never globbed. Paths in #include start at the root of the checkout.

add_custom_target(signalbox_generated)        # Every generated protobuf source.
add_custom_target(signalbox_services)         # Every program of the product.
add_custom_target(signalbox_sanitized_tests)  # Every test marked SANITIZE.
add_custom_target(signalbox_benchmarks)       # Every Google Benchmark program.
add_custom_target(signalbox_fuzzers)          # Every libFuzzer program.

set(SIGNALBOX_WARNINGS -Wall -Wextra -Wpedantic -Werror)
if(SIGNALBOX_FUZZ)
  set(SIGNALBOX_WARNINGS -w)  # GCC is the judge of warnings.
endif()

# Heavy headers, compiled once per flavour: their users compile four to ten times faster.
# Called at the end of the first configure pass that needs the flavour.
function(_signalbox_pch_target flavour out)
  set(target signalbox_pch_${flavour})
  if(NOT TARGET ${target})
    file(WRITE ${CMAKE_BINARY_DIR}/pch/${flavour}.cpp "// Carries the precompiled header.\n")
    add_library(${target} STATIC ${CMAKE_BINARY_DIR}/pch/${flavour}.cpp)
    set(standard <chrono> <functional> <map> <memory> <optional> <string> <string_view> <unordered_map> <vector>)
    if(flavour STREQUAL grpc)
      target_precompile_headers(${target} PRIVATE ${standard} <google/protobuf/message.h> <grpcpp/grpcpp.h>)
      target_link_libraries(${target} PRIVATE gRPC::grpc++ protobuf::libprotobuf)
    elseif(flavour STREQUAL pqxx)
      target_precompile_headers(${target} PRIVATE ${standard} <pqxx/pqxx>)
      target_link_libraries(${target} PRIVATE PkgConfig::pqxx)
    elseif(flavour STREQUAL gtest)
      target_precompile_headers(${target} PRIVATE ${standard} <gmock/gmock.h> <gtest/gtest.h>)
      target_link_libraries(${target} PRIVATE GTest::gmock)
    elseif(flavour STREQUAL gtest_grpc)
      target_precompile_headers(${target} PRIVATE ${standard} <google/protobuf/message.h> <grpcpp/grpcpp.h>
                                <gmock/gmock.h> <gtest/gtest.h>)
      target_link_libraries(${target} PRIVATE gRPC::grpc++ protobuf::libprotobuf GTest::gmock)
    else()
      message(FATAL_ERROR "unknown precompiled header flavour: ${flavour}")
    endif()
    # -Wpedantic changes what GCC predefines, so a header compiled without it fits none of its users.
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wpedantic)
  endif()
  set(${out} ${target} PARENT_SCOPE)
endfunction()

function(_signalbox_common target)
  cmake_parse_arguments(ARG "" "PCH" "" ${ARGN})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(${target} PRIVATE ${SIGNALBOX_WARNINGS})
  if(ARG_PCH AND NOT SIGNALBOX_FUZZ)
    _signalbox_pch_target(${ARG_PCH} pch)
    target_compile_options(${target} PRIVATE -fpch-preprocess -Winvalid-pch)
    target_precompile_headers(${target} REUSE_FROM ${pch})
  endif()
endfunction()

function(signalbox_library name)
  cmake_parse_arguments(ARG "" "PCH" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  if(ARG_SOURCES)
    add_library(signalbox_${name} STATIC ${ARG_SOURCES})
    _signalbox_common(signalbox_${name} PCH ${ARG_PCH})
    target_link_libraries(signalbox_${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
  else()
    add_library(signalbox_${name} INTERFACE)
    target_include_directories(signalbox_${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(signalbox_${name} INTERFACE ${ARG_DEPENDS})
  endif()
  add_library(signalbox::${name} ALIAS signalbox_${name})
endfunction()

function(signalbox_proto name)
  cmake_parse_arguments(ARG "" "" "PROTOS;DEPENDS" ${ARGN})
  set(generated ${CMAKE_BINARY_DIR}/generated)
  set(sources)
  foreach(proto ${ARG_PROTOS})
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(outputs ${generated}/${stem}.pb.cc ${generated}/${stem}.pb.h
                ${generated}/${stem}.grpc.pb.cc ${generated}/${stem}.grpc.pb.h)
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}
      COMMAND ${PROTOC} -I ${CMAKE_SOURCE_DIR}/proto --cpp_out=${generated} --grpc_out=${generated}
              --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN} ${CMAKE_SOURCE_DIR}/proto/${proto}
      DEPENDS ${CMAKE_SOURCE_DIR}/proto/${proto}
      COMMENT "Generating ${proto}")
    list(APPEND sources ${outputs})
  endforeach()
  add_library(signalbox_${name} STATIC ${sources})
  target_include_directories(signalbox_${name} SYSTEM PUBLIC ${generated})
  target_link_libraries(signalbox_${name} PUBLIC gRPC::grpc++ protobuf::libprotobuf ${ARG_DEPENDS})
  target_compile_options(signalbox_${name} PRIVATE -Wpedantic -w)
  if(NOT SIGNALBOX_FUZZ)
    _signalbox_pch_target(grpc pch)
    target_compile_options(signalbox_${name} PRIVATE -fpch-preprocess)
    target_precompile_headers(signalbox_${name} REUSE_FROM ${pch})
  endif()
  add_library(signalbox::${name} ALIAS signalbox_${name})
  add_dependencies(signalbox_generated signalbox_${name})
endfunction()

function(signalbox_service name)
  cmake_parse_arguments(ARG "" "" "MODULES" ${ARGN})
  add_executable(signalbox_service_${name} main.cpp)
  set_target_properties(signalbox_service_${name} PROPERTIES OUTPUT_NAME signalbox-${name}
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  _signalbox_common(signalbox_service_${name} PCH grpc)
  target_link_libraries(signalbox_service_${name} PRIVATE ${ARG_MODULES} signalbox::app)
  if(NOT SIGNALBOX_SANITIZE)
    target_link_libraries(signalbox_service_${name} PRIVATE ${JEMALLOC_LIBRARY})
  endif()
  add_dependencies(signalbox_services signalbox_service_${name})
endfunction()

function(signalbox_test name)
  cmake_parse_arguments(ARG "SANITIZE" "LABEL;PCH;TIMEOUT" "SOURCES;DEPENDS" ${ARGN})
  if(NOT ARG_PCH)
    set(ARG_PCH gtest)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  _signalbox_common(${name} PCH ${ARG_PCH})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} GTest::gmock GTest::gtest GTest::gtest_main)
  # One ctest entry per binary: discovering each case would start every binary once per case.
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  set(labels ${ARG_LABEL})
  if(ARG_SANITIZE)
    list(APPEND labels sanitized)
    add_dependencies(signalbox_sanitized_tests ${name})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${ARG_TIMEOUT})
endfunction()

function(signalbox_benchmark name)
  cmake_parse_arguments(ARG "" "PCH" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  _signalbox_common(${name} PCH ${ARG_PCH})
  # The allocator of the services, as a good part of what is measured is its work.
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} benchmark::benchmark ${JEMALLOC_LIBRARY})
  add_dependencies(signalbox_benchmarks ${name})
endfunction()

# Corpora: tests/fuzz/corpus/<name>, and the folders of FIXTURES, from the root of the checkout.
function(signalbox_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;FIXTURES" ${ARGN})
  if(NOT SIGNALBOX_FUZZ)
    return()
  endif()
  add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  _signalbox_common(fuzz_${name})
  set_target_properties(fuzz_${name} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzzers)
  target_link_libraries(fuzz_${name} PRIVATE ${ARG_DEPENDS})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  string(JOIN "\n" folders tests/fuzz/corpus/${name} ${ARG_FIXTURES})
  file(WRITE ${CMAKE_BINARY_DIR}/fuzzers/${name}.seeds "${folders}\n")
  add_dependencies(signalbox_fuzzers fuzz_${name})
endfunction()
