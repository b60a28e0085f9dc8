#ifndef C_PROCESS_H
#define C_PROCESS_H

#include <sys/types.h>

/// A pipe whose ends close on exec. Returns 0, or errno.
int stackc_pipe(int ends[2]);

/// Starts a program in a folder, in a process group of its own or, if `session` is not 0, in a session of its own, with default
/// signal dispositions and no signal blocked.
///
/// Standard input is `input`, or /dev/null if it is negative. Standard output and error are `output`, or what this process has if
/// it is negative. `arguments` and `environment` end with NULL. Returns 0 and sets `process`, or returns errno.
int stackc_spawn(
  pid_t *process, const char *path, char *const arguments[], char *const environment[], const char *folder, int input,
  int output, int session);

#endif
