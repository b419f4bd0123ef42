// libpq, PostgreSQL's own client library (Debian: libpq-dev). Nothing is added to it.
#include <libpq-fe.h>
