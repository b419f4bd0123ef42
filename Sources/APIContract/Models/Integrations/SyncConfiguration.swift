package import Values

/// What to sync. Everything may be left out.
package struct SyncConfiguration: WireType, Hashable {
    package var since: Instant?
    package var until: Instant?
    package var dryRun: Bool?
    package var parameters: Object?

    package init(
        since: Instant? = nil, until: Instant? = nil, dryRun: Bool? = nil, parameters: Object? = nil
    ) {
        self.since = since
        self.until = until
        self.dryRun = dryRun
        self.parameters = parameters
    }

    package static let about = About(
        "What to sync. Everything may be left out.",
        [
            "since": "Only what changed at or after this time.",
            "until": "Only what changed before this time.",
            "dryRun": "Read, validate and map, but deliver nothing.",
            "parameters": "Values for the parameters that the integration declares.",
        ])
}
