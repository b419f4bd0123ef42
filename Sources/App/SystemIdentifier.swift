import Values

/// Identifiers from the machine's clock and randomness.
enum SystemIdentifier {
    static func next() -> String {
        var random = SystemRandomNumberGenerator()
        return UniqueIdentifier.version7(at: TimeSource.system.now(), random: (random.next(), random.next()))
    }
}
