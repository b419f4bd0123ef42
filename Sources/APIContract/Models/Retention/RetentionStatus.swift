/// How much of each stream stays, and what was last pruned.
package struct RetentionStatus: WireType, Hashable {
    package var rules: [RetentionRule]
    package var otherwise: RetentionLimits
    package var lastRun: RetentionRun?

    package init(
        rules: [RetentionRule], otherwise: RetentionLimits, lastRun: RetentionRun? = nil
    ) {
        self.rules = rules
        self.otherwise = otherwise
        self.lastRun = lastRun
    }

    package static let about = About(
        "How much of each stream stays, and what was last pruned.",
        [
            "rules": "By stream.",
            "otherwise": "For streams without a rule.",
            "lastRun": "What this node last pruned.",
        ])
}
