/// What a workspace may hold at most.
package struct WorkspaceLimits: Sendable {
    package var reading = ReadingLimits()
    /// Files of each kind.
    package var files = 10_000
    /// Bytes of a mapping or a lookup table.
    package var tableBytes = 16 << 20
    /// Bytes of one sample.
    package var sampleBytes = 64 << 20

    package init() {}
}
