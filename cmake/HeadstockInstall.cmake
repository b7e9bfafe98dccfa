# SPDX-License-Identifier: MIT
# What `cmake --install` leaves for find_package(headstock): targets, configuration, version.
include(CMakePackageConfigHelpers)
set(destination ${CMAKE_INSTALL_LIBDIR}/cmake/headstock)
install(EXPORT headstock NAMESPACE headstock:: DESTINATION ${destination} FILE headstockTargets.cmake)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/headstockConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/headstockConfig.cmake.in
    ${PROJECT_BINARY_DIR}/headstockConfig.cmake INSTALL_DESTINATION ${destination})
install(FILES ${PROJECT_BINARY_DIR}/headstockConfig.cmake ${PROJECT_BINARY_DIR}/headstockConfigVersion.cmake
    DESTINATION ${destination})
