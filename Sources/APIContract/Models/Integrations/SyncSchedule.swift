package import Values

/// When an integration works.
package struct SyncSchedule: WireType, Hashable {
    package var trigger: TriggerKind
    package var cron: String?
    package var timeZone: String?
    package var nextRun: Instant?

    package init(
        trigger: TriggerKind, cron: String? = nil, timeZone: String? = nil, nextRun: Instant? = nil
    ) {
        self.trigger = trigger
        self.cron = cron
        self.timeZone = timeZone
        self.nextRun = nextRun
    }

    package static let about = About(
        "When an integration works.",
        [
            "trigger": "What starts it.",
            "cron": FieldNote("Five fields of cron, for trigger schedule.", example: "0 2 * * *", lengthMost: 200),
            "timeZone": FieldNote(
                "IANA name of the time zone the schedule is in; UTC when absent.",
                example: "Europe/London", lengthMost: 64),
            "nextRun": "When it runs next.",
        ])
}
