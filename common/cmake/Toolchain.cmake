# Compiler, linker and cache settings shared by every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# The same flags for libraries and programs: CMake's own switch gives one -fPIC and the other -fPIE, some libraries ask
# for -pthread and some do not, and a precompiled header serves only the flags that it was made with.
add_compile_options(-fPIE -pthread)
add_link_options(-pie)

# FORCE: project() has put empty ones into the cache before.
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_DEV "-O1 -g1" CACHE STRING "" FORCE)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG" CACHE STRING "" FORCE)

set(SIGNALBOX_SANITIZE "" CACHE STRING "Sanitizers to compile in, as for -fsanitize=")
option(SIGNALBOX_COVERAGE "Instrument for gcov" OFF)
option(SIGNALBOX_FUZZ "Instrument for libFuzzer, with AddressSanitizer and UndefinedBehaviorSanitizer: Clang only" OFF)
if(SIGNALBOX_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(SIGNALBOX_SANITIZE)
  add_compile_options(-fsanitize=${SIGNALBOX_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SIGNALBOX_SANITIZE})
endif()
if(SIGNALBOX_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

find_program(SIGNALBOX_CCACHE ccache)
if(SIGNALBOX_CCACHE)
  # Paths relative to the checkout, so that two checkouts share one cache; precompiled headers need the sloppiness.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${SIGNALBOX_CCACHE})
endif()

find_program(SIGNALBOX_MOLD mold)
if(SIGNALBOX_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
