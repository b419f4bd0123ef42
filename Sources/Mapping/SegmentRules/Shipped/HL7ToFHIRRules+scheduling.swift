// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/85-scheduling.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let scheduling = #"""
        # SCH, RGS, AIS, AIG, AIL, AIP: appointments.

        segment SCH
          use focus
          clear @order
          resource Appointment as @appointment key "appointment" 1 2 if 1 or 2:
            1 -> identifier[]:
              . -> . Number
              use Placer
            2 -> identifier[]:
              . -> . Number
              use Filler
            status = "booked"
            25.1 -> status code(AppointmentStatus)
            status = "cancelled" if event in S15 S16 and not 25
            status = "entered-in-error" if event in S17 and not 25
            status = "noshow" if event in S26 and not 25
            7 -> reasonCode[] concept if not 8 or 7 != 8
            8 -> appointmentType concept
            9 -> minutesDuration positive
            11.4 -> start instant
            11.5 -> end instant
            use SCHPeople
          resource ServiceRequest as @order key "appointment" . if 26 or 27:
            26 -> identifier[]:
              . -> . Number
              use Placer
            27 -> identifier[]:
              . -> . Number
              use Filler
            status = "active"
            25.1 -> status code(AppointmentRequestStatus)
            intent = "order"
            @patient -> subject later
          on @appointment:
            @order -> basedOn[]
          @appointment -> @fAppointment

        # SCH-12, 16 and 20: the people to turn to about the appointment take part in it.
        rules SCHPeople
          use PlacerContact if 12
          use FillerContact if 16
          use EnteringPerson if 20

        rules PlacerContact
          15 => - PL
          12 -> participant[]:
            type[].text = "placer contact"
            . => actor XCN as @contact
            status = "accepted"
          on @contact:
            13 -> telecom[] XTN
            14 -> address[] XAD

        rules FillerContact
          19 => - PL
          16 -> participant[]:
            type[].text = "filler contact"
            . => actor XCN as @contact
            status = "accepted"
          on @contact if not 12:
            17 -> telecom[] XTN
            18 -> address[] XAD

        rules EnteringPerson
          22 => - PL
          20 -> participant[]:
            type[].coding[].code = "enterer"
            type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
            . => actor XCN as @contact
            status = "accepted"
          on @contact:
            21 -> telecom[] XTN

        segment RGS
          clear @service

        # AIS[ServiceRequest]
        segment AIS
          use focus
          clear @service
          resource ServiceRequest as @service key . @appointment:
            status = "active"
            intent = "filler-order"
            3 -> code concept
            11 -> orderDetail[] concept
            12 -> orderDetail[] concept
            4 -> occurrencePeriod.start dateTime
            @patient -> subject later
          on @appointment:
            @service -> basedOn[]
          @service -> @fOrder

        segment AIG
          use focus
          clear @needed
          3 => - ResourceDevice as @needed
          on @needed:
            status = "active"
          on @appointment:
            with participant[]:
              5 -> type[] concept if not 4
              4 -> type[] concept
              @needed -> actor
              8 -> period.start dateTime
              status = "tentative"
              14.1 -> status code(ParticipantStatus)
          on @service:
            @needed -> performer[]
          @needed -> @fEquipment

        resource ResourceDevice Device
          1 -> identifier[].value
          3 -> identifier[=].system system if 1
          4 -> identifier[].value
          6 -> identifier[=].system system if 4
          2 -> deviceName[].name
          deviceName[=].type = "model-name" if 2

        segment AIL
          use focus
          clear @place
          on @appointment:
            with participant[]:
              3[1] => actor PL as @place
              6 -> period.start dateTime
              status = "tentative"
              12.1 -> status code(ParticipantStatus)
          on @place:
            4 -> type[] concept(PersonLocationType)
          on @service:
            @place -> locationReference[]

        segment AIP
          use focus
          clear @resource
          on @appointment:
            with participant[]:
              4 -> type[] concept
              3[1] => actor XCN as @resource
              6 -> period.start dateTime
              status = "tentative"
              12.1 -> status code(ParticipantStatus)
          on @service:
            @resource -> performer[]

        closing
          on @document:
            content[].attachment.title = "unknown" if not has content
          on @appointment:
            with participant[] if @patient:
              @patient -> actor
              status = "accepted"
        """#
}
