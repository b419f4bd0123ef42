// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources2 = """
        DetectedIssue R identifier:Identifier* status:c! code:CodeableConcept severity:c patient:Reference \
        identified[x]:dateTime=t,Period author:Reference implicated:Reference* evidence:DetectedIssue.evidence* \
        detail:s reference:u mitigation:DetectedIssue.mitigation*
        DetectedIssue.evidence B code:CodeableConcept* detail:Reference*
        DetectedIssue.mitigation B action:CodeableConcept! date:t author:Reference
        Device R identifier:Identifier* definition:Reference udiCarrier:Device.udiCarrier* status:c \
        statusReason:CodeableConcept* distinctIdentifier:s manufacturer:s manufactureDate:t expirationDate:t \
        lotNumber:s serialNumber:s deviceName:Device.deviceName* modelNumber:s partNumber:s type:CodeableConcept \
        specialization:Device.specialization* version:Device.version* property:Device.property* patient:Reference \
        owner:Reference contact:ContactPoint* location:Reference url:u note:Annotation* safety:CodeableConcept* \
        parent:Reference
        Device.udiCarrier B deviceIdentifier:s issuer:u jurisdiction:u carrierAIDC:e carrierHRF:s entryType:c
        Device.deviceName B name:s! type:c!
        Device.specialization B systemType:CodeableConcept! version:s
        Device.version B type:CodeableConcept component:Identifier value:s!
        Device.property B type:CodeableConcept! valueQuantity:Quantity* valueCode:CodeableConcept*
        DeviceDefinition R identifier:Identifier* udiDeviceIdentifier:DeviceDefinition.udiDeviceIdentifier* \
        manufacturer[x]:string=s,Reference deviceName:DeviceDefinition.deviceName* modelNumber:s \
        type:CodeableConcept specialization:DeviceDefinition.specialization* version:s* safety:CodeableConcept* \
        shelfLifeStorage:ProductShelfLife* physicalCharacteristics:ProdCharacteristic \
        languageCode:CodeableConcept* capability:DeviceDefinition.capability* property:DeviceDefinition.property* \
        owner:Reference contact:ContactPoint* url:u onlineInformation:u note:Annotation* quantity:Quantity \
        parentDevice:Reference material:DeviceDefinition.material*
        DeviceDefinition.udiDeviceIdentifier B deviceIdentifier:s! issuer:u! jurisdiction:u!
        DeviceDefinition.deviceName B name:s! type:c!
        DeviceDefinition.specialization B systemType:s! version:s
        DeviceDefinition.capability B type:CodeableConcept! description:CodeableConcept*
        DeviceDefinition.property B type:CodeableConcept! valueQuantity:Quantity* valueCode:CodeableConcept*
        DeviceDefinition.material B substance:CodeableConcept! alternate:b allergenicIndicator:b
        DeviceMetric R identifier:Identifier* type:CodeableConcept! unit:CodeableConcept source:Reference \
        parent:Reference operationalStatus:c color:c category:c! measurementPeriod:Timing \
        calibration:DeviceMetric.calibration*
        DeviceMetric.calibration B type:c state:c time:z
        DeviceRequest R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        priorRequest:Reference* groupIdentifier:Identifier status:c intent:c! priority:c code[x]:Reference,\
        CodeableConcept! parameter:DeviceRequest.parameter* subject:Reference! encounter:Reference \
        occurrence[x]:dateTime=t,Period,Timing authoredOn:t requester:Reference performerType:CodeableConcept \
        performer:Reference reasonCode:CodeableConcept* reasonReference:Reference* insurance:Reference* \
        supportingInfo:Reference* note:Annotation* relevantHistory:Reference*
        DeviceRequest.parameter B code:CodeableConcept value[x]:CodeableConcept,Quantity,Range,boolean=b
        DeviceUseStatement R identifier:Identifier* basedOn:Reference* status:c! subject:Reference! \
        derivedFrom:Reference* timing[x]:Timing,Period,dateTime=t recordedOn:t source:Reference device:Reference! \
        reasonCode:CodeableConcept* reasonReference:Reference* bodySite:CodeableConcept note:Annotation*
        DiagnosticReport R identifier:Identifier* basedOn:Reference* status:c! category:CodeableConcept* \
        code:CodeableConcept! subject:Reference encounter:Reference effective[x]:dateTime=t,Period issued:z \
        performer:Reference* resultsInterpreter:Reference* specimen:Reference* result:Reference* \
        imagingStudy:Reference* media:DiagnosticReport.media* conclusion:s conclusionCode:CodeableConcept* \
        presentedForm:Attachment*
        DiagnosticReport.media B comment:s link:Reference!
        DocumentManifest R masterIdentifier:Identifier identifier:Identifier* status:c! type:CodeableConcept \
        subject:Reference created:t author:Reference* recipient:Reference* source:u description:s \
        content:Reference*! related:DocumentManifest.related*
        DocumentManifest.related B identifier:Identifier ref:Reference
        DocumentReference R masterIdentifier:Identifier identifier:Identifier* status:c! docStatus:c \
        type:CodeableConcept category:CodeableConcept* subject:Reference date:z author:Reference* \
        authenticator:Reference custodian:Reference relatesTo:DocumentReference.relatesTo* description:s \
        securityLabel:CodeableConcept* content:DocumentReference.content*! context:DocumentReference.context
        DocumentReference.relatesTo B code:c! target:Reference!
        DocumentReference.content B attachment:Attachment! format:Coding
        DocumentReference.context B encounter:Reference* event:CodeableConcept* period:Period \
        facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference \
        related:Reference*
        EffectEvidenceSynthesis R url:u identifier:Identifier* version:s name:s title:s status:c! date:t \
        publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:y lastReviewDate:y effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* synthesisType:CodeableConcept \
        studyType:CodeableConcept population:Reference! exposure:Reference! exposureAlternative:Reference! \
        outcome:Reference! sampleSize:EffectEvidenceSynthesis.sampleSize \
        resultsByExposure:EffectEvidenceSynthesis.resultsByExposure* \
        effectEstimate:EffectEvidenceSynthesis.effectEstimate* certainty:EffectEvidenceSynthesis.certainty*
        EffectEvidenceSynthesis.sampleSize B description:s numberOfStudies:i numberOfParticipants:i
        EffectEvidenceSynthesis.resultsByExposure B description:s exposureState:c variantState:CodeableConcept \
        riskEvidenceSynthesis:Reference!
        EffectEvidenceSynthesis.effectEstimate B description:s type:CodeableConcept variantState:CodeableConcept \
        value:d unitOfMeasure:CodeableConcept \
        precisionEstimate:EffectEvidenceSynthesis.effectEstimate.precisionEstimate*
        EffectEvidenceSynthesis.effectEstimate.precisionEstimate B type:CodeableConcept level:d from:d to:d
        EffectEvidenceSynthesis.certainty B rating:CodeableConcept* note:Annotation* \
        certaintySubcomponent:EffectEvidenceSynthesis.certainty.certaintySubcomponent*
        EffectEvidenceSynthesis.certainty.certaintySubcomponent B type:CodeableConcept rating:CodeableConcept* \
        note:Annotation*
        Encounter R identifier:Identifier* status:c! statusHistory:Encounter.statusHistory* class:Coding! \
        classHistory:Encounter.classHistory* type:CodeableConcept* serviceType:CodeableConcept \
        priority:CodeableConcept subject:Reference episodeOfCare:Reference* basedOn:Reference* \
        participant:Encounter.participant* appointment:Reference* period:Period length:Duration \
        reasonCode:CodeableConcept* reasonReference:Reference* diagnosis:Encounter.diagnosis* account:Reference* \
        hospitalization:Encounter.hospitalization location:Encounter.location* serviceProvider:Reference \
        partOf:Reference
        Encounter.statusHistory B status:c! period:Period!
        Encounter.classHistory B class:Coding! period:Period!
        Encounter.participant B type:CodeableConcept* period:Period individual:Reference
        Encounter.diagnosis B condition:Reference! use:CodeableConcept rank:p
        Encounter.hospitalization B preAdmissionIdentifier:Identifier origin:Reference \
        admitSource:CodeableConcept reAdmission:CodeableConcept dietPreference:CodeableConcept* \
        specialCourtesy:CodeableConcept* specialArrangement:CodeableConcept* destination:Reference \
        dischargeDisposition:CodeableConcept
        Encounter.location B location:Reference! status:c physicalType:CodeableConcept period:Period
        Endpoint R identifier:Identifier* status:c! connectionType:Coding! name:s managingOrganization:Reference \
        contact:ContactPoint* period:Period payloadType:CodeableConcept*! payloadMimeType:c* address:u! header:s*
        EnrollmentRequest R identifier:Identifier* status:c created:t insurer:Reference provider:Reference \
        candidate:Reference coverage:Reference
        EnrollmentResponse R identifier:Identifier* status:c request:Reference outcome:c disposition:s created:t \
        organization:Reference requestProvider:Reference
        EpisodeOfCare R identifier:Identifier* status:c! statusHistory:EpisodeOfCare.statusHistory* \
        type:CodeableConcept* diagnosis:EpisodeOfCare.diagnosis* patient:Reference! \
        managingOrganization:Reference period:Period referralRequest:Reference* careManager:Reference \
        team:Reference* account:Reference*
        EpisodeOfCare.statusHistory B status:c! period:Period!
        EpisodeOfCare.diagnosis B condition:Reference! role:CodeableConcept rank:p
        EventDefinition R url:u identifier:Identifier* version:s name:s title:s subtitle:s status:c! \
        experimental:b subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        trigger:TriggerDefinition*!
        Evidence R url:u identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s status:c! date:t \
        publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:y lastReviewDate:y effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* exposureBackground:Reference! \
        exposureVariant:Reference* outcome:Reference*
        EvidenceVariable R url:u identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s \
        status:c! date:t publisher:s contact:ContactDetail* description:s note:Annotation* \
        useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s approvalDate:y lastReviewDate:y \
        effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* \
        reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* type:c \
        characteristic:EvidenceVariable.characteristic*!
        EvidenceVariable.characteristic B description:s definition[x]:Reference,canonical=u,CodeableConcept,\
        Expression,DataRequirement,TriggerDefinition! usageContext:UsageContext* exclude:b \
        participantEffective[x]:dateTime=t,Period,Duration,Timing timeFromStart:Duration groupMeasure:c
        ExampleScenario R url:u identifier:Identifier* version:s name:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s \
        purpose:s actor:ExampleScenario.actor* instance:ExampleScenario.instance* \
        process:ExampleScenario.process* workflow:u*
        ExampleScenario.actor B actorId:s! type:c! name:s description:s
        ExampleScenario.instance B resourceId:s! resourceType:c! name:s description:s \
        version:ExampleScenario.instance.version* containedInstance:ExampleScenario.instance.containedInstance*
        ExampleScenario.instance.version B versionId:s! description:s!
        ExampleScenario.instance.containedInstance B resourceId:s! versionId:s
        ExampleScenario.process B title:s! description:s preConditions:s postConditions:s \
        step:ExampleScenario.process.step*
        ExampleScenario.process.step B process:ExampleScenario.process* pause:b \
        operation:ExampleScenario.process.step.operation alternative:ExampleScenario.process.step.alternative*
        ExampleScenario.process.step.operation B number:s! type:s name:s initiator:s receiver:s description:s \
        initiatorActive:b receiverActive:b request:ExampleScenario.instance.containedInstance \
        response:ExampleScenario.instance.containedInstance
        ExampleScenario.process.step.alternative B title:s! description:s step:ExampleScenario.process.step*
        ExplanationOfBenefit R identifier:Identifier* status:c! type:CodeableConcept! subType:CodeableConcept \
        use:c! patient:Reference! billablePeriod:Period created:t! enterer:Reference insurer:Reference! \
        provider:Reference! priority:CodeableConcept fundsReserveRequested:CodeableConcept \
        fundsReserve:CodeableConcept related:ExplanationOfBenefit.related* prescription:Reference \
        originalPrescription:Reference payee:ExplanationOfBenefit.payee referral:Reference facility:Reference \
        claim:Reference claimResponse:Reference outcome:c! disposition:s preAuthRef:s* preAuthRefPeriod:Period* \
        careTeam:ExplanationOfBenefit.careTeam* supportingInfo:ExplanationOfBenefit.supportingInfo* \
        diagnosis:ExplanationOfBenefit.diagnosis* procedure:ExplanationOfBenefit.procedure* precedence:p \
        insurance:ExplanationOfBenefit.insurance*! accident:ExplanationOfBenefit.accident \
        item:ExplanationOfBenefit.item* addItem:ExplanationOfBenefit.addItem* \
        adjudication:ExplanationOfBenefit.item.adjudication* total:ExplanationOfBenefit.total* \
        payment:ExplanationOfBenefit.payment formCode:CodeableConcept form:Attachment \
        processNote:ExplanationOfBenefit.processNote* benefitPeriod:Period \
        benefitBalance:ExplanationOfBenefit.benefitBalance*
        ExplanationOfBenefit.related B claim:Reference relationship:CodeableConcept reference:Identifier
        ExplanationOfBenefit.payee B type:CodeableConcept party:Reference
        ExplanationOfBenefit.careTeam B sequence:p! provider:Reference! responsible:b role:CodeableConcept \
        qualification:CodeableConcept
        ExplanationOfBenefit.supportingInfo B sequence:p! category:CodeableConcept! code:CodeableConcept \
        timing[x]:date=y,Period value[x]:boolean=b,string=s,Quantity,Attachment,Reference reason:Coding
        ExplanationOfBenefit.diagnosis B sequence:p! diagnosis[x]:CodeableConcept,Reference! \
        type:CodeableConcept* onAdmission:CodeableConcept packageCode:CodeableConcept
        ExplanationOfBenefit.procedure B sequence:p! type:CodeableConcept* date:t procedure[x]:CodeableConcept,\
        Reference! udi:Reference*
        ExplanationOfBenefit.insurance B focal:b! coverage:Reference! preAuthRef:s*
        ExplanationOfBenefit.accident B date:y type:CodeableConcept location[x]:Address,Reference
        ExplanationOfBenefit.item B sequence:p! careTeamSequence:p* diagnosisSequence:p* procedureSequence:p* \
        informationSequence:p* revenue:CodeableConcept category:CodeableConcept productOrService:CodeableConcept! \
        modifier:CodeableConcept* programCode:CodeableConcept* serviced[x]:date=y,Period \
        location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money factor:d net:Money \
        udi:Reference* bodySite:CodeableConcept subSite:CodeableConcept* encounter:Reference* noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication* detail:ExplanationOfBenefit.item.detail*
        ExplanationOfBenefit.item.adjudication B category:CodeableConcept! reason:CodeableConcept amount:Money \
        value:d
        ExplanationOfBenefit.item.detail B sequence:p! revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money udi:Reference* noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication* subDetail:ExplanationOfBenefit.item.detail.subDetail*
        ExplanationOfBenefit.item.detail.subDetail B sequence:p! revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money udi:Reference* noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication*
        ExplanationOfBenefit.addItem B itemSequence:p* detailSequence:p* subDetailSequence:p* provider:Reference* \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        serviced[x]:date=y,Period location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money \
        factor:d net:Money bodySite:CodeableConcept subSite:CodeableConcept* noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication* detail:ExplanationOfBenefit.addItem.detail*
        ExplanationOfBenefit.addItem.detail B productOrService:CodeableConcept! modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication* \
        subDetail:ExplanationOfBenefit.addItem.detail.subDetail*
        ExplanationOfBenefit.addItem.detail.subDetail B productOrService:CodeableConcept! \
        modifier:CodeableConcept* quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:p* \
        adjudication:ExplanationOfBenefit.item.adjudication*
        ExplanationOfBenefit.total B category:CodeableConcept! amount:Money!
        ExplanationOfBenefit.payment B type:CodeableConcept adjustment:Money adjustmentReason:CodeableConcept \
        date:y amount:Money identifier:Identifier
        ExplanationOfBenefit.processNote B number:p type:c text:s language:CodeableConcept
        ExplanationOfBenefit.benefitBalance B category:CodeableConcept! excluded:b name:s description:s \
        network:CodeableConcept unit:CodeableConcept term:CodeableConcept \
        financial:ExplanationOfBenefit.benefitBalance.financial*
        ExplanationOfBenefit.benefitBalance.financial B type:CodeableConcept! allowed[x]:unsignedInt=n,string=s,\
        Money used[x]:unsignedInt=n,Money
        FamilyMemberHistory R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* status:c! \
        dataAbsentReason:CodeableConcept patient:Reference! date:t name:s relationship:CodeableConcept! \
        sex:CodeableConcept born[x]:Period,date=y,string=s age[x]:Age,Range,string=s estimatedAge:b \
        deceased[x]:boolean=b,Age,Range,date=y,string=s reasonCode:CodeableConcept* reasonReference:Reference* \
        note:Annotation* condition:FamilyMemberHistory.condition*
        FamilyMemberHistory.condition B code:CodeableConcept! outcome:CodeableConcept contributedToDeath:b \
        onset[x]:Age,Range,Period,string=s note:Annotation*
        Flag R identifier:Identifier* status:c! category:CodeableConcept* code:CodeableConcept! \
        subject:Reference! period:Period encounter:Reference author:Reference
        Goal R identifier:Identifier* lifecycleStatus:c! achievementStatus:CodeableConcept \
        category:CodeableConcept* priority:CodeableConcept description:CodeableConcept! subject:Reference! \
        start[x]:date=y,CodeableConcept target:Goal.target* statusDate:y statusReason:s expressedBy:Reference \
        addresses:Reference* note:Annotation* outcomeCode:CodeableConcept* outcomeReference:Reference*
        Goal.target B measure:CodeableConcept detail[x]:Quantity,Range,CodeableConcept,string=s,boolean=b,\
        integer=i,Ratio due[x]:date=y,Duration
        GraphDefinition R url:u version:s name:s! status:c! experimental:b date:t publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        start:c! profile:u link:GraphDefinition.link*
        GraphDefinition.link B path:s sliceName:s min:i max:s description:s target:GraphDefinition.link.target*
        GraphDefinition.link.target B type:c! params:s profile:u \
        compartment:GraphDefinition.link.target.compartment* link:GraphDefinition.link*
        GraphDefinition.link.target.compartment B use:c! code:c! rule:c! expression:s description:s
        Group R identifier:Identifier* active:b type:c! actual:b! code:CodeableConcept name:s quantity:n \
        managingEntity:Reference characteristic:Group.characteristic* member:Group.member*
        Group.characteristic B code:CodeableConcept! value[x]:CodeableConcept,boolean=b,Quantity,Range,Reference! \
        exclude:b! period:Period
        Group.member B entity:Reference! period:Period inactive:b
        GuidanceResponse R requestIdentifier:Identifier identifier:Identifier* module[x]:uri=u,canonical=u,\
        CodeableConcept! status:c! subject:Reference encounter:Reference occurrenceDateTime:t performer:Reference \
        reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* evaluationMessage:Reference* \
        outputParameters:Reference result:Reference dataRequirement:DataRequirement*
        """
}
