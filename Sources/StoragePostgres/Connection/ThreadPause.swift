import Glibc
import Values

/// Waits on a thread that is ours and waits for the server anyway.
enum ThreadPause {
    static func wait(_ span: Duration) {
        // On no file at all: only the time ends it.
        _ = poll(nil, 0, Int32(clamping: span.wholeMicroseconds / 1000))
    }
}
