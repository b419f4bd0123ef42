/// How much of each stream stays.
package struct RetentionSettings: WireType, Hashable {
    package var rules: [RetentionRule]
    package var otherwise: RetentionLimits?

    package init(
        rules: [RetentionRule], otherwise: RetentionLimits? = nil
    ) {
        self.rules = rules
        self.otherwise = otherwise
    }

    package static let about = About(
        "How much of each stream stays.",
        [
            "rules": FieldNote("The rule of the very name wins, else that of the longest beginning.", itemsMost: 500),
            "otherwise": "For streams without a rule; the stream audit is left alone unless a rule names it.",
        ])
}
