package import Values

/// One thing that `junction check` looks for. `docs/lint.md` is made from the list of all.
package struct Rule: Sendable, Hashable {
    /// Stable, in kebab case: `unknown-key`.
    package let id: String
    package let severity: Problem.Severity
    /// What it finds, a sentence.
    package let summary: String
    /// Why it matters and what to do, a sentence or two.
    package let reason: String
    package let code: ErrorCode

    private init(
        _ id: String, _ severity: Problem.Severity, _ code: ErrorCode, _ summary: String, because reason: String
    ) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.reason = reason
        self.code = code
    }

    package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

// Rules of reading: found in any file, before it is understood.
extension Rule {
    package static let malformedYAML = Rule(
        "malformed-yaml", .error, .contractMalformed, "The file is not YAML.",
        because: "Nothing in it can be read; the place named is where reading stopped.")
    package static let readingLimit = Rule(
        "reading-limit", .error, .contractMalformed, "The file is larger, deeper or more entangled than allowed.",
        because: "Limits keep one bad file from taking the server's memory. Split the file.")
    package static let duplicateKey = Rule(
        "duplicate-key", .error, .contractMalformed, "A key stands twice in one group.",
        because: "Only one of them could count, and the reader cannot know which was meant.")
    package static let unknownKey = Rule(
        "unknown-key", .error, .unknownKey, "A key means nothing where it stands.",
        because: "A misspelt key would be ignored, and the setting with it. The nearest right one is suggested.")
    package static let missingKey = Rule(
        "missing-key", .error, .missingKey, "A key that is needed is not there.",
        because: "Nothing that matters is assumed in silence.")
    package static let missingHeading = Rule(
        "missing-heading", .error, .missingKey, "One of the eleven headings is not there.",
        because: "A contract answers every heading; where one does not apply it says 'notApplicable: <reason>'.")
    package static let wrongType = Rule(
        "wrong-type", .error, .wrongType, "A value is not of the kind its key takes.",
        because: "The message names the kind expected, with an example.")
    package static let unreadableFile = Rule(
        "unreadable-file", .error, .contractMalformed, "A file or folder of the workspace cannot be read.",
        because: "Check that it is there and that the server may read it.")
}

