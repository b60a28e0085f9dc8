# Starts AWS's runtime client for Python. It reports a failed start by an HTTP client that takes no path in the address of the
# Runtime API; here the address has one (`host:port/_runtime/ID`), so the path is moved to where it belongs.
import os
import runpy
import sys

from awslambdaric import lambda_runtime_client


def with_path(original):
    def call(*values, **named):
        # Not imported before it is needed: it would make each start slower.
        import http.client

        plain = http.client.HTTPConnection

        class Connection(plain):
            def __init__(self, host, *values, **named):
                address, _, path = host.partition("/")
                self.path = f"/{path}" if path else ""
                super().__init__(address, *values, **named)

            def putrequest(self, method, url, *values, **named):
                super().putrequest(method, self.path + url, *values, **named)

        http.client.HTTPConnection = Connection
        try:
            return original(*values, **named)
        finally:
            http.client.HTTPConnection = plain

    return call


for value in list(vars(lambda_runtime_client).values()):
    for name in ("call_rapid", "post_init_error"):
        if isinstance(value, type) and name in vars(value):
            setattr(value, name, with_path(vars(value)[name]))
            break

# As with `python -m awslambdaric HANDLER` in the folder of the code.
sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
sys.argv[0] = "awslambdaric"
runpy.run_module("awslambdaric", run_name="__main__", alter_sys=True)
