// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/85-scheduling.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let scheduling = #"""
        # SCH, RGS, AIS, AIG, AIL, AIP: appointments.

        segment SCH
          use focus
          clear @order
          resource Appointment as @appointment key "appointment" 1 2 if 1 or 2:
            1 -> identifier[]:
              . -> . EI
              use Placer
            2 -> identifier[]:
              . -> . EI
              use Filler
            status = "booked"
            25.1 -> status code(AppointmentStatus)
            status = "cancelled" if event in S15 S16 and not 25
            status = "entered-in-error" if event in S17 and not 25
            status = "noshow" if event in S26 and not 25
            7 -> reasonCode[] concept if not 8 or 7 != 8
            8 -> appointmentType concept
            9 -> minutesDuration integer
            11.4 -> start instant
            11.5 -> end instant
            use SCHPeople
          resource ServiceRequest as @order key "appointment" . if 26 or 27:
            26 -> identifier[]:
              . -> . EI
              use Placer
            27 -> identifier[]:
              . -> . EI
              use Filler
            status = "active"
            intent = "order"
            @patient -> subject later
          on @appointment:
            @order -> basedOn[]
          @appointment -> @fAppointment

        # SCH-12 to 22: the people to turn to about the appointment.
        rules SCHPeople
          clear @contactPlace
          15 => - PL as @contactPlace
          19 => - PL as @contactPlace
          22 => - PL as @contactPlace
          12 => supportingInformation[] PlacerContact
          16 => supportingInformation[] FillerContact
          20 => supportingInformation[] EnteringPerson

        resource PlacerContact PractitionerRole
          code[].text = "Placer Contact"
          . => practitioner XCN
          ^13 -> telecom[] XTN
          ^15 => location[] PL

        resource FillerContact PractitionerRole
          code[].text = "Filler Contact"
          . => practitioner XCN
          ^17 -> telecom[] XTN
          ^19 => location[] PL

        resource EnteringPerson PractitionerRole
          code[].coding[].code = "EP"
          code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
          code[=].coding[=].display = "Entering Provider"
          . => practitioner XCN
          ^21 -> telecom[] XTN
          ^22 => location[] PL

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
            4 -> occurrencePeriod.start dateTime
            @patient -> subject later
          on @appointment:
            @service -> basedOn[]
          @service -> @fOrder

        segment AIG
          use focus
          clear @resource
          3 => - ResourceDevice as @resource
          on @appointment:
            with participant[]:
              5 -> type[] concept if not 4
              4 -> type[] concept
              @resource -> actor
              8 -> period.start dateTime
              status = "tentative"
              14.1 -> status code(ParticipantStatus)
          on @service:
            @resource -> performer[]

        resource ResourceDevice Device
          1 -> identifier[].value
          3 -> identifier[=].system system if 1
          2 -> deviceName[].name
          deviceName[=].type = "model-name" if 2

        segment AIL
          use focus
          clear @resource
          on @appointment:
            with participant[]:
              3[1] => actor PL as @resource
              6 -> period.start dateTime
              status = "tentative"
              12.1 -> status code(ParticipantStatus)
          on @service:
            @resource -> locationReference[]

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
          on @appointment:
            with participant[] if @patient:
              @patient -> actor
              status = "accepted"
        """#
}
