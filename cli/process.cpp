// SPDX-License-Identifier: MIT
#include "cli/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace headstock::cli {

void prepare_process() {
    for (int fd = 0; fd >= 0 && fd <= 2;) fd = fcntl(fd, F_GETFD) < 0 ? open("/dev/null", O_RDWR) + 1 : fd + 1;
    std::signal(SIGPIPE, SIG_IGN);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace headstock::cli
