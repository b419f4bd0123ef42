// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/15-ignored.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let ignored = #"""
        # What is left aside on purpose, and why: the accounting lists it as ignored.

        ignore "says how the message is written, sent or acknowledged"
          MSH-12 MSH-13 MSH-14 MSH-15 MSH-16 MSH-18 MSH-20 MSH-21

        ignore "numbers the segments of its kind"
          PID-1 NK1-1 PV1-1 AL1-1 IAM-1 DG1-1 PR1-1 GT1-1 IN1-1 FT1-1 NTE-1 OBR-1 OBX-1 SPM-1 TQ1-1 TXA-1 ARV-1
          AIS-1 AIG-1 AIL-1 AIP-1 RGS-1 SAC-1 PRT-1

        ignore "says what its segment does to what was sent before; every message is mapped as it stands"
          NK1-10 IAM-6 PRT-2 ROL-2 AIS-2 AIG-2 AIL-2 AIP-2 RGS-2

        ignore "says of what type the value beside it is"
          OBX-2
        """#
}