// Rules of sense: found once a file is understood.
extension Rule {
    package static let duplicateID = Rule(
        "duplicate-id", .error, .contractMalformed, "Two files have the same id.",
        because: "Ids name points and systems in addresses, logs and metrics, so each must be one thing.")
    package static let fileName = Rule(
        "file-name", .warning, .contractMalformed, "A file is not named by its id.",
        because: "Whoever looks for 'resident-admissions' should find resident-admissions.yaml.")
    package static let danglingReference = Rule(
        "dangling-reference", .error, .danglingReference, "The file names something that does not exist.",
        because:
            "A system, operation, mapping, schema, sample, setting, secret or flag that is not there fails at run time."
    )
    package static let unusedDeclaration = Rule(
        "unused-declaration", .warning, .danglingReference,
        "A setting, secret or flag is declared but nothing uses it.",
        because: "Every line of a contract should do something; what does nothing misleads.")
    package static let unknownFormat = Rule(
        "unknown-format", .error, .unknownFormat, "There is no format of that name.",
        because: "Messages could be neither read nor written; the formats are listed by 'junction convert --help'.")
    package static let mappingMalformed = Rule(
        "mapping-malformed", .error, .mappingMalformed, "A mapping definition cannot be read or compiled.",
        because: "A point that uses it could not start.")
    package static let schemaMalformed = Rule(
        "schema-malformed", .error, .schemaMalformed, "A JSON Schema file cannot be read or compiled.",
        because: "A point that uses it could not start.")
    package static let expressionMalformed = Rule(
        "expression-malformed", .error, .contractMalformed, "An expression or a filter of events cannot be read.",
        because: "What uses it could not start.")
    package static let impossibleStream = Rule(
        "impossible-stream", .error, .contractMalformed, "A stream's windows cannot be made as they are said.",
        because: "It could not start.")
    package static let sampleMalformed = Rule(
        "sample-malformed", .error, .malformed, "A sample is not in the format the point says.",
        because: "Samples are what people and tests rely on.")
    package static let noSamples = Rule(
        "no-samples", .warning, .missingKey, "The point takes messages but shows none.",
        because: "Without a sample nothing about the point can be tested or shown.")
    package static let noNegativeScenario = Rule(
        "no-negative-scenario", .warning, .missingKey, "No scenario tells what happens when something goes wrong.",
        because: "Refusals and outages are part of the contract; add one with a fault or a message that is refused.")
    package static let reviewOverdue = Rule(
        "review-overdue", .warning, .contractMalformed, "The review date has passed.",
        because: "Review the point with its owners, then set the next date.")
    package static let portConflict = Rule(
        "port-conflict", .error, .contractMalformed, "Two points listen on the same port.",
        because: "Only one of them could start.")
    package static let openListener = Rule(
        "open-listener", .warning, .contractMalformed, "A point listens for other machines without TLS.",
        because:
            "Anyone on the way can read and change the messages. Give it a certificate, or listen on 127.0.0.1 only.")
    package static let sharedQueue = Rule(
        "shared-queue", .warning, .contractMalformed, "Two points take from the same queue.",
        because: "Each message goes to one of them only, and nobody can say to which. Give each a queue of its own.")
    package static let wrongConnector = Rule(
        "wrong-connector", .error, .contractMalformed, "A system is asked for what its connector does not do.",
        because:
            "RabbitMQ takes 'publish', an amqp address and the authentication 'basic' or 'mutualTLS'; the others take none of it."
    )
    package static let versionOrder = Rule(
        "version-order", .error, .contractMalformed, "The versions are not listed newest first, or not dated in order.",
        because: "The list is the point's history; its first entry is the version that the file describes.")
    package static let versionUnlisted = Rule(
        "version-unlisted", .error, .contractMalformed, "The file's version is not in its own list of versions.",
        because: "Say when it came and what changed.")
    package static let sunsetPassed = Rule(
        "sunset-passed", .error, .contractMalformed, "The version that the file describes is past its sunset.",
        because: "It should no longer run; publish its successor, or agree on a later date.")
    package static let stepOrder = Rule(
        "step-order", .error, .contractMalformed, "A step stands where it cannot be done.",
        because: "A message is split first, then checked and filtered; what follows a mapping happens on the way out.")
    package static let undeclaredSystem = Rule(
        "undeclared-system", .error, .danglingReference,
        "A scenario names a system that the point has nothing to do with.",
        because: "Such a fault would never be played and such a delivery never seen.")
    package static let impossibleScenario = Rule(
        "impossible-scenario", .error, .contractMalformed, "A scenario asks for what the point cannot do.",
        because: "It would always fail: see what the trigger takes and what is delivered where.")
    package static let unreachableAlert = Rule(
        "unreachable-alert", .warning, .contractMalformed, "An alert that can never fire, or tells nobody.",
        because: "An alarm that cannot sound is worse than none.")
    package static let sagaMalformed = Rule(
        "saga-malformed", .error, .sagaUnusable, "A saga has a filter or an expression that cannot be used.",
        because: "Its point could not start.")
    package static let sagaGoesBack = Rule(
        "saga-goes-back", .error, .sagaUnusable, "A choice of a saga leads to itself or to an earlier step.",
        because: "Only ways forward make sure that every instance comes to an end.")
    package static let sagaUnreachable = Rule(
        "saga-unreachable", .error, .sagaUnusable, "No way leads to a step of a saga, or no step names a compensation.",
        because: "It would never be done, whatever its author thinks.")
    package static let sagaCompensation = Rule(
        "saga-compensation", .error, .sagaUnusable, "A compensation is named where nothing is to be taken back.",
        because: "Waiting does nothing, and what takes a step back is the last word.")
    package static let settingInvalid = Rule(
        "setting-invalid", .error, .settingInvalid, "A setting has no value, or not one of its type.",
        because: "Settings are checked before anything starts, so that a typo is not found at night.")
    package static let openAuthentication = Rule(
        "open-authentication", .warning, .danglingReference, "Credentials would travel unencrypted.",
        because: "Use https for a system that is not on this machine.")
    package static let addressForbidden = Rule(
        "address-forbidden", .error, .addressForbidden, "A system's address is private, and its range is not allowed.",
        because: "Calls to private addresses are refused unless 'allowedNetworks' names their range.")
}

extension Rule {
    /// Every rule, in the order of the documentation.
    package static let all: [Rule] = [
        .malformedYAML, .readingLimit, .duplicateKey, .unknownKey, .missingKey, .missingHeading, .wrongType,
        .unreadableFile, .duplicateID, .fileName, .danglingReference, .unusedDeclaration, .unknownFormat,
        .mappingMalformed, .schemaMalformed, .expressionMalformed, .impossibleStream, .sampleMalformed, .noSamples,
        .noNegativeScenario, .reviewOverdue, .portConflict, .openListener, .sharedQueue, .wrongConnector, .versionOrder,
        .versionUnlisted, .sunsetPassed,
        .stepOrder, .undeclaredSystem, .impossibleScenario, .unreachableAlert, .sagaMalformed, .sagaGoesBack,
        .sagaUnreachable, .sagaCompensation, .settingInvalid,
        .openAuthentication, .addressForbidden,
    ]
}
