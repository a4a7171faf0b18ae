# signalbox_migrations(<target> FILES storage/migrations/0001_create.sql ...)
#
# Compiles the SQL of a service into <target>: adds the generated header <folder>/storage/migrations.h
# ("services/billing/storage/migrations.h" for services/billing) with
#   namespace signalbox::billing { inline constexpr postgres::Migration kMigrations[] = {...}; }
# The files are named NNNN_what.sql, numbered from 0001 without gaps, and listed in that order.

function(signalbox_migrations target)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  get_filename_component(service ${folder} NAME)
  set(header ${CMAKE_BINARY_DIR}/generated/${folder}/storage/migrations.h)
  list(TRANSFORM ARG_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set(script ${CMAKE_SOURCE_DIR}/common/cmake/WriteMigrations.cmake)
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -D HEADER=${header} -D SERVICE=${service} "-D FILES=${ARG_FILES}" -P ${script}
    DEPENDS ${ARG_FILES} ${script}
    COMMENT "Compiling the migrations of ${service} in"
    VERBATIM)
  target_sources(signalbox_${target} PRIVATE ${header})
  target_include_directories(signalbox_${target} PUBLIC ${CMAKE_BINARY_DIR}/generated)
endfunction()
