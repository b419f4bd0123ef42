import Events
import TestKit
import Testing
import Values

@testable import App

struct ValueConditionTests {
    private static func passes(_ condition: String, _ payload: String, _ type: String = "application/json") throws
        -> Bool
    {
        var event = Event.sample("e", payload: Array(payload.utf8))
        event.contentType = type
        return try ValueCondition(condition, parameter: "payload").holds(of: event)
    }

    @Test func valuesAreFoundAtTheirPlace() throws {
        let payload = #"{"patient":{"id":"123","ok":true,"none":null,"a/b":1.5},"list":[{"n":7}],"odd":"\u0031x"}"#
        for condition in [
            "/patient/id=123", "/patient/ok=true", "/patient/none=null", "/patient/a~1b=1.5", "/list/0/n=7", "/odd=1x",
        ] { #expect(try Self.passes(condition, payload), "\(condition)") }
        for condition in ["/patient/id=12", "/patient=123", "/list/1/n=7", "/patient/none=", "/nothing=7"] {
            #expect(try !Self.passes(condition, payload), "\(condition)")
        }
        #expect(try Self.passes("/a=b=c", #"{"a":"b=c"}"#, "application/fhir+json; charset=utf-8"))
        #expect(try !Self.passes("/a=1", #"{"a":1}"#, "text/plain"))
        #expect(try !Self.passes("/a=1", #"{"a":1"#))
    }

    @Test func conditionsThatAreNoneAreRefused() {
        for condition in ["", "a=1", "/a", "=1"] {
            #expect(throws: JunctionError.self, "\(condition)") { try ValueCondition(condition, parameter: "payload") }
        }
    }
}
