extension HL7Profile {
    /// ADT messages: admissions, discharges, transfers, registrations, demographic updates and merges. What the standard
    /// requires of all versions from 2.3 on is an error; what senders commonly leave out, and mappings can do without, is a
    /// warning.
    static let admission = """
        id: hl7v2/ADT
        title: HL7 v2 ADT, versions 2.3 to 2.8
        message: ADT
        events: [A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11, A12, A13, A14, A15, A16, A17, A18, A21, A22,
          A23, A24, A25, A26, A27, A28, A29, A30, A31, A34, A35, A36, A37, A38, A39, A40, A41, A42, A43, A44, A45,
          A46, A47, A48, A49, A50, A51, A52, A53, A54, A55, A60, A61, A62]
        tables:
          processing: [D, P, T]
          sex: [A, F, M, N, O, U]
          yesNo: [N, Y]
        segments:
          - name: MSH
            min: 1
            max: 1
            fields:
              - { field: 3, name: sending application, severity: warning, required: true }
              - { field: 7, name: time of the message, type: TS, severity: warning }
              - { field: 9, component: 2, name: trigger event, required: true }
              - { field: 10, name: message control id, required: true, length: 199 }
              - { field: 11, name: processing id, required: true, table: processing }
              - { field: 12, name: version, required: true }
          - name: EVN
            min: 1
            max: 1
            severity: warning
            fields:
              - { field: 2, name: time of recording, type: TS, severity: warning }
          - name: PID
            min: 1
            fields:
              - { field: 1, name: set id, type: SI, severity: warning }
              - { field: 3, name: patient identifier, required: true, length: 64 }
              - { field: 5, name: patient name, required: true, severity: warning }
              - { field: 7, name: date of birth, type: TS, severity: warning }
              - { field: 8, name: administrative sex, table: sex, severity: warning }
              - { field: 24, name: multiple birth indicator, table: yesNo, severity: warning }
              - { field: 25, name: birth order, type: NM, severity: warning }
              - { field: 29, name: time of death, type: TS, severity: warning }
              - { field: 30, name: death indicator, table: yesNo, severity: warning }
          - name: PV1
            min: 1
            events: [A01, A02, A03, A04, A05, A06, A07, A11, A12, A13]
            fields:
              - { field: 1, name: set id, type: SI, severity: warning }
              - { field: 2, name: patient class, required: true, severity: warning }
              - { field: 44, name: time of admission, type: TS, severity: warning }
              - { field: 45, name: time of discharge, type: TS, severity: warning }
          - name: MRG
            min: 1
            events: [A18, A30, A34, A35, A36, A39, A40, A41, A42, A43, A44, A45, A46, A47, A48, A49, A50, A51]
            fields:
              - { field: 1, name: prior patient identifier, required: true, severity: warning }
          - name: NK1
            fields:
              - { field: 1, name: set id, type: SI, severity: warning }
          - name: OBX
            fields:
              - { field: 11, name: observation status, required: true, severity: warning }
          - name: DG1
            fields:
              - { field: 5, name: time of diagnosis, type: TS, severity: warning }
        """
}
