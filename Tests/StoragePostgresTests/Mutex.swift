#if SANITIZED_LOCKS
    import Events

    /// Shadows the standard `Mutex` in this module; see `SanitizedMutex`.
    typealias Mutex<Value: ~Copyable> = SanitizedMutex<Value>
#endif
