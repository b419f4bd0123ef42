/// The rules, in the order they are asked. Each says for whom and why, because that is what a reviewer needs.
extension ChangeRule {
    static let all: [ChangeRule] = [
        ChangeRule(
            "id", .breaking, .senders,
            "The id is in addresses, variables and metrics; everything that uses them must change."),
        ChangeRule("title", .compatible, .owners, "Words for people."),
        ChangeRule("summary", .compatible, .owners, "Words for people."),
        ChangeRule("boundedContext.note", .compatible, .owners, "Words for people."),
        ChangeRule("boundedContext", .undecided, .owners, "The terms between the two domains change; both must agree."),
        ChangeRule("ownership", .compatible, .owners, "Who looks after it changes, not what it does."),

        ChangeRule(
            "dataflow.direction", .undecided, .owners,
            "Which side begins is said differently; compare trigger and deliveries."),
        ChangeRule("dataflow.trigger.host", .breaking, .senders, "They may no longer reach the listener."),
        ChangeRule("dataflow.trigger.port", .breaking, .senders, "They would connect to where nobody listens."),
        ChangeRule(
            "dataflow.trigger.schedule", .undecided, .receivers,
            "Data comes at other times; ask whether anybody waits for it."),
        ChangeRule(
            "dataflow.trigger.timeZone", .undecided, .receivers,
            "Data comes at other times; ask whether anybody waits for it."),
        ChangeRule(
            "dataflow.trigger.missedRuns", .undecided, .receivers, "After an outage more or fewer runs are made up for."
        ),
        ChangeRule("dataflow.trigger.read.archive", .compatible, .operators, "Only where files are kept afterwards."),
        ChangeRule(
            "dataflow.trigger.read", .breaking, .senders, "Files left where they used to be are no longer found."),
        ChangeRule("dataflow.trigger.call", .breaking, .senders, "Another operation is called for the messages."),
        ChangeRule("dataflow.trigger", .breaking, .senders, "Messages are taken in another way."),
        ChangeRule("dataflow.cadence", .compatible, .operators, "Only when alarms are raised."),
        ChangeRule(
            "dataflow.orderBy", when: .added, .compatible, .receivers, "Messages now stay in order that did not."),
        ChangeRule("dataflow.orderBy", .breaking, .receivers, "Messages that stayed in order may overtake each other."),

        ChangeRule("technicalSolution.overview", .compatible, .owners, "Words for people."),
        ChangeRule(
            "technicalSolution.steps[].validate", .undecided, .senders,
            "Another schema decides what is refused; compare the two."),
        ChangeRule("technicalSolution.steps[].onlyIf", .undecided, .receivers, "The step depends on another flag."),
        ChangeRule(
            "technicalSolution.steps[order]", .undecided, .receivers,
            "The same steps in another order may give other results."),
        ChangeRule(
            "technicalSolution.steps[]", when: .added, .undecided, .receivers, "What is delivered may change.",
            judge: addedStep),
        ChangeRule(
            "technicalSolution.steps[]", when: .removed, .undecided, .receivers,
            "What is delivered may change; compare outputs with 'junction map --diff'."),
        ChangeRule(
            "technicalSolution.sagas[].scenarios", .compatible, .owners, "What is tested changes, not what is done."),
        ChangeRule("technicalSolution.sagas[].summary", .compatible, .owners, "Words for people."),
        ChangeRule("technicalSolution.sagas[].*", .undecided, .receivers, "New instances go another way."),
        ChangeRule("technicalSolution.sagas[]", when: .added, .undecided, .receivers, "It publishes and sends more."),
        ChangeRule(
            "technicalSolution.sagas[]", when: .removed, .breaking, .receivers,
            "What it has seen to is done by nobody; instances that run come to their ends."),
        ChangeRule(
            "technicalSolution.projections[].samples", .compatible, .owners, "What is tested changes, not what is read."
        ),
        ChangeRule("technicalSolution.projections[].summary", .compatible, .owners, "Words for people."),
        ChangeRule("technicalSolution.projections[].keys", .compatible, .operators, "Only how many keys there may be."),
        ChangeRule(
            "technicalSolution.projections[].stateBytes", .compatible, .operators, "Only how large a state may be."),
        ChangeRule(
            "technicalSolution.projections[].onError", .compatible, .operators,
            "Only what becomes of events that cannot be folded."),
        ChangeRule(
            "technicalSolution.projections[].*", .undecided, .receivers,
            "Its states are rebuilt and may say something else; compare them with their readers."),
        ChangeRule(
            "technicalSolution.projections[]", when: .added, .compatible, .receivers, "There is more to be read."),
        ChangeRule(
            "technicalSolution.projections[]", when: .removed, .breaking, .receivers,
            "Whoever reads its states finds none."),
        ChangeRule(
            "technicalSolution.streams[].samples", .compatible, .owners, "What is tested changes, not what is told."),
        ChangeRule("technicalSolution.streams[].summary", .compatible, .owners, "Words for people."),
        ChangeRule(
            "technicalSolution.streams[].held", .compatible, .operators, "Only how much may be held at once."),
        ChangeRule(
            "technicalSolution.streams[].onError", .compatible, .operators,
            "Only what becomes of events that fail."),
        ChangeRule(
            "technicalSolution.streams[].idle", .undecided, .receivers, "Results may come sooner or later."),
        ChangeRule(
            "technicalSolution.streams[].*", .undecided, .receivers,
            "It begins anew, and its results may say something else; ask whoever takes them."),
        ChangeRule(
            "technicalSolution.streams[]", when: .added, .undecided, .receivers,
            "There are events that there were not; see whose filters let them pass."),
        ChangeRule(
            "technicalSolution.streams[]", when: .removed, .breaking, .receivers,
            "Whoever waits for its results gets none."),
        ChangeRule(
            "technicalSolution.deliver[].retry", .compatible, .operators, "Only how long failures are tried again."),
        ChangeRule(
            "technicalSolution.deliver[].concurrency", .compatible, .operators,
            "Only how many go at once; order is kept."),
        ChangeRule(
            "technicalSolution.deliver[].breaker", .compatible, .operators, "Only when a failing system is left alone."),
        ChangeRule(
            "technicalSolution.deliver[].parameters", .undecided, .receivers,
            "Values for the address come from elsewhere in the message."),
        ChangeRule(
            "technicalSolution.deliver[].onlyIf", .undecided, .receivers,
            "Whether anything is delivered depends on another flag."),
        ChangeRule("technicalSolution.deliver[order]", .compatible, .owners, "Deliveries do not wait for each other."),
        ChangeRule(
            "technicalSolution.deliver[]", when: .added, .compatible, .receivers,
            "One more gets the messages; the others get them as before."),
        ChangeRule(
            "technicalSolution.deliver[]", when: .removed, .breaking, .receivers,
            "It no longer gets the messages this way."),

        ChangeRule(
            "communication.in.version", .undecided, .senders,
            "Ask whether the two versions of the format differ in what is used."),
        ChangeRule(
            "communication.in.schema", .undecided, .senders, "Another schema decides what is refused; compare the two."),
        ChangeRule(
            "communication.in", .breaking, .senders, "Messages written or sent as agreed so far may not be understood."),
        ChangeRule(
            "communication.out.version", .undecided, .receivers,
            "Ask whether the two versions of the format differ in what is used."),
        ChangeRule(
            "communication.out.schema", .undecided, .receivers, "Messages meet another schema; compare the two."),
        ChangeRule("communication.out", .breaking, .receivers, "They get something they may not be able to read."),

        ChangeRule("configuration.settings.*.summary", .compatible, .owners, "Words for people."),
        ChangeRule(
            "configuration.settings.*.type", .breaking, .operators, "Values set so far may no longer be accepted."),
        ChangeRule(
            "configuration.settings.*.default", when: .removed, .breaking, .operators,
            "Servers that relied on it do not start until they are given a value."),
        ChangeRule(
            "configuration.settings.*.*", .undecided, .operators,
            "Servers that have no value of their own behave differently."),
        ChangeRule(
            "configuration.settings.*", when: .removed, .compatible, .operators,
            "A value that is set for it is no longer used."),
        ChangeRule(
            "configuration.settings", when: .added, .breaking, .operators,
            "Servers need a value for it before they start.",
            judge: defaultIsCompatible),
        ChangeRule(
            "configuration.secrets[]", when: .added, .breaking, .operators,
            "The secret must be stored before the new version can deliver."),
        ChangeRule("configuration.secrets", when: .removed, .compatible, .operators, "The secret is no longer needed."),
        ChangeRule("configuration.secrets[order]", .compatible, .owners, "The order means nothing."),
        ChangeRule("configuration.flags", .undecided, .receivers, "Steps or deliveries are switched on or off."),

        ChangeRule("expectedBehavior[order]", .compatible, .owners, "The order means nothing."),
        ChangeRule("expectedBehavior[]", when: .added, .compatible, .owners, "One more behaviour is promised."),
        ChangeRule("expectedBehavior[].then", .breaking, .receivers, "The same event now leads to something else."),
        ChangeRule(
            "expectedBehavior[]", when: .removed, .undecided, .receivers,
            "A promise is withdrawn; ask who relies on it."),
        ChangeRule("expectedBehavior[]", .undecided, .receivers, "The scenario is about something else now."),

        ChangeRule(
            "versioning[].sunset", .breaking, .senders, "The version ends on another day.", judge: laterIsCompatible),
        ChangeRule("versioning", .compatible, .owners, "The history is told differently."),

        ChangeRule(
            "sampleData[].out", .undecided, .receivers, "The same input has another result; compare the two samples."),
        ChangeRule("sampleData", .compatible, .owners, "Examples, not behaviour."),
        ChangeRule("monitoring.objectives", when: .added, .compatible, .receivers, "More is promised."),
        ChangeRule("monitoring.objectives", .undecided, .receivers, "Another level of service is promised."),
        ChangeRule("monitoring", .compatible, .operators, "Only who is told when."),
        ChangeRule("technicalSolution.steps", .undecided, .receivers, "Another step; compare outputs."),
        ChangeRule("technicalSolution.deliver", .breaking, .receivers, "Another system, or another of its operations."),
        ChangeRule("configuration.secrets", .undecided, .operators, "Another secret."),
        ChangeRule("testing", .compatible, .owners, "How it was tested, not what it does."),
    ]

    /// What a new step does to those on either side.
    @Sendable private static func addedStep(_ difference: DocumentComparison.Difference) -> Change.Impact {
        guard let step = difference.new else { return .undecided }
        // Messages that got through may be refused, held back, or come in other pieces.
        let narrows = ["validate", "filter", "split"].contains { step[$0] != nil }
        return narrows && step["onlyIf"] == nil ? .breaking : .undecided
    }
}
