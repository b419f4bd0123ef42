// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/40-visit.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let visit = #"""
        # PV1, PV2, ROL, PRT, CTD: visits and who takes part.

        segment PV1
          use focus
          clear @diagnosis
          resource EpisodeOfCare as @episode key 54 @patient if 54 and not @linkage:
            status = "active"
            54 -> identifier[] CX
            53 -> ext(http://hl7.org/fhir/StructureDefinition/resource-instance-description).valueMarkdown
            @patient -> patient later
          resource Encounter as @encounter key . @patient @linkage:
            2 -> class coding(PatientClassEncounterClass)
            status = "in-progress"
            status = "planned" if 2 = P
            status = "finished" if 45
            if type in ADT:
              status = "finished" if event in A03
              status = "cancelled" if event in A11 A27 A38
              status = "planned" if event in A05 A14
              status = "in-progress" if event in A01 A02 A12 A13 A15 A16 A25 A26
            class.code = "AMB" if not 2
            class.system = "http://terminology.hl7.org/CodeSystem/v3-ActCode" if not 2
            with location[] if 3:
              status = "active"
              status = "planned" if ^2 = P and not ( type in ADT and event in A01 A02 A12 A13 A15 A16 A25 A26 )
              status = "completed" if type in ADT and event in A03
              ^3 => location PL
              @place -> @bed
            with location[] if 6:
              status = "completed"
              ^6 => location PL
            with location[] if 11:
              status = "planned" if ^2 = P
              status = "active" if not ^2 = P
              ^11 => location PL
              ext(http://hl7.org/fhir/uv/v2mappings/StructureDefinition/temporary-location).valueBoolean = true
            with location[] if 42:
              status = "planned"
              ^42 => location PL
            with location[] if 43:
              status = "completed"
              ^43 => location PL
              ext(http://hl7.org/fhir/uv/v2mappings/StructureDefinition/temporary-location).valueBoolean = true
            4 -> type[] concept(AdmissionType)
            5 -> hospitalization.preAdmissionIdentifier CX
            13 -> hospitalization.reAdmission concept(ReadmissionIndicator)
            14 -> hospitalization.admitSource concept
            15 -> hospitalization.specialArrangement[] concept(AmbulatoryStatus)
            16 -> hospitalization.specialCourtesy[] concept
            36 -> hospitalization.dischargeDisposition concept
            38 -> hospitalization.dietPreference[] concept
            37 => hospitalization.destination DLDLocation
            @episode -> episodeOfCare[] if 54 and not @linkage
            7 -> participant[]:
              . => individual XCN
              type[].coding[].code = "ATND"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].coding[=].display = "attender"
            8 -> participant[]:
              . => individual XCN
              type[].coding[].code = "REF"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].text = "referrer"
            9 -> participant[]:
              . => individual XCN
              type[].coding[].code = "CON"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].text = "consultant"
            17 -> participant[]:
              . => individual XCN
              type[].coding[].code = "ADM"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].text = "admitter"
            52 -> participant[]:
              . => individual XCN
              type[].coding[].code = "PART"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].text = "Participation"
            10 -> serviceType concept
            19 -> identifier[]:
              use VisitNumber
              type.coding[].code = "VN"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              type.text = "visit number"
            50 -> identifier[] CX
            44 -> period.start dateTime
            45 -> period.end dateTime
            @account -> account[]
            @patient -> subject later
          on @bed if 3 and 40:
            40.1 -> operationalStatus coding(BedStatus)
          on @patient if 16:
            16 -> ext(http://hl7.org/fhir/StructureDefinition/patient-importance).valueCodeableConcept concept
          clear @bed
          @encounter -> @fVisit

        rules VisitNumber
          1 -> value
          4 -> system system
          4 => assigner HDOrganization if 4.1 and 4.2
          7 -> period.start dateTime
          8 -> period.end dateTime

        segment PV2
          on @encounter:
            with location[] if 1:
              status = "planned"
              ^1 => location PL
            3 -> reasonCode[] concept
            8 -> ext(http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate).valueDateTime dateTime
            9 -> ext(http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate).valueDateTime dateTime
            with length if 11:
              11 -> value decimal
              unit = "d"
              system = "http://unitsofmeasure.org"
              code = "d"
            22 -> meta.security[] coding(VisitProtection)
            25 -> priority concept(EncounterPriority)
            38 -> ext(http://hl7.org/fhir/StructureDefinition/encounter-modeOfArrival).valueCoding coding(ModeOfArrivalCode)
            13 -> participant[]:
              . => individual XCN
              type[].coding[].code = "REF"
              type[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
              type[=].text = "referrer"
            23 => serviceProvider XON
            12 -> text Visit

        element Visit
          status = "generated"
          . -> div division

        segment PDA
          resource Condition as @deathCause key . @patient if 1:
            1 -> code concept
            @patient -> subject
          on @encounter:
            with location[] if 2:
              status = "completed"
              ^2 => location PL
          on @patient:
            4 -> deceasedDateTime dateTime if not has deceasedDateTime and not has deceasedBoolean
          resource Procedure key "death certification" . @patient if 5 or 3 in Y:
            code.text = "Death Certification"
            status = "completed"
            4 -> performedDateTime dateTime
            with performer[] if 5:
              function.text = "Death Certified By"
              5 => actor XCN
            @patient -> subject
          resource Procedure key "autopsy" . @patient if 8 or 6 in Y:
            code.text = "Autopsy Performed"
            status = "completed"
            7 -> performedPeriod DR
            with performer[] if 8:
              function.text = "Autopsy Performed By"
              8 => actor XCN
            @patient -> subject
          resource Observation key "death certificate" . @patient if 3:
            status = "final"
            code.text = "Death Certificate"
            3 -> valueCodeableConcept concept(YesNo)
            @patient -> subject
          resource Observation key "autopsy" . @patient if 6:
            status = "final"
            code.text = "Autopsy"
            6 -> valueCodeableConcept concept(YesNo)
            @patient -> subject
          resource Observation key "coroner" . @patient if 9:
            status = "final"
            code.text = "Coroner"
            9 -> valueCodeableConcept concept(YesNo)
            @patient -> subject

        # ROL[PractitionerRole]: who plays a role for the patient, in the visit or in the procedure before it.
        segment ROL
          use ParticipantRole
          on @fPatient if not @fVisit and not @fProcedure:
            @role -> generalPractitioner[]
          on @fVisit if not @fProcedure:
            @role -> participant[].individual
          on @fProcedure:
            @role -> performer[].actor

        rules ParticipantRole
          clear @role @roleOrganization
          14 => - XON as @roleOrganization
          resource PractitionerRole as @role key . if 4:
            4 => practitioner XCN
            @roleOrganization -> organization if 14
            13 => location[] PL
            3 -> code[] concept(ProviderRole)
            9 -> specialty[] concept
            12 -> telecom[] XTN
            5 -> period.start dateTime
            6 -> period.end dateTime

        # PRT[PractitionerRole], PRT[Device] and PRT[Observation-Location].
        segment PRT
          clear @role @organization @device @partPlace
          8 => - XON as @organization
          resource PractitionerRole as @role key . if 5:
            4 -> code[] concept(ProviderRole)
            5 => practitioner XCN
            @organization -> organization if 8
            6 -> specialty[] concept
            9 => location[] PL as @partPlace
            11 -> period.start dateTime
            12 -> period.end dateTime
            15 -> telecom[] XTN if not 8
          9 => - PL as @partPlace if not 5
          on @organization if 8 and not 5:
            14 -> address[] XAD
            15 -> telecom[] XTN
          resource Device as @device key . @patient if 10:
            10 -> identifier[] EI
            16 -> udiCarrier[].deviceIdentifier
            20 -> udiCarrier[=].carrierHRF if 20
            16 -> identifier[] EI
            17 -> manufactureDate dateTime
            18 -> expirationDate dateTime
            19 -> lotNumber
            20.1 -> serialNumber if 20 and not 20.2
            21 -> distinctIdentifier
            @patient -> patient
          clear @organization if not 8
          use Participation

        rules Participation
          on @fPatient if not @fVisit and not @fObservation and not @fForm and not @fOrder and not @fDocument:
            @role -> generalPractitioner[]
            @organization -> generalPractitioner[] if 8 and not 5
          on @fVisit if not @fProcedure and not @fObservation and not @fForm and not @fOrder and not @fDocument:
            @role -> participant[].individual
            @organization -> serviceProvider if 8 and not 5
          on @fProcedure if not @fObservation and not @fForm:
            @role -> performer[].actor
            @organization -> performer[].actor if 8 and not 5
            @device -> performer[].actor if 10
          on @fObservation:
            @role -> performer[]
            @organization -> performer[] if 8 and not 5
            @device -> device if 10
          on @fForm:
            @role -> performer[]
            @organization -> performer[] if 8 and not 5
          on @fReport if not @fObservation and not @fForm:
            @role -> performer[]
            @organization -> performer[] if 8 and not 5
          on @fDocument:
            @role -> author[]
            @organization -> author[] if 8 and not 5
            @device -> author[] if 10
          on @fOrder if not @fObservation and not @fForm and not @fReport and not @fDocument:
            @role -> supportingInfo[]
            @organization -> supportingInfo[] if 8 and not 5
            @device -> supportingInfo[] if 10
            @partPlace -> locationReference[] if 9 and not 5
          on @fMedication if not @fObservation and not @fForm:
            @role -> supportingInformation[]
            @organization -> supportingInformation[] if 8 and not 5
            @device -> supportingInformation[] if 10
          on @fCharge:
            @role -> performer[].actor
          on @fImmunization:
            @role -> performer[].actor
            @organization -> performer[].actor if 8 and not 5
          clear @organization

        # CTD: someone to turn to about the patient.
        segment CTD
          on @patient:
            with contact[]:
              1 -> relationship[] concept(ContactRole)
              2[1] -> name XPN
              3[1] -> address XAD
              5 -> telecom[] XTN
        """#
}
