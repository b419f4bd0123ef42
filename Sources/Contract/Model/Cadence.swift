import Values

/// How much is expected, and when silence is a fault.
package struct Cadence: Sendable, Equatable {
    package var expect: Rate
    package var alarmWhenSilentFor: Duration?
    /// Silence counts only within these; nil is always.
    package var hours: DailyHours?

    static let spec = Spec<Cadence>.object(
        "cadence", "How much is expected, and when silence is a fault.",
        Key("expect", Rate.spec, "About how many messages come in how long."),
        Key(optional: "alarmWhenSilentFor", .duration, "Raise an alarm when nothing has come for so long."),
        Key(optional: "hours", DailyHours.spec, "The hours in which silence counts; always, if left out."),
        make: Cadence.init)
}
