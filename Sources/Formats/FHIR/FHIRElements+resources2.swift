// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources2 = """
        DetectedIssue R identifier:Identifier* status:s code:CodeableConcept severity:s patient:Reference \
        identified[x]:dateTime=s,Period author:Reference implicated:Reference* evidence:DetectedIssue.evidence* \
        detail:s reference:s mitigation:DetectedIssue.mitigation*
        DetectedIssue.evidence B code:CodeableConcept* detail:Reference*
        DetectedIssue.mitigation B action:CodeableConcept date:s author:Reference
        Device R identifier:Identifier* definition:Reference udiCarrier:Device.udiCarrier* status:s \
        statusReason:CodeableConcept* distinctIdentifier:s manufacturer:s manufactureDate:s expirationDate:s \
        lotNumber:s serialNumber:s deviceName:Device.deviceName* modelNumber:s partNumber:s type:CodeableConcept \
        specialization:Device.specialization* version:Device.version* property:Device.property* patient:Reference \
        owner:Reference contact:ContactPoint* location:Reference url:s note:Annotation* safety:CodeableConcept* \
        parent:Reference
        Device.udiCarrier B deviceIdentifier:s issuer:s jurisdiction:s carrierAIDC:s carrierHRF:s entryType:s
        Device.deviceName B name:s type:s
        Device.specialization B systemType:CodeableConcept version:s
        Device.version B type:CodeableConcept component:Identifier value:s
        Device.property B type:CodeableConcept valueQuantity:Quantity* valueCode:CodeableConcept*
        DeviceDefinition R identifier:Identifier* udiDeviceIdentifier:DeviceDefinition.udiDeviceIdentifier* \
        manufacturer[x]:string=s,Reference deviceName:DeviceDefinition.deviceName* modelNumber:s \
        type:CodeableConcept specialization:DeviceDefinition.specialization* version:s* safety:CodeableConcept* \
        shelfLifeStorage:ProductShelfLife* physicalCharacteristics:ProdCharacteristic \
        languageCode:CodeableConcept* capability:DeviceDefinition.capability* property:DeviceDefinition.property* \
        owner:Reference contact:ContactPoint* url:s onlineInformation:s note:Annotation* quantity:Quantity \
        parentDevice:Reference material:DeviceDefinition.material*
        DeviceDefinition.udiDeviceIdentifier B deviceIdentifier:s issuer:s jurisdiction:s
        DeviceDefinition.deviceName B name:s type:s
        DeviceDefinition.specialization B systemType:s version:s
        DeviceDefinition.capability B type:CodeableConcept description:CodeableConcept*
        DeviceDefinition.property B type:CodeableConcept valueQuantity:Quantity* valueCode:CodeableConcept*
        DeviceDefinition.material B substance:CodeableConcept alternate:b allergenicIndicator:b
        DeviceMetric R identifier:Identifier* type:CodeableConcept unit:CodeableConcept source:Reference \
        parent:Reference operationalStatus:s color:s category:s measurementPeriod:Timing \
        calibration:DeviceMetric.calibration*
        DeviceMetric.calibration B type:s state:s time:s
        DeviceRequest R identifier:Identifier* instantiatesCanonical:s* instantiatesUri:s* basedOn:Reference* \
        priorRequest:Reference* groupIdentifier:Identifier status:s intent:s priority:s code[x]:Reference,\
        CodeableConcept parameter:DeviceRequest.parameter* subject:Reference encounter:Reference \
        occurrence[x]:dateTime=s,Period,Timing authoredOn:s requester:Reference performerType:CodeableConcept \
        performer:Reference reasonCode:CodeableConcept* reasonReference:Reference* insurance:Reference* \
        supportingInfo:Reference* note:Annotation* relevantHistory:Reference*
        DeviceRequest.parameter B code:CodeableConcept value[x]:CodeableConcept,Quantity,Range,boolean=b
        DeviceUseStatement R identifier:Identifier* basedOn:Reference* status:s subject:Reference \
        derivedFrom:Reference* timing[x]:Timing,Period,dateTime=s recordedOn:s source:Reference device:Reference \
        reasonCode:CodeableConcept* reasonReference:Reference* bodySite:CodeableConcept note:Annotation*
        DiagnosticReport R identifier:Identifier* basedOn:Reference* status:s category:CodeableConcept* \
        code:CodeableConcept subject:Reference encounter:Reference effective[x]:dateTime=s,Period issued:s \
        performer:Reference* resultsInterpreter:Reference* specimen:Reference* result:Reference* \
        imagingStudy:Reference* media:DiagnosticReport.media* conclusion:s conclusionCode:CodeableConcept* \
        presentedForm:Attachment*
        DiagnosticReport.media B comment:s link:Reference
        DocumentManifest R masterIdentifier:Identifier identifier:Identifier* status:s type:CodeableConcept \
        subject:Reference created:s author:Reference* recipient:Reference* source:s description:s \
        content:Reference* related:DocumentManifest.related*
        DocumentManifest.related B identifier:Identifier ref:Reference
        DocumentReference R masterIdentifier:Identifier identifier:Identifier* status:s docStatus:s \
        type:CodeableConcept category:CodeableConcept* subject:Reference date:s author:Reference* \
        authenticator:Reference custodian:Reference relatesTo:DocumentReference.relatesTo* description:s \
        securityLabel:CodeableConcept* content:DocumentReference.content* context:DocumentReference.context
        DocumentReference.relatesTo B code:s target:Reference
        DocumentReference.content B attachment:Attachment format:Coding
        DocumentReference.context B encounter:Reference* event:CodeableConcept* period:Period \
        facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference \
        related:Reference*
        EffectEvidenceSynthesis R url:s identifier:Identifier* version:s name:s title:s status:s date:s \
        publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:s lastReviewDate:s effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* synthesisType:CodeableConcept \
        studyType:CodeableConcept population:Reference exposure:Reference exposureAlternative:Reference \
        outcome:Reference sampleSize:EffectEvidenceSynthesis.sampleSize \
        resultsByExposure:EffectEvidenceSynthesis.resultsByExposure* \
        effectEstimate:EffectEvidenceSynthesis.effectEstimate* certainty:EffectEvidenceSynthesis.certainty*
        EffectEvidenceSynthesis.sampleSize B description:s numberOfStudies:i numberOfParticipants:i
        EffectEvidenceSynthesis.resultsByExposure B description:s exposureState:s variantState:CodeableConcept \
        riskEvidenceSynthesis:Reference
        EffectEvidenceSynthesis.effectEstimate B description:s type:CodeableConcept variantState:CodeableConcept \
        value:d unitOfMeasure:CodeableConcept \
        precisionEstimate:EffectEvidenceSynthesis.effectEstimate.precisionEstimate*
        EffectEvidenceSynthesis.effectEstimate.precisionEstimate B type:CodeableConcept level:d from:d to:d
        EffectEvidenceSynthesis.certainty B rating:CodeableConcept* note:Annotation* \
        certaintySubcomponent:EffectEvidenceSynthesis.certainty.certaintySubcomponent*
        EffectEvidenceSynthesis.certainty.certaintySubcomponent B type:CodeableConcept rating:CodeableConcept* \
        note:Annotation*
        Encounter R identifier:Identifier* status:s statusHistory:Encounter.statusHistory* class:Coding \
        classHistory:Encounter.classHistory* type:CodeableConcept* serviceType:CodeableConcept \
        priority:CodeableConcept subject:Reference episodeOfCare:Reference* basedOn:Reference* \
        participant:Encounter.participant* appointment:Reference* period:Period length:Duration \
        reasonCode:CodeableConcept* reasonReference:Reference* diagnosis:Encounter.diagnosis* account:Reference* \
        hospitalization:Encounter.hospitalization location:Encounter.location* serviceProvider:Reference \
        partOf:Reference
        Encounter.statusHistory B status:s period:Period
        Encounter.classHistory B class:Coding period:Period
        Encounter.participant B type:CodeableConcept* period:Period individual:Reference
        Encounter.diagnosis B condition:Reference use:CodeableConcept rank:i
        Encounter.hospitalization B preAdmissionIdentifier:Identifier origin:Reference \
        admitSource:CodeableConcept reAdmission:CodeableConcept dietPreference:CodeableConcept* \
        specialCourtesy:CodeableConcept* specialArrangement:CodeableConcept* destination:Reference \
        dischargeDisposition:CodeableConcept
        Encounter.location B location:Reference status:s physicalType:CodeableConcept period:Period
        Endpoint R identifier:Identifier* status:s connectionType:Coding name:s managingOrganization:Reference \
        contact:ContactPoint* period:Period payloadType:CodeableConcept* payloadMimeType:s* address:s header:s*
        EnrollmentRequest R identifier:Identifier* status:s created:s insurer:Reference provider:Reference \
        candidate:Reference coverage:Reference
        EnrollmentResponse R identifier:Identifier* status:s request:Reference outcome:s disposition:s created:s \
        organization:Reference requestProvider:Reference
        EpisodeOfCare R identifier:Identifier* status:s statusHistory:EpisodeOfCare.statusHistory* \
        type:CodeableConcept* diagnosis:EpisodeOfCare.diagnosis* patient:Reference managingOrganization:Reference \
        period:Period referralRequest:Reference* careManager:Reference team:Reference* account:Reference*
        EpisodeOfCare.statusHistory B status:s period:Period
        EpisodeOfCare.diagnosis B condition:Reference role:CodeableConcept rank:i
        EventDefinition R url:s identifier:Identifier* version:s name:s title:s subtitle:s status:s \
        experimental:b subject[x]:CodeableConcept,Reference date:s publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:s lastReviewDate:s effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        trigger:TriggerDefinition*
        Evidence R url:s identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s status:s date:s \
        publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:s lastReviewDate:s effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* exposureBackground:Reference \
        exposureVariant:Reference* outcome:Reference*
        EvidenceVariable R url:s identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s status:s \
        date:s publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:s lastReviewDate:s effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* type:s \
        characteristic:EvidenceVariable.characteristic*
        EvidenceVariable.characteristic B description:s definition[x]:Reference,canonical=s,CodeableConcept,\
        Expression,DataRequirement,TriggerDefinition usageContext:UsageContext* exclude:b \
        participantEffective[x]:dateTime=s,Period,Duration,Timing timeFromStart:Duration groupMeasure:s
        ExampleScenario R url:s identifier:Identifier* version:s name:s status:s experimental:b date:s \
        publisher:s contact:ContactDetail* useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s \
        purpose:s actor:ExampleScenario.actor* instance:ExampleScenario.instance* \
        process:ExampleScenario.process* workflow:s*
        ExampleScenario.actor B actorId:s type:s name:s description:s
        ExampleScenario.instance B resourceId:s resourceType:s name:s description:s \
        version:ExampleScenario.instance.version* containedInstance:ExampleScenario.instance.containedInstance*
        ExampleScenario.instance.version B versionId:s description:s
        ExampleScenario.instance.containedInstance B resourceId:s versionId:s
        ExampleScenario.process B title:s description:s preConditions:s postConditions:s \
        step:ExampleScenario.process.step*
        ExampleScenario.process.step B process:ExampleScenario.process* pause:b \
        operation:ExampleScenario.process.step.operation alternative:ExampleScenario.process.step.alternative*
        ExampleScenario.process.step.operation B number:s type:s name:s initiator:s receiver:s description:s \
        initiatorActive:b receiverActive:b request:ExampleScenario.instance.containedInstance \
        response:ExampleScenario.instance.containedInstance
        ExampleScenario.process.step.alternative B title:s description:s step:ExampleScenario.process.step*
        ExplanationOfBenefit R identifier:Identifier* status:s type:CodeableConcept subType:CodeableConcept use:s \
        patient:Reference billablePeriod:Period created:s enterer:Reference insurer:Reference provider:Reference \
        priority:CodeableConcept fundsReserveRequested:CodeableConcept fundsReserve:CodeableConcept \
        related:ExplanationOfBenefit.related* prescription:Reference originalPrescription:Reference \
        payee:ExplanationOfBenefit.payee referral:Reference facility:Reference claim:Reference \
        claimResponse:Reference outcome:s disposition:s preAuthRef:s* preAuthRefPeriod:Period* \
        careTeam:ExplanationOfBenefit.careTeam* supportingInfo:ExplanationOfBenefit.supportingInfo* \
        diagnosis:ExplanationOfBenefit.diagnosis* procedure:ExplanationOfBenefit.procedure* precedence:i \
        insurance:ExplanationOfBenefit.insurance* accident:ExplanationOfBenefit.accident \
        item:ExplanationOfBenefit.item* addItem:ExplanationOfBenefit.addItem* \
        adjudication:ExplanationOfBenefit.item.adjudication* total:ExplanationOfBenefit.total* \
        payment:ExplanationOfBenefit.payment formCode:CodeableConcept form:Attachment \
        processNote:ExplanationOfBenefit.processNote* benefitPeriod:Period \
        benefitBalance:ExplanationOfBenefit.benefitBalance*
        ExplanationOfBenefit.related B claim:Reference relationship:CodeableConcept reference:Identifier
        ExplanationOfBenefit.payee B type:CodeableConcept party:Reference
        ExplanationOfBenefit.careTeam B sequence:i provider:Reference responsible:b role:CodeableConcept \
        qualification:CodeableConcept
        ExplanationOfBenefit.supportingInfo B sequence:i category:CodeableConcept code:CodeableConcept \
        timing[x]:date=s,Period value[x]:boolean=b,string=s,Quantity,Attachment,Reference reason:Coding
        ExplanationOfBenefit.diagnosis B sequence:i diagnosis[x]:CodeableConcept,Reference type:CodeableConcept* \
        onAdmission:CodeableConcept packageCode:CodeableConcept
        ExplanationOfBenefit.procedure B sequence:i type:CodeableConcept* date:s procedure[x]:CodeableConcept,\
        Reference udi:Reference*
        ExplanationOfBenefit.insurance B focal:b coverage:Reference preAuthRef:s*
        ExplanationOfBenefit.accident B date:s type:CodeableConcept location[x]:Address,Reference
        ExplanationOfBenefit.item B sequence:i careTeamSequence:i* diagnosisSequence:i* procedureSequence:i* \
        informationSequence:i* revenue:CodeableConcept category:CodeableConcept productOrService:CodeableConcept \
        modifier:CodeableConcept* programCode:CodeableConcept* serviced[x]:date=s,Period \
        location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money factor:d net:Money \
        udi:Reference* bodySite:CodeableConcept subSite:CodeableConcept* encounter:Reference* noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication* detail:ExplanationOfBenefit.item.detail*
        ExplanationOfBenefit.item.adjudication B category:CodeableConcept reason:CodeableConcept amount:Money \
        value:d
        ExplanationOfBenefit.item.detail B sequence:i revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* quantity:Quantity \
        unitPrice:Money factor:d net:Money udi:Reference* noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication* subDetail:ExplanationOfBenefit.item.detail.subDetail*
        ExplanationOfBenefit.item.detail.subDetail B sequence:i revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* quantity:Quantity \
        unitPrice:Money factor:d net:Money udi:Reference* noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication*
        ExplanationOfBenefit.addItem B itemSequence:i* detailSequence:i* subDetailSequence:i* provider:Reference* \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* \
        serviced[x]:date=s,Period location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money \
        factor:d net:Money bodySite:CodeableConcept subSite:CodeableConcept* noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication* detail:ExplanationOfBenefit.addItem.detail*
        ExplanationOfBenefit.addItem.detail B productOrService:CodeableConcept modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication* \
        subDetail:ExplanationOfBenefit.addItem.detail.subDetail*
        ExplanationOfBenefit.addItem.detail.subDetail B productOrService:CodeableConcept \
        modifier:CodeableConcept* quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:i* \
        adjudication:ExplanationOfBenefit.item.adjudication*
        ExplanationOfBenefit.total B category:CodeableConcept amount:Money
        ExplanationOfBenefit.payment B type:CodeableConcept adjustment:Money adjustmentReason:CodeableConcept \
        date:s amount:Money identifier:Identifier
        ExplanationOfBenefit.processNote B number:i type:s text:s language:CodeableConcept
        ExplanationOfBenefit.benefitBalance B category:CodeableConcept excluded:b name:s description:s \
        network:CodeableConcept unit:CodeableConcept term:CodeableConcept \
        financial:ExplanationOfBenefit.benefitBalance.financial*
        ExplanationOfBenefit.benefitBalance.financial B type:CodeableConcept allowed[x]:unsignedInt=i,string=s,\
        Money used[x]:unsignedInt=i,Money
        FamilyMemberHistory R identifier:Identifier* instantiatesCanonical:s* instantiatesUri:s* status:s \
        dataAbsentReason:CodeableConcept patient:Reference date:s name:s relationship:CodeableConcept \
        sex:CodeableConcept born[x]:Period,date=s,string=s age[x]:Age,Range,string=s estimatedAge:b \
        deceased[x]:boolean=b,Age,Range,date=s,string=s reasonCode:CodeableConcept* reasonReference:Reference* \
        note:Annotation* condition:FamilyMemberHistory.condition*
        FamilyMemberHistory.condition B code:CodeableConcept outcome:CodeableConcept contributedToDeath:b \
        onset[x]:Age,Range,Period,string=s note:Annotation*
        Flag R identifier:Identifier* status:s category:CodeableConcept* code:CodeableConcept subject:Reference \
        period:Period encounter:Reference author:Reference
        Goal R identifier:Identifier* lifecycleStatus:s achievementStatus:CodeableConcept \
        category:CodeableConcept* priority:CodeableConcept description:CodeableConcept subject:Reference \
        start[x]:date=s,CodeableConcept target:Goal.target* statusDate:s statusReason:s expressedBy:Reference \
        addresses:Reference* note:Annotation* outcomeCode:CodeableConcept* outcomeReference:Reference*
        Goal.target B measure:CodeableConcept detail[x]:Quantity,Range,CodeableConcept,string=s,boolean=b,\
        integer=i,Ratio due[x]:date=s,Duration
        GraphDefinition R url:s version:s name:s status:s experimental:b date:s publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        start:s profile:s link:GraphDefinition.link*
        GraphDefinition.link B path:s sliceName:s min:i max:s description:s target:GraphDefinition.link.target*
        GraphDefinition.link.target B type:s params:s profile:s \
        compartment:GraphDefinition.link.target.compartment* link:GraphDefinition.link*
        GraphDefinition.link.target.compartment B use:s code:s rule:s expression:s description:s
        Group R identifier:Identifier* active:b type:s actual:b code:CodeableConcept name:s quantity:i \
        managingEntity:Reference characteristic:Group.characteristic* member:Group.member*
        Group.characteristic B code:CodeableConcept value[x]:CodeableConcept,boolean=b,Quantity,Range,Reference \
        exclude:b period:Period
        Group.member B entity:Reference period:Period inactive:b
        GuidanceResponse R requestIdentifier:Identifier identifier:Identifier* module[x]:uri=s,canonical=s,\
        CodeableConcept status:s subject:Reference encounter:Reference occurrenceDateTime:s performer:Reference \
        reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* evaluationMessage:Reference* \
        outputParameters:Reference result:Reference dataRequirement:DataRequirement*
        """
}
