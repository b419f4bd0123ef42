import Values

/// A place where two domains meet: one file that documents, runs, mocks, tests and watches itself.
package struct IntegrationPoint: Sendable {
    package var id: String
    package var title: String
    package var version: SemanticVersion
    package var summary: String
    package var boundedContext: Heading<BoundedContext>
    package var ownership: Heading<Ownership>
    package var dataflow: Heading<Dataflow>
    package var technicalSolution: Heading<TechnicalSolution>
    package var communication: Heading<Communication>
    package var configuration: Heading<Configuration>
    package var expectedBehavior: Heading<[Scenario]>
    package var versioning: Heading<[VersionEntry]>
    package var sampleData: Heading<[SamplePair]>
    package var monitoring: Heading<Monitoring>
    package var testing: Heading<[TestingEntry]>

    package static let spec = Spec<IntegrationPoint>.object(
        "integrationPoint",
        "A place where two domains meet: one file that documents, runs, mocks, tests and watches itself.",
        Key("id", .text(.identifier), "Its name in addresses, logs and metrics; the file is named by it."),
        Key("title", .text(.sentence), "Its name for people.", example: "Resident admissions from the hospital"),
        Key("version", SemanticVersion.spec, "The version that this file describes."),
        Key("summary", .text(.sentence), "What it is for, in a sentence or two."),
        Key("boundedContext", .heading(BoundedContext.spec), "The two domains that meet here, and on what terms."),
        Key("ownership", .heading(Ownership.spec), "Who defines, builds and looks after it."),
        Key("dataflow", .heading(Dataflow.spec), "Which way data goes, what sets it in motion, how much is expected."),
        Key("technicalSolution", .heading(TechnicalSolution.spec), "What happens to a message on its way."),
        Key("communication", .heading(Communication.spec), "What is exchanged, and how."),
        Key("configuration", .heading(Configuration.spec), "What must be set for it to run."),
        Key(
            "expectedBehavior", .heading(.list(of: Scenario.spec, atLeast: 1)),
            "Scenarios, good and bad; each is a test."),
        Key("versioning", .heading(.list(of: VersionEntry.spec, atLeast: 1)), "Its versions, newest first."),
        Key(
            "sampleData", .heading(.list(of: SamplePair.spec, atLeast: 1)), "Messages as they arrive and as they leave."
        ),
        Key("monitoring", .heading(Monitoring.spec), "How well it must do, and who is told when it does not."),
        Key("testing", .heading(.list(of: TestingEntry.spec, atLeast: 1)), "How it was tested."),
        make: IntegrationPoint.init)
}

/// What runs, without asking each heading whether it applies.
extension IntegrationPoint {
    package var trigger: Trigger? { dataflow.part?.trigger }
    package var orderBy: String? { dataflow.part?.orderBy }
    package var steps: [Step] { technicalSolution.part?.steps ?? [] }
    package var deliveries: [Delivery] { technicalSolution.part?.deliver ?? [] }
    package var projections: [Projection] { technicalSolution.part?.projections ?? [] }
    package var sagas: [Saga] {
        get { technicalSolution.part?.sagas ?? [] }
        set {
            guard case .stated(var solution) = technicalSolution else { return }
            solution.sagas = newValue
            technicalSolution = .stated(solution)
        }
    }
    package var streams: [EventStream] { technicalSolution.part?.streams ?? [] }
    package var scenarios: [Scenario] { expectedBehavior.part ?? [] }
    package var samples: [SamplePair] { sampleData.part ?? [] }
    package var settings: Configuration { configuration.part ?? .empty }

    /// Steps that run in that environment: those whose flag is on, or that have none.
    package func steps(in environment: EnvironmentName) -> [Step] {
        steps.filter { isOn($0.onlyIf, in: environment) }
    }

    package func deliveries(in environment: EnvironmentName) -> [Delivery] {
        deliveries.filter { isOn($0.onlyIf, in: environment) }
    }

    private func isOn(_ flag: String?, in environment: EnvironmentName) -> Bool {
        guard let flag else { return true }
        return settings.flags[flag]?.isOn(in: environment) ?? false
    }
}
