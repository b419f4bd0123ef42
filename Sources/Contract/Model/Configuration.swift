import Values

/// What must be set for the point to run, and may differ between environments.
package struct Configuration: Sendable, Equatable {
    package var settings: NamedValues<Setting>
    /// Names of secrets, kept outside of any file.
    package var secrets: [String]
    package var flags: NamedValues<Flag>

    package static let empty = Configuration(settings: NamedValues(), secrets: [], flags: NamedValues())

    static let spec = Spec<Configuration>.object(
        "configuration", "What must be set for the point to run, and may differ between environments.",
        Key(
            "settings", .map(to: Setting.spec), default: NamedValues(), written: "{}",
            "Values that '${name}' stands for in this file."),
        Key(
            "secrets", .list(of: .text(.name)), default: [], written: "[]",
            "Names of the secrets that the point's systems need. Their values are never in a file."),
        Key(
            "flags", .map(to: Flag.spec), default: NamedValues(), written: "{}",
            "Switches that steps and deliveries can depend on.", example: "{ encounters: on }"),
        make: Configuration.init)
}

/// Where a server runs; settings may differ between these.
package enum EnvironmentName: String, Sendable, CaseIterable {
    case development, test, staging, live
}

/// A value by environment: its own, or else the default.
package struct EnvironmentValues<Element: Sendable & Equatable>: Sendable, Equatable {
    package var fallback: Element?
    package var development: Element?
    package var test: Element?
    package var staging: Element?
    package var live: Element?

    package subscript(environment: EnvironmentName) -> Element? {
        switch environment {
        case .development: development ?? fallback
        case .test: test ?? fallback
        case .staging: staging ?? fallback
        case .live: live ?? fallback
        }
    }

    /// Whatever is stated for any environment, the default first.
    package var first: Element? { fallback ?? development ?? test ?? staging ?? live }
}

/// A typed value that `${name}` stands for.
package struct Setting: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable { case text, url, integer, boolean, duration }

    package var kind: Kind
    package var summary: String?
    /// As written; whether they are of the kind is checked when settings are resolved.
    package var values: EnvironmentValues<String>

    static let spec = Spec<Setting>.object(
        "setting", "A typed value that '${name}' stands for.",
        Key("type", kind, "What its value must be; checked at start."),
        Key(optional: "summary", .text(.sentence), "What it is for."),
        Key(
            optional: "default", anyScalar,
            "The value where an environment has none of its own. Without it, every environment must have one.",
            example: "\"http://127.0.0.1:9080\""),
        Key(optional: "development", anyScalar, "The value on a developer's machine."),
        Key(optional: "test", anyScalar, "The value in the test environment."),
        Key(optional: "staging", anyScalar, "The value in the last environment before live."),
        Key(optional: "live", anyScalar, "The value where it counts."),
        make: { kind, summary, fallback, development, test, staging, live in
            let values = EnvironmentValues(
                fallback: fallback, development: development, test: test, staging: staging, live: live)
            return Setting(kind: kind, summary: summary, values: values)
        })

    private static let kind = Spec<Kind>.choice([
        "text": (.text, "Any text."), "url": (.url, "An address with its scheme."),
        "integer": (.integer, "A whole number."),
        "boolean": (.boolean, "on or off."), "duration": (.duration, "Such as 30s or 2h."),
    ])

    private static let anyScalar = Spec<String>(OptionValue.spec.shape) { node, problems in
        if let text = node.text { return text }
        problems.append(TextShape.sentence.refusal(of: node.kindName, at: node.place))
        return nil
    }
}

/// A switch: on or off, everywhere or by environment.
package struct Flag: Sendable, Equatable {
    package var values: EnvironmentValues<Bool>

    package init(values: EnvironmentValues<Bool>) { self.values = values }

    package func isOn(in environment: EnvironmentName) -> Bool { values[environment] ?? false }

    static let spec = Spec<Flag>.single(
        Spec<Bool>.boolean.map { Flag(values: EnvironmentValues(fallback: $0)) },
        or: .object(
            "flag", "A switch that differs between environments.",
            Key("default", .boolean, "Where an environment has no value of its own."),
            Key(optional: "development", .boolean, "On a developer's machine."),
            Key(optional: "test", .boolean, "In the test environment."),
            Key(optional: "staging", .boolean, "In the last environment before live."),
            Key(optional: "live", .boolean, "Where it counts."),
            make: { Flag(values: EnvironmentValues(fallback: $0, development: $1, test: $2, staging: $3, live: $4)) }))
}
