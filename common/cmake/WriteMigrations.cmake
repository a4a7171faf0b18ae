# Run with -P by signalbox_migrations: writes HEADER from the SQL texts in FILES.

set(entries "")
set(expected 0)
foreach(file IN LISTS FILES)
  math(EXPR expected "${expected} + 1")
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+\\.sql$")
    message(FATAL_ERROR "${name}: a migration is named NNNN_what.sql")
  endif()
  string(REGEX MATCH "[1-9][0-9]*$" number ${CMAKE_MATCH_1})
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${name}: expected number ${expected} here")
  endif()
  file(READ ${file} sql)
  string(APPEND entries "    {${number}, \"${name}\", R\"_sql_(${sql})_sql_\"},\n")
endforeach()

file(WRITE ${HEADER} "#pragma once

#include \"common/postgres/migrator.h\"

namespace signalbox::${SERVICE} {

inline constexpr postgres::Migration kMigrations[] = {
${entries}};

}  // namespace signalbox::${SERVICE}
")
