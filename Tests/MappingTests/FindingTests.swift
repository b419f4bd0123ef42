import Mapping
import Testing
import Values

struct FindingTests {
    @Test func readsAsASentenceWithItsPlace() {
        let finding = Finding.error("hl7.requiredField", "PID-3 patient identifier is required", at: "PID-3")
        #expect(finding.description == "error PID-3: PID-3 patient identifier is required (hl7.requiredField)")
    }

    @Test func onlyErrorsStopAMessage() {
        let warning = Finding(.warning, "x", "y")
        #expect(![warning].hasErrors)
        #expect([warning, .error("x", "y", at: "")].hasErrors)
        #expect(Finding.Severity.information < .warning && Finding.Severity.warning < .error)
    }
}
