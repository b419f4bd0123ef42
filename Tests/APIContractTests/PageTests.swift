import Testing

@testable import APIContract

struct PageTests {
    @Test func pageOfATypeIsNamedAfterIt() {
        #expect(Page<IntegrationEvent>.schemaName == "IntegrationEventPage")
    }

    @Test func everyFieldThatTravelsIsDescribed() throws {
        let described = Set(Problem.about.fields.map { $0.key })
        let fields = Mirror(reflecting: Problem(type: "t", title: "t", status: 400)).children.compactMap(\.label)
        #expect(!fields.isEmpty)
        for field in fields { #expect(described.contains(field), "Problem.\(field)") }
    }
}
