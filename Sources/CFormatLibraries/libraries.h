// What the formats use of C: compression, and the C library's conversion of character sets.
#include <bzlib.h>
#include <errno.h>
#include <iconv.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

// Swift sees no errno, which is a macro.
static inline int formatLibraryError(void) { return errno; }
